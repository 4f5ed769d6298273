"""Working time: when so many working minutes are over, how many went by, and which days are working days. Pure.

A calendar is wall time in one zone. An instant is open if the wall clock then shows a time inside a window of that
date. So every date is turned into UTC by itself: where the clocks are put forward an hour is missing, and where they
are put back it counts twice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_FAR = 3660
"""Days after which a target counts as never reached."""

Span = tuple[datetime, datetime]
"""Two instants; the second is not part of it."""


class Window(NamedTuple):
    """[opens, closes) in minutes since midnight on the wall clock; closes may be 1440, the end of the day."""

    opens: int
    closes: int

    @classmethod
    def of(cls, opens: str, closes: str) -> Self:
        """From `09:00` and `17:00`; `24:00` closes at the end of the day. Raises ValueError."""
        return cls(_minutes(opens), _minutes(closes))

    @property
    def texts(self) -> list[str]:
        """`["09:00", "17:00"]`"""
        return [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in self]


Windows = tuple[Window, ...]
Stored = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Calendar:
    """`weekly` by ISO weekday, 1 is Monday; a date of `exceptions` has its own windows instead, () for closed."""

    zone: str
    weekly: Mapping[int, Windows]
    exceptions: Mapping[date, Windows] = field(default_factory=dict)

    @classmethod
    def of(cls, zone: str, weekly: Mapping[str, Stored], exceptions: Mapping[str, Stored]) -> Self:
        """From what is stored: `{"1": [["09:00", "17:00"]]}` and `{"2026-12-24": []}`. Raises ValueError."""
        dated = {date.fromisoformat(day): _windows(windows) for day, windows in exceptions.items()}
        return cls(zone, {int(day): _windows(windows) for day, windows in weekly.items()}, dated)

    def on(self, day: date) -> Windows:
        return self.exceptions.get(day, self.weekly.get(day.isoweekday(), ()))

    def is_working_day(self, day: date) -> bool:
        """Whether any of it is open: a half day is one."""
        return bool(self.on(day))


def usual(zone: str) -> Calendar:
    """Monday to Friday, 9 to 17: what holds where nobody has said otherwise."""
    return Calendar(zone, {day: (Window(9 * 60, 17 * 60),) for day in range(1, 6)})


def due(raised_at: datetime, minutes: int, calendar: Calendar, pauses: Iterable[Span] = ()) -> datetime:
    """The earliest instant, in UTC, at which `minutes` of working time have gone by since `raised_at`.

    Pauses are cut out of the calendar. It may be closing time; of no minutes it is `raised_at`. Raises ValueError
    where ten years are not enough.
    """
    left = timedelta(minutes=minutes)
    if not left:
        return raised_at.astimezone(UTC)
    for start, end in _open(raised_at, raised_at + _DAY * _FAR, calendar, pauses):
        if end - start >= left:
            return start + left
        left -= end - start
    raise ValueError(f"{minutes} working minutes are not over in ten years")


def worked(start: datetime, end: datetime, calendar: Calendar, pauses: Iterable[Span] = ()) -> timedelta:
    """The working time in [start, end), pauses taken out, to the second. Nothing if `end` is not after `start`."""
    return sum((closes - opens for opens, closes in _open(start, end, calendar, pauses)), timedelta())


def open_spans(start: datetime, end: datetime, calendar: Calendar, pauses: Iterable[Span] = ()) -> list[Span]:
    """The working time in [start, end), pauses taken out: its spans in order, in UTC, those that touch not joined."""
    return list(_open(start, end, calendar, pauses))


def add_working_days(day: date, days: int, calendar: Calendar) -> date:
    """The working day that is `days` working days after `day`, or before it if negative; of 0 days: `day`.

    Raises ValueError where ten years are not enough.
    """
    step = _DAY if days > 0 else -_DAY
    left = abs(days)
    for number in range(_FAR + 1):
        at = day + step * number
        if number and calendar.is_working_day(at):
            left -= 1
        if not left:
            return at
    raise ValueError(f"there are no {days} working days in ten years")


def open_time(day: date, calendar: Calendar) -> timedelta:
    """The working time of one date."""
    spans = _spans(day, calendar.on(day), ZoneInfo(calendar.zone))
    return sum((closes - opens for opens, closes in spans), timedelta())


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """How many of the days from `first` to `last`, both included, are working days."""
    return sum(calendar.is_working_day(first + _DAY * number) for number in range((last - first).days + 1))


def _open(start: datetime, end: datetime, calendar: Calendar, pauses: Iterable[Span]) -> Iterator[Span]:
    """The open spans within [start, end), in order, without the pauses, in UTC: sums of wall times would be wrong."""
    zone, start, end = ZoneInfo(calendar.zone), start.astimezone(UTC), end.astimezone(UTC)
    cuts = sorted((begins.astimezone(UTC), ends.astimezone(UTC)) for begins, ends in pauses)
    first = start.astimezone(zone).date() - _DAY
    for number in count():
        day = first + _DAY * number
        if datetime.combine(day, time(), UTC) - _DAY >= end:
            return
        for opens, closes in _spans(day, calendar.on(day), zone):
            yield from _without(max(opens, start), min(closes, end), cuts)


def _spans(day: date, windows: Windows, zone: ZoneInfo) -> list[Span]:
    """The instants of one date that are inside its windows, in UTC and in order."""
    if not windows:
        return []
    midnight = datetime.combine(day, time(), UTC)
    early, late = midnight - _DAY, midnight + 2 * _DAY  # of no zone is any of this date outside
    before, after = _offset(early, zone), _offset(late, zone)
    walls = [(midnight + timedelta(minutes=opens), midnight + timedelta(minutes=closes)) for opens, closes in windows]
    spans = [(opens - before, closes - before) for opens, closes in walls]
    if before != after:
        change = _change(early, late, zone)
        spans = [(opens, min(closes, change)) for opens, closes in spans]
        spans += [(max(opens - after, change), closes - after) for opens, closes in walls]
    return sorted((opens, closes) for opens, closes in spans if opens < closes)


def _change(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """The second between two instants at which the zone's distance from UTC changes."""
    before = _offset(early, zone)
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=int((late - early).total_seconds()) // 2)
        early, late = (middle, late) if _offset(middle, zone) == before else (early, middle)
    return late


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _without(start: datetime, end: datetime, cuts: Sequence[Span]) -> Iterator[Span]:
    """What is left of one span; the cuts are in order and may overlap."""
    for begins, ends in cuts:
        if begins >= end:
            break
        if start < begins:
            yield start, begins
        start = max(start, ends)
    if start < end:
        yield start, end


def _windows(pairs: Stored) -> Windows:
    return tuple(Window.of(opens, closes) for opens, closes in pairs)


def _minutes(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)
