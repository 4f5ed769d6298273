"""Every address and method of the product, and the row of the table that says who may use it.

`doors.csv` has one line each: the address's name, the method, the action, and what must be so besides. The address
is filled with rows of the scene, by the words that stand before its parameters.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")

# Signed in or not, these answer: they are how one comes in, or ask whether the process lives,
# or whoever holds the mail that they stand in may use them.
OPEN = re.compile(r"\A(account/|welcome/|demo/|livez|readyz|healthz|offline|static/|unsubscribe/|calendar/)")
# The doors for machines have a table of their own.
API = re.compile(r"\Aapi/v1/(?!docs/)")
# There only where no mail server is named, and then for admins: tests/eteam/reminders.
AT_TIMES = {"sent_mail"}


@dataclass(frozen=True)
class Door:
    """`action` is a row of matrix.csv; `self` means that everybody signed in opens it, for themselves.

    `others` is the status for who may do such a thing, and not with what is another's; `own`: whoever opens it finds
    what is their own.
    """

    name: str
    method: str
    action: str
    others: str

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def read(table: str = "doors.csv") -> list[Door]:
    with (Path(__file__).parent / table).open(newline="") as file:
        return [Door(line["name"], line["method"], line["action"], line["others"]) for line in csv.DictReader(file)]


def routes() -> dict[str, str]:
    """The route of every address that asks who one is, by its name."""
    return {
        name: route
        for name, route in _routes(get_resolver().url_patterns)
        if not OPEN.match(route) and not API.match(route) and name not in AT_TIMES
    }


def api_routes() -> dict[str, str]:
    """The route of every REST door, by its name."""
    return {name: route for name, route in _routes(get_resolver().url_patterns) if API.match(route)}


def _routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield pattern.name or route, route


def address(route: str, rows: dict[str, object]) -> str:
    """The route with each parameter replaced by a row: of its own name, or, as every `pk` is, of the word before it."""

    def fill(found: re.Match[str]) -> str:
        before = route[: found.start()].rstrip("/").rpartition("/")[2]
        named = found[1] != "pk" and found[1] in rows
        return str(rows[before if before in rows and not named else found[1]])

    return "/" + _PARAMETER.sub(fill, route)
