"""One POST: in time, no further than it was sent, and no more read of the answer than is worth it."""

import socket
import time
from typing import Any

import pytest

from journal.webhooks.wire import KEPT, MOST_IN, Unreachable, post
from tests.journal.webhooks.receiver import Got, Receiver, receiving, say


def drip(connection: socket.socket, got: Got) -> None:
    """A byte at a time, each well within any time-out of its own."""
    for each in b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 1000:
        connection.sendall(bytes([each]))
        time.sleep(0.05)


def drip_the_body(connection: socket.socket, got: Got) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    drip(connection, got)


def hang(connection: socket.socket, got: Got) -> None:
    time.sleep(3)


def reset(connection: socket.socket, got: Got) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def nonsense(connection: socket.socket, got: Got) -> None:
    connection.sendall(b"\x16\x03\x01 this is no HTTP\r\n\r\n")


@pytest.mark.parametrize("behaviour", [drip, drip_the_body, hang])
def test_it_ends_in_time_however_slowly_the_answer_drips(receiver: Receiver, behaviour: Any) -> None:
    receiver.answers = [behaviour]
    begun = time.monotonic()
    with pytest.raises(Unreachable, match=r"did not answer within 0\.5 seconds"):
        post(receiver.url, b"{}", {}, 0.5)
    assert time.monotonic() - begun < 2.5


@pytest.mark.parametrize("behaviour", [reset, nonsense])
def test_a_broken_conversation_is_a_failure_with_a_sentence(receiver: Receiver, behaviour: Any) -> None:
    receiver.answers = [behaviour]
    with pytest.raises(Unreachable, match=r"^The connection broke"):
        post(receiver.url, b"{}", {}, 5)


def test_nobody_there_is_a_failure_with_a_sentence(receiver: Receiver) -> None:
    with receiving() as gone:
        url = gone.url
    with pytest.raises(Unreachable, match="cannot be reached"):
        post(url, b"{}", {}, 5)


def test_no_redirect_is_followed(receiver: Receiver) -> None:
    with receiving() as elsewhere:
        receiver.answers = [lambda connection, got: say(connection, 302, b"", f"Location: {elsewhere.url}")]
        assert post(receiver.url, b"{}", {}, 5).status == 302
        assert (receiver.connections, elsewhere.connections) == (1, 0)


def test_no_proxy_of_the_environment_is_asked(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        post(receiver.url, b"{}", {}, 5)
        assert (receiver.connections, proxy.connections) == (1, 0)


def test_of_a_long_answer_only_the_beginning_is_read(receiver: Receiver) -> None:
    sent: list[int] = []

    def endless(connection: socket.socket, got: Got) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while sum(sent) < 500 * MOST_IN:
            connection.sendall(b"x" * MOST_IN)
            sent.append(MOST_IN)

    receiver.answers = [endless]
    answer = post(receiver.url, b"{}", {}, 5)
    assert (answer.status, len(answer.text)) == (200, KEPT)
    assert sum(sent) < 500 * MOST_IN


def test_an_answer_that_is_compressed_is_kept_as_it_came(receiver: Receiver) -> None:
    """It is not unpacked: a small one may be very large inside."""
    receiver.answers = [lambda connection, got: say(connection, 200, b"\x1f\x8b\0rest", "Content-Encoding: gzip")]
    assert post(receiver.url, b"{}", {}, 5).text.endswith("rest")
    assert receiver.got[0].headers["accept-encoding"] == "identity"


def test_an_answer_may_hold_what_a_database_cannot(receiver: Receiver) -> None:
    receiver.answers = [lambda connection, got: say(connection, 200, b"a\0b\xff")]
    assert post(receiver.url, b"{}", {}, 5).text == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"


def test_headers_without_end_are_refused(receiver: Receiver) -> None:
    def chatter(connection: socket.socket, got: Got) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for _ in range(1000):
            connection.sendall(b"x-more: " + b"x" * 1000 + b"\r\n")

    receiver.answers = [chatter]
    with pytest.raises(Unreachable):
        post(receiver.url, b"{}", {}, 5)
