"""Keeps programs running in the order in which they were added, and ends them in the reverse order."""

import signal
import time
from collections.abc import Callable
from contextlib import ExitStack
from types import FrameType, TracebackType
from typing import NoReturn, Self

from config.embedded.child import Child, Program
from config.embedded.errors import CannotStart

_LOOK = 0.2
"""Seconds between two looks at the programs."""

_PAUSES = (0.5, 1, 2, 5)
"""Seconds before each further attempt at a program that does not stay up; the last holds for all that follow."""

_STEADY = 10
"""Seconds after which a program counts as up for good, and its next pause is the first again."""


class Kept:
    """A program that shall run: it does, or it waits for its next attempt."""

    def __init__(self, program: Program, say: Callable[[str], None]) -> None:
        self.program = program
        self._say = say
        self._failures = 0
        self._started = time.monotonic()
        self._due: float | None = None
        self._child = Child(program)

    def tend(self) -> None:
        """One look: notices an end, or makes the attempt that is due."""
        if self._due is None and self._child.ended:
            self._pause("ended")
        elif self._due is not None and time.monotonic() >= self._due:
            self._attempt()

    @property
    def ended(self) -> bool:
        return self._child.ended

    def end(self) -> None:
        self._child.end()

    def _pause(self, why: str) -> None:
        if time.monotonic() - self._started > _STEADY:
            self._failures = 0
        pause = _PAUSES[min(self._failures, len(_PAUSES) - 1)]
        self._failures += 1
        self._due = time.monotonic() + pause
        self._say(f"{self.program.name} {why}; starting it again in {pause:g} s")

    def _attempt(self) -> None:
        self._started = time.monotonic()
        try:
            self._child = Child(self.program)
        except CannotStart as refusal:
            self._pause(f"cannot start: {refusal}")
        else:
            self._due = None


class Supervisor:
    """A context: the programs added within it are ended when it is left, by whatever way."""

    def __init__(self, say: Callable[[str], None] = lambda line: None) -> None:
        """`say` receives a line for people whenever a program ends unasked."""
        self._say = say
        self._kept: list[Kept] = []
        self._ends = ExitStack()

    def add(self, program: Program, ready: Callable[[], bool] = lambda: True, patience: float = 60) -> None:
        """Starts a program and waits until it is ready.

        Raises CannotStart, with the end of its log, if it ends first or is not ready after `patience` seconds.
        """
        kept = Kept(program, self._say)
        self._ends.callback(kept.end)
        deadline = time.monotonic() + patience
        while not ready():
            if kept.ended or time.monotonic() > deadline:
                raise CannotStart(f"{program.name} {_complaint(program, kept.ended)}")
            time.sleep(0.02)
        self._kept.append(kept)

    def watch(self) -> NoReturn:
        """Starts again what ends, until a signal interrupts it."""
        while True:
            for kept in self._kept:
                kept.tend()
            time.sleep(_LOOK)

    def end(self) -> None:
        """Ends what was added, the newest first."""
        self._ends.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.end()


def interrupt_once() -> None:
    """Makes SIGTERM interrupt this process as Ctrl+C does, and lets nothing interrupt the stop that follows."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, interrupt)


def _complaint(program: Program, ended: bool) -> str:
    what = "ended instead of starting." if ended else "is not ready after a long time."
    if program.log is None:
        return what
    last = program.log.read_text(errors="replace").splitlines()[-10:]
    return "\n".join([f"{what} The end of {program.log}:", *last])
