"""From the bytes of a CSV file to its lines, as texts by column. Pure."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from org.roster.problems import BadFile, Problem, shown

MOST_BYTES = 1024 * 1024
MOST_LINES = 5000
NEEDED = ("name", "email")
COLUMNS = (*NEEDED, "roles", "manager_email", "team", "teams")

_SEPARATORS = ",;\t"
_QUOTE = 'A quote opens in this line and is not closed where the cell ends: look for a single ".'


@dataclass(frozen=True, slots=True)
class Line:
    """`number` counts from 1 over the file; a line break inside quotes counts too. Only the columns that are there."""

    number: int
    cells: dict[str, str]


def lines(data: bytes) -> list[Line]:
    """All lines but the header and empty ones. Raises BadFile; nothing is said of the cells themselves."""
    text = _decoded(data)
    rows = list(_rows(text, _separator(text)))
    if not rows:
        raise _bad("The file is empty.")
    (number, header), *others = rows
    columns = _header(number, header)
    if not others:
        raise _bad("There is nobody in this file: write a line for each person.", number)
    if len(others) > MOST_LINES:
        raise _bad(f"There are more than {MOST_LINES:,} people in this file: split it.", others[MOST_LINES][0])
    return _lines(columns, others)


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise _bad("The file is larger than 1 MB: split it.")
    if data.startswith(b"PK"):
        raise _bad("This is a workbook: save the sheet as CSV (“CSV UTF-8” in a spreadsheet).")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _bad("This is UTF-16 text: save the file as UTF-8 (“CSV UTF-8” in a spreadsheet).")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _bad("This is not UTF-8 text: save the file as UTF-8 (“CSV UTF-8” in a spreadsheet).", line) from error


def _separator(text: str) -> str:
    """The one that makes known columns of the first line with anything in it."""
    first = next((line for line in text.splitlines() if line.strip(_SEPARATORS + " ")), "")
    return max(_SEPARATORS, key=lambda separator: sum(_plain(cell) in COLUMNS for cell in first.split(separator)))


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that has something in it, with the number that it begins at."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _bad(
                _QUOTE if "limit" not in str(error) else "A cell of this line is far too long.", number
            ) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield number, [cell.strip() for cell in cells]


def _header(number: int, cells: list[str]) -> list[str]:
    columns = [_plain(cell) for cell in cells]
    known = f"known are {', '.join(COLUMNS)}"
    problems = [
        Problem(number, shown(cell), f"This column is not known here: {known}." if cell else "This column has no name.")
        for cell, column in zip(cells, columns, strict=True)
        if column not in COLUMNS
    ]
    problems += [Problem(number, column, "This column is missing.") for column in NEEDED if column not in columns]
    twice = {column for column in columns if column in COLUMNS and columns.count(column) > 1}
    problems += [Problem(number, column, "This column is there more than once.") for column in sorted(twice)]
    if problems:
        raise BadFile(problems)
    return columns


def _lines(columns: list[str], rows: list[tuple[int, list[str]]]) -> list[Line]:
    wrong = [
        Problem(number, "", f"This line has {len(cells)} cells and the header {len(columns)}: look for a separator.")
        for number, cells in rows
        if len(cells) != len(columns)
    ]
    if wrong:
        raise BadFile(wrong)
    return [Line(number, dict(zip(columns, cells, strict=True))) for number, cells in rows]


def _plain(cell: str) -> str:
    """`Manager e-mail` is no column, `Manager email` is."""
    return "_".join(cell.strip().strip('"').lower().split())


def _bad(sentence: str, line: int = 0) -> BadFile:
    return BadFile([Problem(line, "", sentence)])
