"""From a file to checked rows, or to one ExchangeError that tells all that is wrong with it."""

from collections.abc import Sequence
from pathlib import PurePath

from bets.exchange.bet_rows import bet_rows
from bets.exchange.capacity_rows import capacity_rows
from bets.exchange.columns import CAPACITY, DEMAND, bet_columns
from bets.exchange.decoding import decoded
from bets.exchange.limits import MAX_FILE_BYTES
from bets.exchange.problems import Problems, Refused, raise_any, shown
from bets.exchange.read_csv import csv_rows
from bets.exchange.read_json import json_document
from bets.exchange.read_xlsx import fitted, workbook_sheets
from bets.exchange.relations import Entry, check_relations
from bets.exchange.rows import BetRow, CapacityRow, CycleFile
from bets.exchange.table import Record, table


def read_bets(name: str, data: bytes, *, first_setup: bool = False) -> CycleFile:
    """Read bets, and capacity where the format has it, from a file of this name: .csv, .xlsx or .json.

    At first set-up every bet must have a rank, or say that it stands in the tray. Raises ExchangeError.
    """
    readers = {".csv": _bets_csv, ".xlsx": _workbook, ".json": _document}
    ending = PurePath(name).suffix.lower()
    problems = Problems()
    if ending not in readers:
        problems.stop(0, "", f"“{shown(name)}” has no known ending: give it .csv, .xlsx or .json.")
    _check_size(data, problems)
    try:
        return readers[ending](data, problems, first_setup=first_setup)
    except Refused as refusal:
        problems.stop(0, "", str(refusal))


def read_capacity(data: bytes) -> tuple[CapacityRow, ...]:
    """Read the capacity of teams from CSV, in file order. Raises ExchangeError."""
    problems = Problems()
    _check_size(data, problems)
    try:
        found = table(csv_rows(decoded(data), problems), CAPACITY, problems)
    except Refused as refusal:
        problems.stop(0, "", str(refusal))
    if not found.records and not problems:
        problems.stop(found.line, "", "There is no team in this file: write a line for each one.")
    rows = tuple(capacity_rows(found.records, problems))
    raise_any(problems)
    return rows


def _check_size(data: bytes, problems: Problems) -> None:
    if len(data) > MAX_FILE_BYTES:
        size = MAX_FILE_BYTES // 1024 // 1024
        problems.stop(0, "", f"The file is larger than {size} MB: split it.")


def _bets_csv(data: bytes, problems: Problems, *, first_setup: bool) -> CycleFile:
    rows = csv_rows(decoded(data), problems)
    found = table(rows, bet_columns(first_setup=first_setup), problems)
    bets = _bets(found.records, problems, header=found.line, first_setup=first_setup)
    raise_any(problems)
    return _file(bets, (), found.names)


def _workbook(data: bytes, problems: Problems, *, first_setup: bool) -> CycleFile:
    sheets = workbook_sheets(data, ("bets", "capacity"))
    if "bets" not in sheets:
        raise Refused("There is no sheet “bets” in this workbook: give the sheet with the bets this name.")
    problems.sheet = "bets"
    found = table(fitted(sheets["bets"], problems), bet_columns(first_setup=first_setup), problems)
    bets = _bets(found.records, problems, header=found.line, first_setup=first_setup)
    of_capacity = Problems("capacity")
    capacity: tuple[CapacityRow, ...] = ()
    if "capacity" in sheets:
        teams = table(fitted(sheets["capacity"], of_capacity), CAPACITY, of_capacity)
        capacity = tuple(capacity_rows(teams.records, of_capacity))
    raise_any(problems, of_capacity)
    return _file(bets, capacity, found.names)


def _document(data: bytes, problems: Problems, *, first_setup: bool) -> CycleFile:
    document = json_document(decoded(data), problems, first_setup=first_setup)
    bets = _bets(document.bets, problems, header=document.line, first_setup=first_setup)
    capacity = tuple(capacity_rows(document.capacity, problems))
    raise_any(problems)
    columns = [name for record in document.bets for name in record.cells]
    return _file(bets, capacity, columns, document.policy)


def _bets(records: Sequence[Record], problems: Problems, *, header: int, first_setup: bool) -> tuple[BetRow, ...]:
    if not records and not problems:
        problems.stop(header, "", "There is no bet in this file: write a line for each one.")
    bets = tuple(bet_rows(records, problems, first_setup=first_setup))
    entries = [Entry(record, bet) for record, bet in zip(records, bets, strict=True)]
    check_relations(entries, problems, header=header)
    return bets


def _file(
    bets: tuple[BetRow, ...],
    capacity: tuple[CapacityRow, ...],
    columns: Sequence[str],
    policy: str | None = None,
) -> CycleFile:
    asked = [name.removeprefix(DEMAND) for name in columns if name.startswith(DEMAND)]
    teams = tuple(dict.fromkeys([*asked, *(row.team for row in capacity)]))
    return CycleFile(bets=bets, capacity=capacity, teams=teams, columns=frozenset(columns), policy=policy)
