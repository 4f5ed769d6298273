"""What is said on the broker of one event."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, order=True, slots=True)
class Change:
    """An event's number on its board, and the page that it changes. Never what it says."""

    board: int
    number: int
    topic: str

    def spelled(self) -> str:
        return f"{self.board} {self.number} {self.topic}"

    @classmethod
    def read(cls, message: str) -> Self:
        """The inverse of `spelled`. Raises ValueError."""
        board, number, topic = message.split(" ")
        return cls(int(board), int(number), topic)
