"""Tables as a workbook, one sheet each: numbers stay numbers, texts stay texts whatever they look like."""

import re
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from bets.exchange.cells import Value, bet_table, capacity_table
from bets.exchange.guard import guarded
from bets.exchange.rows import CycleExport

# A spreadsheet reads _x0041_ as the letter A; an underscore that is written as its own code stops it.
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def workbook(export: CycleExport) -> bytes:
    """The sheets "bets" and, if any team has it, "capacity"."""
    book = Workbook(write_only=True)
    book.properties.title = f"{export.board} {export.cycle}, revision {export.revision}, policy {export.policy}"
    _add_sheet(book, "bets", bet_table(export))
    if export.capacity:
        _add_sheet(book, "capacity", capacity_table(export))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _add_sheet(book: Workbook, title: str, rows: list[list[Value]]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Value) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, _LOOKS_ESCAPED.sub("_x005F_", guarded(value)))
    cell.data_type = "s"  # a text such as #N/A would become an error otherwise
    return cell
