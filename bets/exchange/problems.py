"""What is wrong with a file, told by line and column, in sentences that say what to do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NoReturn

from bets.exchange.limits import MAX_PROBLEMS


class Refused(Exception):
    """A text that a rule does not accept; the message is the sentence for the person who wrote it."""


@dataclass(frozen=True)
class Problem:
    """One thing to correct.

    `line` is the physical line of the file, or the row of the sheet, counted from 1; 0 is the file as a
    whole. `column` is the name in the header, empty for the whole line; in a JSON document it is the
    path, `bets[3].rank`, counted from 0. `sheet` is empty unless the file is a workbook.
    """

    line: int
    column: str
    message: str
    sheet: str = ""

    def __str__(self) -> str:
        sheet = f'sheet "{self.sheet}"' if self.sheet else ""
        line = f"line {self.line}" if self.line else ""
        column = f"column {self.column}" if self.column else ""
        place = ", ".join(part for part in (sheet, line, column) if part)
        return f"{place}: {self.message}" if place else self.message


class ExchangeError(Exception):
    """A file that was refused. `problems` are the first ones found, by line; `count` is how many there are."""

    def __init__(self, problems: Iterable[Problem], count: int) -> None:
        self.problems = tuple(problems)[:MAX_PROBLEMS]
        self.count = count
        super().__init__("\n".join(self.sentences()))

    def sentences(self) -> Iterator[str]:
        """One printable sentence for each problem, and one more for those that are not listed."""
        yield from map(str, self.problems)
        if hidden := self.count - len(self.problems):
            yield f"... and {hidden:,} more."


class Problems:
    """Collects what is wrong with one table: the first problem of each cell, at most MAX_PROBLEMS kept."""

    def __init__(self, sheet: str = "") -> None:
        self.sheet = sheet
        self.kept: list[Problem] = []
        self.count = 0
        self.columns: set[str] = set()
        self._places: set[tuple[int, str]] = set()

    def add(self, line: int, column: str, message: str, *, path: str = "") -> None:
        """Note a problem of a column; `path` leads to the object that has it, in a JSON document."""
        self.columns.add(column)
        place = (line, path + shown(column))
        if place in self._places:
            return
        self._places.add(place)
        self.count += 1
        if len(self.kept) < MAX_PROBLEMS:
            self.kept.append(Problem(*place, message, self.sheet))

    def stop(self, line: int, column: str, message: str, *, path: str = "") -> NoReturn:
        """Note a problem after which reading on would only produce followers."""
        self.add(line, column, message, path=path)
        raise _error(self)

    def __bool__(self) -> bool:
        return self.count > 0


def raise_any(*tables: Problems) -> None:
    """Raise one ExchangeError for all tables of a file, if there is anything to tell."""
    if any(tables):
        raise _error(*tables)


def _error(*tables: Problems) -> ExchangeError:
    problems = [problem for table in tables for problem in sorted(table.kept, key=lambda problem: problem.line)]
    return ExchangeError(problems, sum(table.count for table in tables))


def shown(text: str) -> str:
    """A text of a stranger, fit to be printed on a terminal: short, and nothing in it that steers."""
    short = text if len(text) <= 60 else text[:59] + "…"
    return "".join(sign if sign.isprintable() else "�" for sign in short)
