"""The product's own processes: web, worker and beat, as `up` runs them and docker-compose.yml does."""

import errno
import http.client
import os
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config.embedded.child import Program
from config.embedded.errors import CannotStart
from config.embedded.place import Place

_CHECKOUT = Path(__file__).resolve().parents[2]

WEB = (
    *("granian", "--interface", "asgi", "--loop", "asyncio", "--workers", "2", "--backpressure", "2048", "--no-ws"),
    *("--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "5"),
    *("--log-level", "warning", "config.asgi:application"),
)


def _worker(processes: int, *more: str) -> tuple[str, ...]:
    """The hard time limit and the return of a killed worker's task need child processes, threads have neither."""
    return (
        *("celery", "-q", "-A", "config", "worker", "--pool", "prefork", "--concurrency", str(processes)),
        *("--without-gossip", "--without-mingle", "--loglevel", "warning", *more),
    )


WORKER = _worker(1)
# What waits for other people's servers; see `task_routes`. Two, so that a roadmap tool holds up no webhook.
OUTSIDE = _worker(2, "--queues", "outside", "--hostname", "outside@%h")
BEAT = ("celery", "-q", "-A", "config", "beat", "--pidfile=", "--loglevel", "warning")

_QUIET = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"}
"""A dozen lines about root in the middle of the greeting."""

_PORT_PATIENCE = 5
"""Seconds in which the web process of a killed start may let go of the port."""


@dataclass(frozen=True)
class Address:
    """Where the pages are served."""

    host: str
    port: int

    @classmethod
    def chosen(cls, environment: Mapping[str, str]) -> "Address":
        """BETS_HOST and BETS_PORT, or port 8000 for this machine alone. Raises CannotStart."""
        port = environment.get("BETS_PORT", "8000")
        if not (port.isdecimal() and 0 < int(port) < 65536):
            raise CannotStart(f"BETS_PORT is {port!r}, which is no port. Set a number between 1 and 65535.")
        return cls(environment.get("BETS_HOST", "127.0.0.1"), int(port))

    @property
    def near(self) -> str:
        """The host under which this machine reaches itself."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104

    def refuse_taken(self) -> None:
        """Raises CannotStart if nothing can listen there."""
        deadline = time.monotonic() + _PORT_PATIENCE
        while error := self._objection():
            if error.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                why = os.strerror(error.errno or 0)
                raise CannotStart(
                    f"Nothing can listen at {self.host}, port {self.port}: {why}. Set BETS_PORT to another port."
                )
            time.sleep(0.1)

    def _objection(self) -> OSError | None:
        try:
            with socket.create_server((self.host, self.port), family=_family(self.host)):
                return None
        except OSError as error:
            return error

    def answers(self) -> bool:
        """Whether a web process serves there."""
        connection = http.client.HTTPConnection(self.near, self.port, timeout=5)
        try:
            connection.request("GET", "/livez", headers={"Host": "localhost"})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


def web(address: Address) -> Program:
    where = ("--host", address.host, "--port", str(address.port))
    return _process("web", (*WEB, *where))


def worker() -> Program:
    # By SIGTERM it finishes what it runs, for as long as we let it. SIGQUIT would hand that back to the queue, but
    # one that comes in the first moments of a worker is lost (measured), and the stop would take the whole grace.
    return _process("worker", WORKER, grace=15)


def outside() -> Program:
    return _process("outside", OUTSIDE, grace=15)


def beat(place: Place) -> Program:
    return _process("beat", (*BEAT, "--schedule", str(place.schedule)))


def _process(name: str, command: tuple[str, ...], grace: float = 10) -> Program:
    module, *arguments = command
    return Program(
        name=name,
        command=(sys.executable, "-m", module, *arguments),
        directory=_CHECKOUT,
        environment=os.environ | _QUIET,
        grace=grace,
    )


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
