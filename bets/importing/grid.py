"""A table of any tool: a header with any names, and rows of texts. Nothing is said yet of what they mean."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NoReturn

from bets.exchange.columns import letter
from bets.exchange.guard import unguarded
from bets.exchange.limits import MAX_ROWS
from bets.exchange.problems import ExchangeError, Problem, Refused, shown
from bets.exchange.read_xlsx import first_sheet
from bets.exchange.table import Cell, NumberedRow
from bets.importing.json_grid import json_rows
from bets.importing.limits import MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_SEPARATORS, SAMPLES
from bets.importing.texts import SEPARATORS, separator_of, text_of

# The reader's own limit knows neither line nor column of the cell that breaks it.
csv.field_size_limit(max(csv.field_size_limit(), MOST_BYTES))

_SAMPLE = 400
"""Characters of a cell that are looked at to show some of them."""


@dataclass(frozen=True)
class Grid:
    """`labels` are the names of the header, told apart where one is there twice: `Labels`, `Labels (2)`.

    `line` is the header's; each row has its own line and as many cells as there are labels, or else it is told with
    how many it came. `read_as` says how the file was read: "CSV, UTF-8, semicolons".
    """

    line: int
    labels: tuple[str, ...]
    rows: tuple[NumberedRow, ...]
    read_as: str

    def samples(self) -> list[list[str]]:
        """The first texts that differ, of each column, fit to be shown."""
        found: list[list[str]] = [[] for _ in self.labels]
        for _, cells in self.rows[:200]:
            for texts, cell in zip(found, cells, strict=False):
                text = shown(" ".join(cell[:_SAMPLE].split())) if isinstance(cell, str) else ""
                if text and len(texts) < SAMPLES and text not in texts:
                    texts.append(text)
        return found


def read_grid(data: bytes) -> Grid:
    """The whole file, whatever its name says. Raises ExchangeError."""
    if len(data) > MOST_BYTES:
        stop(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB: split it.")
    try:
        return _grid(*_rows(data))
    except Refused as refusal:
        stop(str(refusal))


def stop(message: str, line: int = 0) -> NoReturn:
    raise ExchangeError([Problem(line, "", message)], 1)


def _rows(data: bytes) -> tuple[Iterator[NumberedRow], str]:
    if data.startswith((b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"))):
        name, rows = first_sheet(data, "bets", most=MAX_ROWS + 2, widest=MOST_COLUMNS)
        return ((line, list(map(_clean, cells))) for line, cells in rows), f"XLSX, sheet “{shown(name)}”"
    text, encoding = text_of(data)
    if text.lstrip()[:1] in ("{", "["):
        return json_rows(text), f"JSON, {encoding}"
    separator, left_out = separator_of(text)
    return _csv_rows(text[left_out:], separator), f"CSV, {encoding}, {SEPARATORS[separator]}"


def _csv_rows(text: str, separator: str) -> Iterator[NumberedRow]:
    reader = csv.reader(_lines(text, separator), delimiter=separator, strict=True)
    while True:
        begin = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            stop("A quote opens in this line and is not closed where the cell ends: close it, or double it.", begin)
        if cells is None:
            return
        yield begin, [unguarded(cell.strip()) for cell in cells]


def _lines(text: str, separator: str) -> Iterator[str]:
    """One at a time: a file of nothing but line ends has twenty million."""
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if line.count(separator) > MOST_SEPARATORS:
            stop(f"There are more than {MOST_COLUMNS:,} columns: delete those without a use.", number)
        yield line


def _grid(rows: Iterator[NumberedRow], read_as: str) -> Grid:
    filled = ((line, cells) for line, cells in rows if any(cells))
    line, header = next(filled, (0, ()))
    if not header:
        stop("The file is empty: it needs a line with the names of the columns, and one for each bet.")
    if len(header) > MOST_COLUMNS:
        stop(f"There are more than {MOST_COLUMNS:,} columns: delete those without a use.", line)
    found = tuple(_bounded(islice(filled, MAX_ROWS + 1)))
    if len(found) > MAX_ROWS:
        stop(f"There are more than {MAX_ROWS:,} rows: split the file.", found[-1][0])
    if not found:
        stop("There is nothing below the header: write a line for each bet.", line)
    return Grid(line, tuple(_labels(header)), found, read_as)


def _bounded(rows: Iterable[NumberedRow]) -> Iterator[NumberedRow]:
    """A row in which too many stand is no row of this table, and thousands of them would fill the memory."""
    full = 0
    for line, cells in rows:
        if len(cells) > MOST_COLUMNS:
            stop(f"This row has {len(cells):,} cells: look for a quote that is missing.", line)
        full += sum(map(bool, cells))
        if full > MOST_CELLS:
            stop(f"There are more than {MOST_CELLS:,} cells: delete columns without a use, or split the file.", line)
        yield line, tuple(cells)


def _clean(cell: Cell) -> Cell:
    return unguarded(cell) if isinstance(cell, str) else cell


def _labels(header: Iterable[Cell]) -> Iterator[str]:
    """Each one another, although headers are repeated, empty, or already look told apart."""
    times: Counter[str] = Counter()
    given: set[str] = set()
    for at, cell in enumerate(header):
        name = shown(cell) if isinstance(cell, str) and cell else f"Column {letter(at)}"
        label = name
        while label in given:
            times[name] += 1
            label = f"{name} ({times[name] + 1})"
        given.add(label)
        yield label
