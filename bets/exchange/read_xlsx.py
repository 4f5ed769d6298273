"""The sheets of a workbook as rows of texts, as a spreadsheet shows them."""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from itertools import islice
from typing import Any, Protocol

from openpyxl import load_workbook

from bets.exchange.archive import check_archive
from bets.exchange.columns import letter
from bets.exchange.limits import MAX_SHEET_CELLS
from bets.exchange.problems import Problems, Refused, shown
from bets.exchange.table import Cell, NumberedRow

Rows = list[tuple[int, list[Cell]]]
_LAST_LINE = 1_048_576  # of the format; a row that claims a number beyond it would be counted up to
_ESCAPED_UNDERSCORE = re.compile("_x005F_(?=x[0-9A-Fa-f]{4}_)")


class SheetCell(Protocol):
    """What is read of a cell; `data_type` is "f" for a formula and "e" for an error."""

    @property
    def value(self) -> object: ...
    @property
    def data_type(self) -> str: ...


class Sheet(Protocol):
    """What is read of a sheet."""

    def reset_dimensions(self) -> None: ...
    def iter_rows(self, *, max_row: int) -> Iterable[tuple[SheetCell, ...]]: ...


def workbook_sheets(data: bytes, wanted: Iterable[str]) -> dict[str, Rows]:
    """The rows that are not blank, by the name of the sheet in small letters, for the wanted sheets.

    Refused for what is not a workbook that can be read.
    """
    with _opened(data) as workbook:
        found = {title.lower(): title for title in workbook.sheetnames}
        return {name: list(_rows(workbook[found[name]])) for name in wanted if name in found}


def first_sheet(data: bytes, preferred: str, *, most: int, widest: int) -> tuple[str, Rows]:
    """The sheet of the preferred name, or the first one: its title and at most so many rows, all as wide as the first.

    Refused for what is not a workbook that can be read.
    """
    with _opened(data) as workbook:
        sheets = [title for title in workbook.sheetnames if hasattr(workbook[title], "iter_rows")]
        if not sheets:
            raise Refused("There is no sheet with a table in this workbook.")
        title = next((title for title in sheets if title.lower() == preferred), sheets[0])
        found = _rows(workbook[title])
        rows = list(islice(found, 1))
        if rows and len(rows[0][1]) > widest:  # told before all others are read
            raise Refused(f"There are more than {widest:,} columns: delete those without a use.")
        rows += islice(found, most - 1)
    width = len(rows[0][1]) if rows else 0
    return title, [(line, [*cells, *[""] * (width - len(cells))]) for line, cells in rows]


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """The workbook, looked into before it is unpacked. Refused for whatever goes wrong inside."""
    try:
        check_archive(data)
        with closing(load_workbook(BytesIO(data), read_only=True, keep_links=False)) as workbook:
            yield workbook
    except Refused:
        raise
    except Exception as error:  # the libraries have no error of their own for a file that was tampered with
        raise Refused("This workbook cannot be read: save it again as .xlsx.") from error


def fitted(rows: Rows, problems: Problems) -> Iterator[NumberedRow]:
    """Rows of one width, that of the header: a sheet does not keep the empty cells at the end of a row."""
    width = len(rows[0][1]) if rows else 0
    for line, cells in rows:
        if len(cells) > width:
            message = "There is a text under no heading: write one into the header, or delete the text."
            problems.add(line, letter(len(cells) - 1), message)
        yield line, [*cells[:width], *[""] * (width - len(cells))]


def _rows(sheet: Sheet) -> Iterator[tuple[int, list[Cell]]]:
    sheet.reset_dimensions()  # what the file says of its size may be anything
    seen = 0
    for line, row in enumerate(sheet.iter_rows(max_row=_LAST_LINE + 1), start=1):
        seen += len(row)
        if line > _LAST_LINE or seen > MAX_SHEET_CELLS:
            raise Refused("A sheet of this workbook is too large: delete the empty rows and columns around the table.")
        cells = [_cell(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield line, cells


def _cell(cell: SheetCell) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Refused("There is a formula in this cell: paste its value instead.")
    if cell.data_type == "e":
        return Refused(f"There is an error in this cell ({shown(str(value))}): correct it.")
    return _text(value)


def _text(value: object) -> Cell:
    if isinstance(value, str):
        return _ESCAPED_UNDERSCORE.sub("_", value).strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.15g}"  # as many digits as a spreadsheet shows: 0.1 + 0.2 is 0.3 there
    return Refused("There is a date in this cell: format it as text, and write it again.")
