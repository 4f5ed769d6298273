"""The week from one session to the next, drawn to scale in working time. Pure; all places in percent of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from org.working_time import Calendar, worked

_DAY = timedelta(days=1)
_NARROW = 5.0
"""Percent under which a day has no name."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """`name` may be empty."""

    x: float
    width: float
    name: str = ""

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Mark:
    """`anchor`: on which side of it there is room for its name."""

    x: float
    name: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Picture:
    """`too_late`: whoever is blocked there cannot wait for the next point."""

    days: tuple[Stretch, ...]
    points: tuple[Mark, ...]
    too_late: tuple[Stretch, ...]


def picture(points: Sequence[datetime], calendar: Calendar, target: int, zone: str) -> Picture | None:
    """Of points in order, the last of them the first of the next week; None where there is no working time."""
    whole = worked(points[0], points[-1], calendar)
    if not whole:
        return None

    def place(at: datetime) -> float:
        return worked(points[0], at, calendar) / whole * 100

    late = [(start, _without_hope(start, end, calendar, target)) for start, end in pairwise(points)]
    width = {start: length / whole * 100 for start, length in late}
    return Picture(
        days=tuple(_days(points[0], points[-1], calendar, whole)),
        points=tuple(Mark(place(at), f"{at.astimezone(ZoneInfo(zone)):%a %H:%M}", _anchor(place(at))) for at in points),
        too_late=tuple(Stretch(place(start), width[start]) for start, length in late if length),
    )


def _without_hope(start: datetime, end: datetime, calendar: Calendar, target: int) -> timedelta:
    """The working time after a point in which whoever is blocked is due before the next one."""
    return max(timedelta(), worked(start, end, calendar) - timedelta(minutes=target))


def _days(first: datetime, last: datetime, calendar: Calendar, whole: timedelta) -> Iterator[Stretch]:
    zone = ZoneInfo(calendar.zone)
    day = first.astimezone(zone).date()
    while (midnight := datetime.combine(day, time(), zone)) < last:
        start, end = max(midnight, first), min(datetime.combine(day + _DAY, time(), zone), last)
        width = worked(start, end, calendar) / whole * 100
        if width:
            x = worked(first, start, calendar) / whole * 100
            yield Stretch(x, width, f"{day:%a}" if width >= _NARROW else "")
        day += _DAY


def _anchor(x: float) -> str:
    return "start" if x < 5 else "end" if x > 95 else "middle"
