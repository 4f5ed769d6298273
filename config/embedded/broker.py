"""Valkey: carries messages between running processes and remembers nothing.

What must survive stands in PostgreSQL, from where the next tick takes it up again; a broker that begins empty
after every start cannot bring back what was done long ago, and has no file that could be torn.
"""

import signal
import socket
from dataclasses import dataclass
from pathlib import Path

from config.embedded.child import Program
from config.embedded.listener import stop_listener
from config.embedded.place import Place

_OPTIONS = {
    "port": "0",
    "unixsocketperm": "700",
    "save": "",
    "appendonly": "no",
    "daemonize": "no",
    "always-show-logo": "no",
    "maxmemory-policy": "noeviction",
}


def is_ready(place: Place) -> bool:
    """Whether the server of `place` answers."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1)
        try:
            line.connect(str(place.valkey_socket))
            line.sendall(b"PING\r\n")
            return line.recv(7) == b"+PONG\r\n"
        except OSError:
            return False


@dataclass(frozen=True)
class Broker:
    """The server of `place`. Runs as whoever starts it: unlike PostgreSQL it does not mind root."""

    place: Place
    server: Path

    def prepare(self) -> None:
        stop_listener(self.place.valkey_socket, signal.SIGTERM, gone=lambda: True)

    def program(self) -> Program:
        options = _OPTIONS | {"unixsocket": str(self.place.valkey_socket), "dir": str(self.place.sockets)}
        return Program(
            name="valkey",
            command=(str(self.server), *(part for name in options for part in (f"--{name}", options[name]))),
            directory=self.place.root,
            log=self.place.logs / "valkey.log",
        )
