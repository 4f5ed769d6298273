"""The real web server in processes of its own, and a broker of its own that may be hung and killed."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import redis

from config.embedded import processes
from config.embedded.binaries import find_binaries
from tests.servers import CHECKOUT

PREFIX = "live-test"


class Broker:
    """A Valkey on a socket of its own."""

    def __init__(self, folder: Path) -> None:
        self._socket = folder / "valkey"
        self.url = f"unix://{self._socket}"
        self.start()

    def start(self) -> None:
        options = ["--port", "0", "--unixsocket", str(self._socket), "--save", "", "--dir", str(self._socket.parent)]
        self._process = subprocess.Popen([find_binaries().valkey, *options], stdout=subprocess.DEVNULL)
        while not self._answers():
            time.sleep(0.02)

    def _answers(self) -> bool:
        with suppress(redis.RedisError), redis.Redis.from_url(self.url) as asked:
            return bool(asked.ping())
        return False

    def hang(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        self.go_on()
        self._process.kill()
        self._process.wait()

    def heal(self) -> None:
        """Make it go on, or start it anew."""
        if self._process.poll() is None:
            self.go_on()
        else:
            self.start()

    def subscriptions(self) -> int:
        """How many listen to the channel of changes."""
        with redis.Redis.from_url(self.url) as asked:
            return int(asked.pubsub_numsub(f"{PREFIX}:live")[0][1])


class Web:
    """`process` is the server's first process, which keeps the workers."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process = process
        self.port = port

    @property
    def workers(self) -> list[psutil.Process]:
        children = psutil.Process(self.process.pid).children()
        return [each for each in children if "resource_tracker" not in " ".join(each.cmdline())]

    def stop(self) -> float:
        """The seconds that the stop took. It must not fail."""
        began = time.monotonic()
        self.process.terminate()
        self.process.wait(timeout=20)
        return time.monotonic() - began


@contextmanager
def web(broker: Broker, workers: int = 1, application: str = "config.asgi:application") -> Iterator[Web]:
    """The command that `up` runs, with so many workers, on the database of this test run."""
    port = free_port()
    instead = {"2": str(workers), processes.WEB[-1]: application}
    command = [instead.get(word, word) for word in processes.WEB]
    environment = os.environ | {
        "BETS_REDIS_URL": broker.url, "BETS_REDIS_PREFIX": PREFIX, "BETS_PORT": str(port),
        "PYTHONPATH": str(CHECKOUT), "PYTHONWARNINGS": "default",
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", *command, "--port", str(port)], cwd=CHECKOUT, env=environment)
    try:
        _wait(port)
        yield Web(process, port)
    finally:
        process.terminate()
        process.wait(timeout=20)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as line:
        return int(line.getsockname()[1])


def _wait(port: int) -> None:
    deadline = time.monotonic() + 90  # of patience with a busy machine
    while time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/livez")
            connection.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError("the web server did not start")
