"""Two servers side by side on real, durable servers: the floor and the product, both asked over HTTP."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
WORKERS = 2
IDLE = 5.0


@dataclass
class Server:
    """One granian with its workers, and one kept connection to it."""

    process: "subprocess.Popen[bytes]"
    port: int
    headers: Mapping[str, str]

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self._last = time.monotonic()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes, Mapping[str, str]]:
        """Status, body and headers of one request on the kept connection."""
        if time.monotonic() - self._last > IDLE:
            self._connection.close()  # opens again by itself; the server closes what idles
        data = json.dumps(body).encode() if body is not None else None
        sent = {**self.headers, **headers, **({"Content-Type": "application/json"} if data else {})}
        self._connection.request(method, path, body=data, headers=sent)
        response = self._connection.getresponse()
        content = response.read()
        self._last = time.monotonic()
        return response.status, content, response.headers

    def must(self, method: str, path: str, body: Any = None, **headers: str) -> bytes:
        status, content, _ = self.ask(method, path, body, **headers)
        if status not in (200, 201, 304):
            raise RuntimeError(f"{method} {path} answered {status}: {content[:300]!r}")
        return content

    def memory(self) -> int:
        """Unique set size of the worker processes, in KiB: what the kernel would get back."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return sum(_unique(int(pid)) for pid in children)


def _unique(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Clean", "Private_Dirty")))


@contextmanager
def serving(application: str, environment: Mapping[str, str], headers: Mapping[str, str]) -> Iterator[Server]:
    """A granian on a free port for an application at a door of its kind, ended with the block."""
    port = _free_port()
    kind = ("wsgi", "--blocking-threads", "4") if ".wsgi:" in application else ("asgi", "--backpressure", "2048")
    command = [
        str(Path(sys.executable).parent / "granian"), "--interface", *kind, "--workers", str(WORKERS),
        "--host", "127.0.0.1", "--port", str(port), "--no-ws", "--log-level", "warning", application,
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=CHECKOUT, env={**os.environ, **environment}, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield Server(process, port, headers)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not start")
