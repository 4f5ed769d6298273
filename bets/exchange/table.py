"""A table of texts, whichever file it came from: one header, and records that know their line."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bets.exchange.columns import Columns, check_header, letter
from bets.exchange.guard import unguarded
from bets.exchange.limits import MAX_COLUMNS, MAX_ROWS
from bets.exchange.problems import Problems, Refused, raise_any

T = TypeVar("T")
Cell = str | Refused  # a text without spaces around it, or why there is none
NumberedRow = tuple[int, Sequence[Cell]]


@dataclass(frozen=True)
class Record:
    """One row: its cells by column name. `path` leads to it in a JSON document."""

    line: int
    cells: Mapping[str, Cell]
    path: str = ""

    def take(self, column: str, rule: Callable[[str], T], otherwise: T, problems: Problems) -> T:
        """The value of a cell by its rule; `otherwise`, with a problem noted, if it is refused."""
        try:
            return rule(self._text(column))
        except Refused as refusal:
            problems.add(self.line, column, str(refusal), path=self.path)
            return otherwise

    def _text(self, column: str) -> str:
        cell = self.cells.get(column, "")
        if isinstance(cell, Refused):
            raise cell
        return cell


@dataclass(frozen=True)
class Table:
    """`line` is that of the header."""

    line: int
    names: tuple[str, ...]
    records: tuple[Record, ...]


def table(rows: Iterator[NumberedRow], columns: Columns, problems: Problems) -> Table:
    """Make records of numbered rows, of which the first is the header; rows without a text are skipped.

    A wrong header is told alone: without it no row can be read.
    """
    filled = ((line, cells) for line, cells in rows if any(cells))
    line, header = next(filled, (0, ()))
    if not header:
        problems.stop(0, "", "The file is empty: write a header line, and a line for each row.")
    if len(header) > MAX_COLUMNS:
        problems.stop(line, "", f"There are more than {MAX_COLUMNS} columns: delete those without a use.")
    names = tuple(_name(cell, at, line, problems) for at, cell in enumerate(header))
    check_header(names, columns, problems, line=line)
    raise_any(problems)
    return Table(line, names, tuple(_records(filled, names, problems)))


def _name(cell: Cell, at: int, line: int, problems: Problems) -> str:
    if isinstance(cell, str):
        return cell
    problems.add(line, letter(at), str(cell))
    return ""


def _records(rows: Iterator[NumberedRow], names: tuple[str, ...], problems: Problems) -> Iterator[Record]:
    for index, (line, cells) in enumerate(rows):
        if index == MAX_ROWS:
            problems.stop(line, "", f"There are more than {MAX_ROWS:,} rows: split the file.")
        if len(cells) != len(names):
            problems.add(line, "", _width(len(cells), len(names)))
        else:
            yield Record(line, {name: _clean(cell) for name, cell in zip(names, cells, strict=True) if cell})


def _clean(cell: Cell) -> Cell:
    return cell if isinstance(cell, Refused) else unguarded(cell)


def _width(cells: int, columns: int) -> str:
    return (
        f"This row has {cells} cells and the header {columns}: "
        "look for a comma or a quote that is missing, or too many, and quote a text that has a comma."
    )
