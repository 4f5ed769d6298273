"""From the lines of a file of people to checked rows, one for each person. Pure."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from org.roster.guard import unguarded
from org.roster.problems import BadFile, NotTaken, Problem, shown
from org.roster.table import Line, lines

NOBODY = "nobody"
NO_TEAM = "none"
VIEWER = "viewer"
ROLES = ("leader", "vp", "steward", "admin")

_LONGEST_NAME, _LONGEST_EMAIL = 200, 254
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[a-z][a-z0-9-]{{0,61}}[a-z0-9]")
_BETWEEN_ROLES = re.compile(r"(?:\band\b|[\s,;|+/&])+", re.IGNORECASE)
_BETWEEN_TEAMS = re.compile(r"\s*[,;|]\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """One person. `roles`, `manager` and `places` None: the file says nothing of it; `manager` "": nobody of the board.

    `teams`, whose VP they are, and `places`, the teams that they work on, are names or slugs, as they are written.
    """

    line: int
    name: str
    email: str
    roles: frozenset[str] | None = None
    manager: str | None = None
    teams: tuple[str, ...] = ()
    places: tuple[str, ...] | None = None


def read(data: bytes) -> list[Row]:
    """The rows in file order. Raises BadFile with all that is wrong with the file by itself."""
    found, problems = [], []
    for line in lines(data):
        row, wrong = _row(line)
        found += [row] if row else []
        problems += wrong
    problems += _repeated(found)
    if problems:
        raise BadFile(problems)
    return found


def _row(line: Line) -> tuple[Row | None, list[Problem]]:
    values: dict[str, Any] = {}
    wrong = []
    for column, cell in line.cells.items():
        try:
            values[_FIELDS[column]] = _RULES[column](_clean(cell))
        except NotTaken as refused:
            wrong.append(Problem(line.number, column, str(refused)))
    return (None if wrong else Row(line.number, **values)), wrong


def _clean(cell: str) -> str:
    if control := _CONTROL.search(cell):
        what = "a line break" if control.group() in "\n\r\u2028\u2029" else f"the sign U+{ord(control.group()):04X}"
        raise NotTaken(f"There is {what} in this cell: write it on one line, and look for an open quote.")
    return unguarded(" ".join(cell.split()))


def _name(text: str) -> str:
    if not text:
        raise NotTaken("The name is missing.")
    if len(text) > _LONGEST_NAME:
        raise NotTaken(f"This name has {len(text):,} letters: shorten it to {_LONGEST_NAME}.")
    return text


def _email(text: str) -> str:
    if not text:
        raise NotTaken("The e-mail address is missing.")
    # A Kelvin sign becomes a small k, and with it one address another: only ASCII may be folded.
    address = text.lower() if text.isascii() else ""
    if len(text) > _LONGEST_EMAIL or not _EMAIL.fullmatch(address):
        raise NotTaken(f"“{shown(text)}” is not an e-mail address: write one like ann@example.com.")
    return address


def _roles(text: str) -> frozenset[str] | None:
    words = frozenset(word for word in _BETWEEN_ROLES.split(text.lower()) if word)
    if not words:
        return None
    if unknown := sorted(words - {*ROLES, VIEWER}):
        raise NotTaken(f"“{shown(unknown[0])}” is not a role: write {', '.join(ROLES)} or {VIEWER}.")
    if VIEWER in words and len(words) > 1:
        raise NotTaken("A viewer has no other role: write the one or the other.")
    return words - {VIEWER}


def _manager(text: str) -> str | None:
    if not text:
        return None
    return "" if text.lower() == NOBODY else _email(text)


def _teams(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in _BETWEEN_TEAMS.split(text) if name))


def _places(text: str) -> tuple[str, ...] | None:
    if not text:
        return None
    return () if text.lower() == NO_TEAM else _teams(text)


_RULES: dict[str, Callable[[str], Any]] = {
    "name": _name, "email": _email, "roles": _roles, "manager_email": _manager, "team": _teams,
    "teams": _places,
}  # fmt: skip
_FIELDS = {
    "name": "name", "email": "email", "roles": "roles", "manager_email": "manager", "team": "teams", "teams": "places",
}  # fmt: skip


def _repeated(rows: list[Row]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for row in rows:
        if row.email in seen:
            yield Problem(row.line, "email", f"{row.email} is on line {seen[row.email]} already.")
        seen.setdefault(row.email, row.line)
        if row.manager == row.email:
            yield Problem(row.line, "manager_email", "Nobody reports to themselves.")
