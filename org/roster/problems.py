"""What is wrong with a file of people, told by line and column. Pure."""

from dataclasses import dataclass

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """`line` counts from 1 and is 0 for the file as a whole; `column` is the name in the header, or empty."""

    line: int
    column: str
    sentence: str

    @property
    def place(self) -> str:
        """`Line 3, roles`"""
        return ", ".join(part for part in (f"Line {self.line}" if self.line else "", self.column) if part)


class BadFile(Exception):
    """A file that cannot be taken. `problems` are the first by line, `count` is how many there are."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = sorted(problems)[:MOST_SHOWN]
        self.count = len(problems)


class NotTaken(ValueError):
    """The text of a cell that a rule does not take; the message is the sentence for whoever wrote it."""


def shown(text: str) -> str:
    """A text of a stranger, short and on one line."""
    short = text if len(text) <= 60 else text[:59] + "…"
    return "".join(sign if sign.isprintable() else "�" for sign in short)
