"""The sentences that stand on the form of a blocker before it is saved. Pure."""

from dataclasses import dataclass
from datetime import datetime

from eteam.routing import FIRST, NOW
from org.moments import short


@dataclass(frozen=True, slots=True)
class Foretold:
    """`team` is blocked, `other` the team that blocks it, if one does. `next_at`: of the next session, or none."""

    due_at: datetime
    zone: str
    route: str
    team: str
    other: str
    next_at: datetime | None
    next_zone: str
    is_running: bool = False


def foretell(of: Foretold) -> str:
    """`Due Fri 27 Nov 12:00. Next session Tue 1 Dec 13:00. Cannot wait: the owners of both teams are told now.`"""
    return f"Due {short(of.due_at, of.zone)}. {_next(of)} {_route(of)}"


def _next(of: Foretold) -> str:
    if of.is_running:
        return "The session is running."
    return f"Next session {short(of.next_at, of.next_zone)}." if of.next_at else "No session is planned."


def _route(of: Foretold) -> str:
    if of.route == NOW:
        whom = "the owners of both teams are" if of.other else f"the owner of {of.team} is"
        return f"Cannot wait: {whom} told now."
    if of.route == FIRST:
        return f"Heard first: before {short(of.due_at, of.next_zone)}."
    return "Can wait for the session."
