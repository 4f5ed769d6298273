"""A program of the product under the product's own guard, to be struck by pid and started again.

The guard ends it however the test ends; see `config/embedded/guard.py`.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil

from config.embedded.child import Child, Program
from config.embedded.supervisor import Supervisor
from tests.config.starting import eventually


class Victim:
    """`ready` says whether it serves."""

    def __init__(self, program: Program, ready: Callable[[], bool]) -> None:
        self.program, self.ready = program, ready
        self.start()

    def start(self, patience: float = 60) -> None:
        """Returns when it serves."""
        self._child = Child(self.program)
        if not eventually(lambda: self.ready() or self._child.ended, within=patience) or self._child.ended:
            self.end()
            raise RuntimeError(f"{self.program.name} did not start. {self.said()}")

    def said(self, lines: int = 30) -> str:
        """The end of its log."""
        log = self.program.log
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log else ""

    @property
    def ended(self) -> bool:
        return self._child.ended

    @property
    def pid(self) -> int:
        """Of the program itself, below its guard."""
        (program,) = psutil.Process(self._child.pid).children()
        return int(program.pid)

    @property
    def children(self) -> list[psutil.Process]:
        """The processes that it started itself, the oldest first."""
        found = psutil.Process(self.pid).children()
        return sorted((each for each in found if _works(each)), key=lambda each: (each.create_time(), each.pid))

    def strike(self, sig: signal.Signals = signal.SIGKILL) -> None:
        """Returns when it is gone."""
        os.kill(self.pid, sig)
        if not eventually(lambda: self.ended, within=10):
            raise RuntimeError(f"{self.program.name} outlived {sig.name}")

    @contextmanager
    def halted(self) -> Iterator[None]:
        """It hangs while the block lasts: holds its connections, takes what is sent, answers nothing."""
        pid = self.pid
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def end(self) -> None:
        self._child.end()


class Victims(Supervisor):
    """In place of the product's supervisor: the servers start in the same way, but only a test starts them again."""

    def __init__(self) -> None:
        super().__init__()
        self.by_name: dict[str, Victim] = {}

    def add(self, program: Program, ready: Callable[[], bool] = lambda: True, patience: float = 60) -> None:
        self.by_name[program.name] = Victim(program, ready)

    def end(self) -> None:
        for victim in reversed(self.by_name.values()):
            victim.end()


def _works(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and "resource_tracker" not in " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return False
