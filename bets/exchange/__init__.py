"""Bets and capacity in files that other tools read and write: CSV, XLSX and JSON.

    read_bets("bets.csv", data, first_setup=True) -> CycleFile        read_capacity(data) -> rows
    bets_csv(export), capacity_csv(export), workbook(export), document(export) -> bytes

A table of bets has the columns external_source, external_id, title and owner, and may have rank, link,
thesis, must_do, needs, excludes, needs_no_team and one demand:<team> per team. One of capacity has team
and person_weeks, and may have reserve_percent and carry_over. A workbook has a sheet "bets" and may have
"capacity"; its other sheets are not read. A JSON document has the same fields in "bets" and "capacity".

- Texts are UTF-8, with or without a byte order mark; cells are separated by commas; blank rows are
  skipped, and spaces around a text. An unknown or doubled column is refused, never ignored.
- rank: a whole number, "tray" (null in JSON) for a bet that stands in the tray, or empty. The ranks of
  a file are 1 to n without a gap. At first set-up none is empty.
- demand: person-weeks with at most one decimal. Empty asks nothing of that team; a written 0 is refused.
  A bet that asks nothing of any team is unsized, unless needs_no_team says yes.
- needs and excludes: ids separated by spaces (a list in JSON); source:id where the source is another
  one, or the id has a colon. Each names a row of the same file; a ring of needs is refused.
- A text that a spreadsheet would run as a formula is written with an apostrophe before it, which is
  taken off again when read (not in JSON). A cell of a workbook that holds a formula is refused.

All that is wrong is told at once, as one ExchangeError: for each cell the first problem, by line and column.
"""

from bets.exchange.problems import ExchangeError, Problem
from bets.exchange.reading import read_bets, read_capacity
from bets.exchange.rows import BetKey, BetRow, CapacityRow, CycleExport, CycleFile
from bets.exchange.write_csv import bets_csv, capacity_csv
from bets.exchange.write_json import document
from bets.exchange.write_xlsx import workbook

__all__ = [
    "BetKey",
    "BetRow",
    "CapacityRow",
    "CycleExport",
    "CycleFile",
    "ExchangeError",
    "Problem",
    "bets_csv",
    "capacity_csv",
    "document",
    "read_bets",
    "read_capacity",
    "workbook",
]
