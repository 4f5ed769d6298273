"""The JSON document to the same records as a table: an object is a row, its members are the cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from json import JSONDecodeError

from bets.exchange import fields
from bets.exchange.columns import CAPACITY, DEMAND, Columns, bet_columns, check_missing, check_name
from bets.exchange.json_cursor import Cursor, Number
from bets.exchange.limits import MAX_ROWS
from bets.exchange.numbers import IN_TRAY
from bets.exchange.problems import Problems, Refused, shown
from bets.exchange.table import Cell, Record

_POLICIES = ("team", "strict", "fill")
_DERIVED = ("board", "cycle", "revision", "ranking", "allocation")  # written for readers, not read again


@dataclass
class Document:
    """What an import takes from a document; `line` is where the bets begin, 0 without any."""

    line: int = 0
    bets: tuple[Record, ...] = ()
    capacity: tuple[Record, ...] = ()
    policy: str | None = None


def json_document(text: str, problems: Problems, *, first_setup: bool) -> Document:
    """Read the whole text; what is not JSON ends the reading, anything else is told and skipped."""
    cursor = Cursor(text)
    try:
        if cursor.next != "{":
            problems.stop(cursor.line, "", 'This is no JSON object: write {"bets": [...], "capacity": [...]}.')
        document = _members(cursor, problems, first_setup=first_setup)
        cursor.end()
    except JSONDecodeError as error:
        problems.stop(error.lineno, "", f"This is not JSON, at character {error.colno}: {error.msg}.")
    except RecursionError:
        problems.stop(cursor.line, "", "This is nested too deeply: a bet has one object of demands, no more.")
    except Refused as refusal:
        problems.stop(cursor.line, "", str(refusal))
    return document


def _members(cursor: Cursor, problems: Problems, *, first_setup: bool) -> Document:
    document = Document()
    for name in cursor.members():
        if name == "bets":
            document.line = cursor.line
            document.bets = tuple(_records(cursor, name, _with_demand(first_setup), problems))
        elif name == "capacity":
            document.capacity = tuple(_records(cursor, name, CAPACITY, problems))
        elif name == "policy":
            document.policy = _policy(cursor, problems)
        elif name in _DERIVED:
            cursor.value()
        else:
            problems.add(cursor.line, name, f"“{shown(name)}” is not known here: delete it.")
            cursor.value()
    if not document.line:
        problems.add(cursor.line, "bets", "bets is missing here: add it, a list of objects.")
    return document


def _with_demand(first_setup: bool) -> Columns:
    columns = bet_columns(first_setup=first_setup)
    return Columns((*columns.known, "demand"), columns.required, demands=False)


def _policy(cursor: Cursor, problems: Problems) -> str | None:
    line, value = cursor.line, cursor.value()
    if isinstance(value, str) and value in _POLICIES:
        return value
    problems.add(line, "policy", f"This is not a policy: write one of {', '.join(_POLICIES)}.")
    return None


def _records(cursor: Cursor, name: str, columns: Columns, problems: Problems) -> Iterator[Record]:
    if cursor.next != "[":
        problems.stop(cursor.line, name, "This is not a list: write it in brackets, [...].")
    for index in cursor.elements():
        line, path = cursor.line, f"{name}[{index}]"
        if index == MAX_ROWS:
            problems.stop(line, "", f"There are more than {MAX_ROWS:,} rows: split the file.", path=path)
        value = cursor.value()
        if isinstance(value, dict):
            yield _record(value, line, f"{path}.", columns, problems)
        else:
            problems.add(line, "", "This is not an object: write it in braces, {...}.", path=path)


def _record(members: dict[str, object], line: int, path: str, columns: Columns, problems: Problems) -> Record:
    check_missing(list(members), columns, problems, line=line, path=path)
    cells: dict[str, Cell] = {}
    for name, value in members.items():
        try:
            check_name(name, columns)
            cells |= _demand(value) if name == "demand" else {name: _CELLS.get(name, _text)(value)}
        except Refused as refusal:
            cells[name] = refusal
            problems.add(line, name, str(refusal), path=path)
    return Record(line, cells, path)


def _demand(value: object) -> dict[str, Cell]:
    if not isinstance(value, dict):
        raise Refused('Write the demands as an object, such as {"compiler": "12.5"}.')
    return {DEMAND + team: _team_weeks(team, weeks) for team, weeks in value.items()}


def _team_weeks(team: str, weeks: object) -> Cell:
    try:
        fields.team(team)
        return _text(weeks)
    except Refused as refusal:
        return refusal


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Refused('Write a text in double quotes, such as "12.5".')
    return value.strip()


def _rank(value: object) -> str:
    if value is None:
        return IN_TRAY
    if not isinstance(value, Number):
        raise Refused("Write a whole number without quotes, or null for a bet that stands in the tray.")
    return value.text


def _yes(value: object) -> str:
    if not isinstance(value, bool):
        raise Refused("Write true or false, without quotes.")
    return "yes" if value else ""


def _references(value: object) -> str:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Refused('Write a list of ids in double quotes, such as ["12", "other-source:7"].')
    if any(len(item.split()) != 1 for item in value):
        raise Refused("Write each id as an item of its own, without spaces.")
    return " ".join(value)


_CELLS: dict[str, Callable[[object], str]] = {
    "rank": _rank,
    "must_do": _yes,
    "needs_no_team": _yes,
    "needs": _references,
    "excludes": _references,
}
