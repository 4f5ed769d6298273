"""What a timetable can promise to whoever is blocked: the longest wait, the mean, and the share that cannot wait. Pure.

A *point* is when something can be decided: the start of a session or checkpoint. A *gap* is the working time between
two of them, in minutes of the board's calendar. Who is blocked just after a point waits for the whole gap, who is
blocked just before the next one not at all, and everybody else in between.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, pairwise
from zoneinfo import ZoneInfo

from eteam.schedule import Meeting, Timetable, instants
from org.working_time import Calendar, due, worked

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_EASTERNMOST = timedelta(hours=14)
"""So much earlier than in UTC does a day begin where it begins first."""
_ROUND = 15
"""Minutes that a suggested time is a multiple of."""


@dataclass(frozen=True, slots=True)
class Promise:
    """`longest` and `mean` in working minutes; `share`, from 0 to 1, falls due before the next point."""

    longest: int
    mean: float
    share: float


def promise(gaps: Sequence[int], target: int) -> Promise:
    """Of gaps and target in working minutes; without any working time nobody waits."""
    whole = sum(gaps)
    if not whole:
        return Promise(0, 0.0, 0.0)
    mean = sum(gap * gap for gap in gaps) / (2 * whole)
    return Promise(max(gaps), mean, sum(max(0, gap - target) for gap in gaps) / whole)


def gaps(points: Sequence[datetime], calendar: Calendar) -> list[int]:
    """The working minutes between each of the points, in order, and the next."""
    return [int(worked(before, after, calendar) / _MINUTE) for before, after in pairwise(points)]


def usual_promise(timetable: Timetable, calendar: Calendar, target: int, near: date) -> Promise:
    """Of a week that has no holiday and no change of the clocks, over and over."""
    return promise(gaps(usual_points(timetable, calendar, near), plain(calendar)), target)


def usual_points(timetable: Timetable, calendar: Calendar, near: date) -> list[datetime]:
    """The points of such a week, the first on or after `near`, and the first of the next week at the end."""
    monday = plain_week(near, timetable.zone, calendar.zone)
    days = [monday + _DAY * number for number in range(14)]
    found = sorted(
        at
        for meeting in timetable.meetings
        for day in days
        if day.isoweekday() == meeting.weekday
        for at in instants(datetime.combine(day, meeting.starts), timetable.zone)[:1]
    )
    return found[: len(timetable.meetings) + 1]


def halfway(session: Meeting, zone: str, calendar: Calendar, near: date, *, kind: str, minutes: int) -> Meeting:
    """The checkpoint that leaves the same working time on both sides, in quarters of an hour.

    Where the first half is over at closing time, the next opening is as good, and the day is fresh.
    """
    usual = plain(calendar)
    start, end = usual_points(Timetable(zone, (session,)), calendar, near)
    half = int(worked(start, end, usual) / _MINUTE) // 2
    after = due(start, half + 1, usual) - _MINUTE
    there = after.astimezone(ZoneInfo(zone))
    starts = there.hour * 60 + there.minute // _ROUND * _ROUND
    return Meeting(kind, there.isoweekday(), time(starts // 60, starts % 60), minutes)


def day_length(calendar: Calendar) -> int:
    """Minutes of a usual working day: what is meant by a day where working time is told in days."""
    lengths = [sum(window.closes - window.opens for window in windows) for windows in calendar.weekly.values()]
    open_days = [length for length in lengths if length]
    return round(sum(open_days) / len(open_days)) if open_days else 8 * 60


def plain(calendar: Calendar) -> Calendar:
    """The same without any date that differs from its week."""
    return Calendar(calendar.zone, calendar.weekly)


def plain_week(near: date, *zones: str) -> date:
    """The first Monday, on or after `near`, of two weeks in which none of the zones changes its clocks."""
    first = near + _DAY * (-(near.isoweekday() - 1) % 7)
    mondays = (first + 7 * _DAY * number for number in count())
    return next(monday for monday in mondays if all(_is_even(monday, ZoneInfo(zone)) for zone in zones))


def _is_even(monday: date, zone: ZoneInfo) -> bool:
    first = datetime.combine(monday, time(), UTC) - _EASTERNMOST
    return len({(first + _DAY * number).astimezone(zone).utcoffset() for number in range(16)}) == 1
