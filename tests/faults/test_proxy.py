"""The line does what is said of it, and nothing else."""

import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.test_embedded_up import free_port
from tests.faults.proxy import Proxy, Weather

PATIENCE = 0.3


class Echo(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.heard: list[bytes] = []


class Answer(socketserver.BaseRequestHandler):
    server: Echo

    def handle(self) -> None:
        while piece := self.request.recv(100):
            self.server.heard.append(piece)
            self.request.sendall(piece.upper())


@pytest.fixture
def echo() -> Iterator[Echo]:
    with Echo() as echo:
        thread = threading.Thread(target=echo.serve_forever, args=[0.01])
        thread.start()
        yield echo
        echo.shutdown()
        thread.join()


@pytest.fixture
def proxy(echo: Echo) -> Iterator[Proxy]:
    with Proxy(free_port(), echo.server_address[1]) as proxy:
        yield proxy


def call(proxy: Proxy) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.at), timeout=5)  # type: ignore[arg-type]


def asked(line: socket.socket, word: bytes) -> bytes:
    """The reply, b"" where the line broke."""
    try:
        line.sendall(word)
        return line.recv(100)
    except ConnectionResetError:
        return b""


def test_in_calm_weather_it_passes_on_both_ways(proxy: Proxy) -> None:
    with call(proxy) as line:
        assert [asked(line, b"one"), asked(line, b"two")] == [b"ONE", b"TWO"]
    assert proxy.spoilt == 0


def test_it_stands_before_a_unix_socket_too(echo: Echo, tmp_path: Path) -> None:
    with (
        Proxy(tmp_path / "s", echo.server_address[1]),
        socket.socket(socket.AF_UNIX) as line,
    ):
        line.connect(str(tmp_path / "s"))
        assert asked(line, b"one") == b"ONE"


def test_it_refuses_and_listens_again(proxy: Proxy) -> None:
    proxy.refuse()
    with pytest.raises(ConnectionRefusedError):
        call(proxy)
    proxy.listen()
    with call(proxy) as line:
        assert asked(line, b"one") == b"ONE"


def test_it_cuts_the_lines_that_stand(proxy: Proxy) -> None:
    with call(proxy) as line:
        assert asked(line, b"one") == b"ONE"
        proxy.cut()
        assert asked(line, b"two") == b""


def test_a_dropped_reply_was_heard(proxy: Proxy, echo: Echo) -> None:
    proxy.weather = Weather(dropped=1)
    with call(proxy) as line:
        assert asked(line, b"one") == b""
    assert (echo.heard, proxy.spoilt) == ([b"one"], 1)


def test_a_lost_request_was_not_heard_and_a_torn_one_by_half(proxy: Proxy, echo: Echo) -> None:
    for weather in (Weather(lost=1), Weather(torn=1)):
        proxy.weather = weather
        with call(proxy) as line:
            assert asked(line, b"once") == b""
    time.sleep(0.05)
    assert echo.heard == [b"on"]


def test_late_pieces_come_late(proxy: Proxy) -> None:
    proxy.weather = Weather(late=1, seconds=0.1)
    begun = time.monotonic()
    with call(proxy) as line:
        assert asked(line, b"one") == b"ONE"
    assert time.monotonic() - begun >= 0.2  # once each way


def test_a_hole_holds_everything_until_it_closes(proxy: Proxy, echo: Echo) -> None:
    proxy.weather = Weather(hole=True)
    with call(proxy) as line:
        line.sendall(b"one")
        line.settimeout(PATIENCE)
        with pytest.raises(TimeoutError):
            line.recv(100)
        assert echo.heard == []
        proxy.weather = Weather()
        line.settimeout(5)
        assert line.recv(100) == b"ONE"
