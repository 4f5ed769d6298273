"""Tables as CSV: UTF-8 without a mark, lines that end as RFC 4180 has it, texts guarded."""

import csv
import io

from bets.exchange.cells import Value, bet_table, capacity_table
from bets.exchange.guard import guarded
from bets.exchange.rows import CycleExport


def bets_csv(export: CycleExport) -> bytes:
    """The bets with their demands."""
    return _csv(bet_table(export))


def capacity_csv(export: CycleExport) -> bytes:
    """The capacity of each team, in person-weeks and percent."""
    return _csv(capacity_table(export))


def _csv(rows: list[list[Value]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[_cell(value) for value in row] for row in rows])
    return text.getvalue().encode()


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return guarded(value)
    return "" if value is None else str(value)
