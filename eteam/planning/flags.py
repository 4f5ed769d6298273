"""What is said of a session that is on a closed day, and what can be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from eteam.closed_days import AFTER, BEFORE, CANCEL, KEEP, Span, choices, is_shut
from eteam.planning.words import days, short
from eteam.promise import day_length
from org.calendar_changes import NamedCalendar
from org.hours import show


@dataclass(frozen=True, slots=True)
class Way:
    """`to` and `wall`: where it would go, in words and for the form; both empty for leaving and cancelling it.

    `wait`: the longest around it; empty for cancelling the last one.
    """

    what: str
    to: str
    wall: str
    fold: int
    wait: str


@dataclass(frozen=True, slots=True)
class Flag:
    """`day`: `closed: Christmas Eve`, `open 09:00–12:00 only`."""

    day: str
    ways: tuple[Way, ...]

    @property
    def moves(self) -> tuple[Way, ...]:
        return tuple(way for way in self.ways if way.what in (BEFORE, AFTER))

    @property
    def kept(self) -> str:
        """How long the longest wait beside it is if it is left where it is."""
        return next(way.wait for way in self.ways if way.what == KEEP)

    @property
    def cancelled(self) -> str:
        return next(way.wait for way in self.ways if way.what == CANCEL)


def flag(span: Span, others: Sequence[Span], zone: str, named: NamedCalendar, now: datetime) -> Flag | None:
    """None for a session on an open day. `others`: all that stand beside it."""
    calendar = named.calendar
    if not is_shut(span, calendar):
        return None
    length = day_length(calendar)
    found = choices(span, others, zone, calendar, now)
    ways = [_way(choice.what, choice.at, choice.longest, zone, length) for choice in found]
    return Flag(word(span[0], named), tuple(ways))


def word(at: datetime, named: NamedCalendar) -> str:
    """What the calendar says of the date."""
    day = at.astimezone(ZoneInfo(named.calendar.zone)).date()
    windows, name = named.calendar.on(day), named.names.get(day, "")
    hours = f"open {show(windows)} only" if windows else "closed"
    return f"{hours}: {name}" if name else hours


def _way(what: str, at: datetime | None, longest: int | None, zone: str, length: int) -> Way:
    wait = "" if longest is None else days(longest, length)
    if at is None or what == KEEP:
        return Way(what, "", "", 0, wait)
    there = at.astimezone(ZoneInfo(zone))
    return Way(what, short(at, zone), f"{there:%Y-%m-%dT%H:%M}", there.fold, wait)
