"""Somebody else's server, on the loopback: it counts connections, keeps what it got and answers as it is told."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Got:
    """One request. `headers` by lower-case name."""

    line: str
    headers: dict[str, str]
    body: bytes


Behaviour = Callable[[socket.socket, Got], None]


@dataclass
class Receiver:
    """`answers`: what each next request gets, a status or a behaviour; then `otherwise`."""

    port: int
    connections: int = 0
    got: list[Got] = field(default_factory=list)
    answers: list[int | Behaviour] = field(default_factory=list)
    otherwise: int | Behaviour = 200

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?team=a"

    def serve(self, connection: socket.socket) -> None:
        with connection:
            got = _read(connection)
            if got is None:
                return
            self.got.append(got)
            answer = self.answers.pop(0) if self.answers else self.otherwise
            if isinstance(answer, int):
                say(connection, answer)
            else:
                answer(connection, got)


def say(connection: socket.socket, status: int, body: bytes = b"ok", *headers: str) -> None:
    lines = [f"HTTP/1.1 {status} As asked", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    connection.sendall("\r\n".join(lines).encode() + body)


def _read(connection: socket.socket) -> Got | None:
    data = b""
    while b"\r\n\r\n" not in data:
        if not (more := connection.recv(65536)):
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    line, *rest = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (each.partition(": ") for each in rest)}
    while len(body) < int(headers.get("content-length", 0)):
        if not (more := connection.recv(65536)):
            return None
        body += more
    return Got(line, headers, body)


@contextmanager
def receiving(host: str = "127.0.0.1") -> Iterator[Receiver]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as server:
        receiver = Receiver(server.getsockname()[1])
        stop = threading.Event()
        server.settimeout(0.05)

        def accept() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                receiver.connections += 1
                connection.settimeout(10)
                threading.Thread(target=_quietly, args=(receiver, connection), daemon=True).start()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            stop.set()
            thread.join()


def _quietly(receiver: Receiver, connection: socket.socket) -> None:
    """The other side may hang up whenever it likes."""
    with suppress(OSError):
        receiver.serve(connection)
