"""Comma-separated texts, by physical lines."""

import csv
import io
import re
from collections.abc import Iterator

from bets.exchange.columns import letter
from bets.exchange.limits import MAX_FILE_BYTES
from bets.exchange.problems import Problems
from bets.exchange.table import NumberedRow

_OTHER_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_CELL = re.compile(r'(?:"[^"]*(?:""[^"]*)*"|[^",\r\n][^,\r\n]*|)(?:,|\r?\n|\r|\Z)')
_OPEN_QUOTE = (
    "A quote opens here and is not closed, or a text goes on after the closing quote: "
    'close it, and double a quote that belongs to the text ("").'
)

# The reader's own limit knows neither line nor column of the cell that breaks it; ours names both.
csv.field_size_limit(max(csv.field_size_limit(), MAX_FILE_BYTES))


def csv_rows(text: str, problems: Problems) -> Iterator[NumberedRow]:
    """Each row with the line on which it begins; a broken quote ends the reading."""
    lines = list(io.StringIO(text, newline=""))
    _check_delimiter(lines, problems)
    reader = csv.reader(lines, strict=True)
    header: list[str] = []
    while True:
        begin = reader.line_num
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            at = _cell_at_fault("".join(lines[begin:]))
            problems.stop(begin + 1, header[at] if at < len(header) else letter(at), _OPEN_QUOTE)
        header = header or (cells if any(cells) else [])
        yield begin + 1, cells


def _check_delimiter(lines: list[str], problems: Problems) -> None:
    at, first = next(((at, line) for at, line in enumerate(lines) if line.strip()), (0, ""))
    found = [name for sign, name in _OTHER_DELIMITERS.items() if sign in first]
    if found and "," not in first:
        problems.stop(
            at + 1, "", f"The cells are separated by {found[0]}: save the file with commas, and points in numbers."
        )


def _cell_at_fault(rest: str) -> int:
    """The index of the cell, in the record with which the rest begins, whose quotes do not match."""
    at = index = 0
    while at < len(rest) and (cell := _CELL.match(rest, at)):
        at, index = cell.end(), index + 1
    return index
