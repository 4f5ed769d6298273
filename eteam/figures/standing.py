"""What was open at one instant: how old, and on which way to a decision. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eteam.figures.facts import Fact

DAY = 480
"""Working minutes of the day that ages are told in."""

BANDS = (("up to half a day", 0.5), ("to 1 day", 1.0), ("to 2.5 days", 2.5), ("to 5 days", 5.0))
OLDER = "more than 5 days"
ROUTES = ("now", "first", "room", "decided")


@dataclass(frozen=True, slots=True)
class Count:
    name: str
    count: int


def ages(still_open: Sequence[Fact]) -> tuple[Count, ...]:
    """By working days blocked; the upper end of a band belongs to it."""
    names = [_band(fact.blocked_minutes) for fact in still_open]
    return tuple(Count(name, names.count(name)) for name in [*(name for name, _ in BANDS), OLDER])


def by_route(still_open: Iterable[Fact]) -> tuple[Count, ...]:
    """`decided`: the decision is there, the team is not unblocked yet, and no session needs to hear it."""
    routes = [fact.route for fact in still_open]
    return tuple(Count(route, routes.count(route)) for route in ROUTES)


def _band(minutes: int) -> str:
    return next((name for name, days in BANDS if minutes <= days * DAY), OLDER)
