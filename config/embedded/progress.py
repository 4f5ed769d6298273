"""What a start tells the person at the terminal."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class Progress:
    """Lines with the same kind of prefix as those of the processes; one per step, with its seconds."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since the start began."""
        return time.monotonic() - self._began

    def say(self, line: str = "") -> None:
        self._write(f"{'bets':<7} | {line}".rstrip() + "\n")

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Shows `name` at once, and what it took when the block is done."""
        before = self.seconds
        self._write(f"{'bets':<7} | {name:<20}")
        ending = "\n"
        try:
            yield
            ending = f"{self.seconds - before:5.1f} s\n"
        finally:
            self._write(ending)

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()
