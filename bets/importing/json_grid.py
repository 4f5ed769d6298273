"""A JSON document as a grid: a list of objects, wherever near the top it stands; objects within are flattened once."""

from collections.abc import Iterator
from json import JSONDecodeError
from typing import Any

from bets.exchange.json_cursor import Cursor, Number
from bets.exchange.limits import MAX_ROWS
from bets.exchange.numbers import IN_TRAY
from bets.exchange.problems import Refused
from bets.exchange.table import Cell, NumberedRow
from bets.importing.limits import MOST_COLUMNS, MOST_VALUES

_OWN = "bets"
_NO_LIST = 'There is no list of objects in this document: write {"bets": [...]}, or the list alone.'
Row = tuple[int, dict[str, Cell]]


def json_rows(text: str) -> Iterator[NumberedRow]:
    """First the names of all members, in the order in which they appear; then a row for each object."""
    try:
        objects = _objects(text)
    except JSONDecodeError as error:
        raise Refused(f"This is not JSON, on line {error.lineno}, character {error.colno}: {error.msg}.") from error
    except RecursionError as error:
        raise Refused("This JSON is nested too deeply.") from error
    names = list(dict.fromkeys(name for _, members in objects for name in members))
    if len(names) > MOST_COLUMNS:
        raise Refused(f"There are more than {MOST_COLUMNS:,} different members: leave out those without a use.")
    if not names:
        raise Refused(_NO_LIST)
    yield objects[0][0], names
    for line, members in objects:
        yield line, [members.get(name, "") for name in names]


def _objects(text: str) -> list[Row]:
    if sum(text.count(sign) for sign in ",[{") > MOST_VALUES:
        raise Refused(f"There are more than {MOST_VALUES:,} values in this document: leave out those without a use.")
    cursor = Cursor(text)
    found = _list(cursor) if cursor.next == "[" else _named_list(cursor)
    cursor.end()
    if not found:
        raise Refused(_NO_LIST)
    return found


def _named_list(cursor: Cursor) -> list[Row]:
    """The member `bets`, or the first one that is a list of objects."""
    found: list[Row] = []
    for name in cursor.members():
        if cursor.next == "[" and (name == _OWN or not found):
            found = _list(cursor) or found
        else:
            cursor.value()
    return found


def _list(cursor: Cursor) -> list[Row]:
    rows: list[Row] = []
    for _ in cursor.elements():
        line, value = cursor.line, cursor.value()
        if isinstance(value, dict):
            rows.append((line, _flat(value)))
        if len(rows) > MAX_ROWS:
            raise Refused(f"There are more than {MAX_ROWS:,} rows: split the file.")
    return rows


def _flat(members: dict[str, Any]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for name, value in members.items():
        if isinstance(value, dict):
            joint = ":" if name == "demand" else "."
            cells |= {f"{name}{joint}{below}": _cell(within) for below, within in value.items()}
        else:
            cells[name] = IN_TRAY if name == "rank" and value is None else _cell(value)
    return {name.strip()[:200] or "?": cell for name, cell in cells.items()}


def _cell(value: Any) -> Cell:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, Number):
        return value.text
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return " ".join(value)
    return Refused("There is a list or an object in this place: a text or a number is needed.")
