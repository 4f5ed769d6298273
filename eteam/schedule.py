"""When a room meets: what a weekly timetable says of a stretch of days, as instants. Pure; rules E3.

A timetable is wall time in one zone. Where the clocks leap over a time of it there is no such session, and where
they show one twice somebody has to say which is meant: neither is guessed. The other dates do not wait for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from org.moments import place

_DAY = timedelta(days=1)
_WEEK = 7 * 24 * 60
"""Minutes."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One a week. `kind`: session or checkpoint; `weekday` is ISO's, 1 is Monday; `minutes`: how long."""

    kind: str
    weekday: int
    starts: time
    minutes: int

    @property
    def minute(self) -> int:
        """Of the week, since Monday 00:00."""
        return (self.weekday - 1) * 24 * 60 + self.starts.hour * 60 + self.starts.minute

    def overlaps(self, other: "Meeting") -> bool:
        """Whether one of them begins while the other lasts, in any week."""
        ahead = (other.minute - self.minute) % _WEEK
        return ahead < self.minutes or _WEEK - ahead < other.minutes


@dataclass(frozen=True, slots=True)
class Timetable:
    zone: str
    meetings: tuple[Meeting, ...]

    def of(self, kind: str) -> Meeting | None:
        return next((meeting for meeting in self.meetings if meeting.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Planned:
    """One that the timetable gives to the date `on`. Instants in UTC."""

    kind: str
    on: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Leapt:
    """A date on which there is no such meeting, for the clocks leap over its time. `sentence` says so.

    `instead`: what they show when that time would have come; wall time without a zone.
    """

    kind: str
    on: date
    minutes: int
    instead: datetime
    sentence: str


class NoSuchTime(ValueError):
    """The clocks leap over it. The message is a sentence."""


class ComesTwice(ValueError):
    """The clocks show it twice that day, and nobody said which is meant. The message is a sentence."""


def instants(wall: datetime, zone: str) -> tuple[datetime, ...]:
    """Those, in UTC and in order, at which the clocks of `zone` show `wall`, which has no zone: none, one or two."""
    there = ZoneInfo(zone)
    found = {wall.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1)}
    shown = (at for at in found if at.astimezone(there).replace(tzinfo=None, fold=0) == wall.replace(fold=0))
    return tuple(sorted(shown))


def instant(wall: datetime, zone: str, fold: int | None = None) -> datetime:
    """The one that is meant; `fold`: 0 the first and 1 the second of two. Raises NoSuchTime and ComesTwice."""
    found = instants(wall, zone)
    if not found:
        raise NoSuchTime(_leaps(wall, zone))
    if len(found) == 2 and fold is None:
        sentence = (
            f"On {_day(wall)} the clocks of {place(zone)} show {wall:%H:%M} twice. Say which of the two is meant."
        )
        raise ComesTwice(sentence)
    return found[-1 if fold else 0]


def on(day: date, meeting: Meeting, zone: str, fold: int | None = None) -> Planned:
    """The meeting on that date. Raises NoSuchTime and ComesTwice."""
    starts_at = instant(datetime.combine(day, meeting.starts), zone, fold)
    return Planned(meeting.kind, day, starts_at, starts_at + timedelta(minutes=meeting.minutes))


def planned(timetable: Timetable, first: date, last: date, fold: int | None = None) -> list[Planned]:
    """All from `first` to `last`, both included, by start, but those of `leapt`. Raises ComesTwice."""
    found = [
        on(day, meeting, timetable.zone, fold)
        for meeting in timetable.meetings
        for day in _weekly(meeting.weekday, first, last)
        if instants(datetime.combine(day, meeting.starts), timetable.zone)
    ]
    return sorted(found, key=lambda each: each.starts_at)


def leapt(timetable: Timetable, first: date, last: date) -> list[Leapt]:
    """The dates on which the clocks leap over the time of a meeting, by date: somebody has to choose another."""
    found = [
        _leapt(day, meeting, timetable.zone)
        for meeting in timetable.meetings
        for day in _weekly(meeting.weekday, first, last)
        if not instants(datetime.combine(day, meeting.starts), timetable.zone)
    ]
    return sorted(found, key=lambda each: each.on)


def _leapt(day: date, meeting: Meeting, zone: str) -> Leapt:
    wall = datetime.combine(day, meeting.starts)
    shown = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))
    return Leapt(meeting.kind, day, meeting.minutes, shown.replace(tzinfo=None, fold=0), _leaps(wall, zone))


def in_week_of(day: date, meeting: Meeting) -> date:
    """The date of the meeting in the ISO week of `day`."""
    return day + _DAY * (meeting.weekday - day.isoweekday())


def _weekly(weekday: int, first: date, last: date) -> Iterator[date]:
    day = first + _DAY * ((weekday - first.isoweekday()) % 7)
    while day <= last:
        yield day
        day += 7 * _DAY


def _leaps(wall: datetime, zone: str) -> str:
    return f"On {_day(wall)} the clocks of {place(zone)} leap over {wall:%H:%M}. Choose another time."


def _day(wall: datetime) -> str:
    return f"{wall.day} {wall:%B %Y}"
