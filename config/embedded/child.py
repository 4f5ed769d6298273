"""A program that runs under a guard."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

from config.embedded.privileges import Account, becoming

_GUARD = Path(__file__).with_name("guard.py")


@dataclass(frozen=True)
class Program:
    """What to run, and how to end it."""

    name: str
    command: tuple[str, ...]
    directory: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    account: Account | None = None
    stop: signal.Signals = signal.SIGTERM
    grace: float = 10
    """Seconds between the signal `stop` and the end by force."""
    log: Path | None = None
    """Where its lines go; None is the terminal, with the name before each line."""
    before: Callable[[], None] = lambda: None
    """Called before each start, to clear away what an earlier life left behind."""

    def order(self) -> bytes:
        """The line that tells a guard to run this."""
        order = {
            "command": self.command,
            "as": becoming(self.account),
            "stop": int(self.stop),
            "grace": self.grace,
            "prefix": "" if self.log else f"{self.name:<7} | ",
        }
        return json.dumps(order).encode() + b"\n"


class Child:
    """One run of a program, from here on. When `end` returns or `ended` is true, all of it is dead or being killed."""

    def __init__(self, program: Program) -> None:
        program.before()
        self.program = program
        self._line, theirs = socket.socketpair()
        with theirs:
            self._guard = _start_guard(program, theirs)
        self._line.setblocking(False)
        self._line.send(program.order())
        self._over = False

    @property
    def pid(self) -> int:
        """The guard's pid, which is also the number of the process group."""
        return self._guard.pid

    @property
    def ended(self) -> bool:
        """Whether it has ended by itself or was killed. Sweeps up behind it."""
        if not self._over and self._hung_up():
            self._sweep()
        return self._over

    def end(self) -> None:
        """Stops the program and waits until it is gone."""
        if self._over:
            return
        self._line.shutdown(socket.SHUT_WR)
        select.select([self._line], [], [], self.program.grace + 5)  # longer only with a guard that was halted
        self._sweep()

    def _hung_up(self) -> bool:
        try:
            return self._line.recv(1) == b""
        except BlockingIOError:
            return False
        except ConnectionResetError:
            return True

    def _sweep(self) -> None:
        """Kills what is left of the group; its number stays ours until the guard has been waited for."""
        with suppress(ProcessLookupError, PermissionError):  # nothing is left; macOS says it the second way
            os.killpg(self.pid, signal.SIGKILL)
        self._guard.wait()
        self._line.close()
        self._over = True


def _start_guard(program: Program, line: socket.socket) -> subprocess.Popen[bytes]:
    with program.log.open("ab") if program.log else nullcontext() as output:
        return subprocess.Popen(  # noqa: S603  ourselves
            [sys.executable, "-I", "-S", str(_GUARD), program.name],
            stdin=line.fileno(),
            stdout=output,
            stderr=output,
            env=dict(program.environment),
            cwd=program.directory,
            start_new_session=True,
        )
