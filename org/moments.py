"""Instants in words: on a wall clock, and from now. Pure; `static/js/relative.js` says the same as `relative`."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_UNITS = (("day", 24 * 60), ("hour", 60), ("minute", 1))
"""Names and lengths in minutes."""

_DAYS_ALONE = 10 * 24 * 60


def wall(at: datetime, zone: str, *, year: int | None = None) -> str:
    """`24 November, 13:00` on the clocks of `zone`, an IANA name; the year too unless it is `year`.

    An hour that comes twice, when the clocks are put back, carries its distance from UTC: `02:30 (UTC+2)`.
    """
    there = at.astimezone(ZoneInfo(zone))
    day = f"{there.day} {there:%B}" if there.year == year else f"{there.day} {there:%B} {there.year}"
    return f"{day}, {_clock(there)}"


def short(at: datetime, zone: str) -> str:
    """`Tue 24 Nov 13:00` on the clocks of `zone`, for a line in which several stand."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{there:%a} {there.day} {there:%b} {_clock(there)}"


def weekday(at: datetime, zone: str) -> str:
    """`Tuesday`"""
    return f"{at.astimezone(ZoneInfo(zone)):%A}"


def place(zone: str) -> str:
    """A zone as people call it: `Europe/Stockholm` is `Stockholm`."""
    return zone.rpartition("/")[2].replace("_", " ")


def same_hour(at: datetime, one: str, other: str) -> bool:
    """Whether the clocks of both zones show the same at that instant."""
    return at.astimezone(ZoneInfo(one)).utcoffset() == at.astimezone(ZoneInfo(other)).utcoffset()


def relative(at: datetime, now: datetime) -> str:
    """`in 2 days 3 hours`, `5 minutes ago`, `now`: the two largest units, cut off; from ten days on days alone.

    Of time that passes: the same clock time on the day after the clocks were put forward is 23 hours away.
    """
    minutes = int(abs(at - now) / timedelta(minutes=1))
    if minutes == 0:
        return "now"
    parts = _parts(minutes)
    return f"in {parts}" if at > now else f"{parts} ago"


def utc(at: datetime) -> str:
    """For machines: `2026-11-24T12:00:00Z`."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _parts(minutes: int) -> str:
    """The largest unit and the next smaller one, if there is any of it."""
    largest = next(index for index, (_, length) in enumerate(_UNITS) if minutes >= length)
    found = []
    units = 1 if minutes >= _DAYS_ALONE else 2
    for name, length in _UNITS[largest : largest + units]:
        count, minutes = divmod(minutes, length)
        found += [f"{count} {name}{'' if count == 1 else 's'}"] if count else []
    return " ".join(found)


def _clock(there: datetime) -> str:
    first, second = there.replace(fold=0).utcoffset(), there.replace(fold=1).utcoffset()
    return f"{there:%H:%M}" if first == second else f"{there:%H:%M} ({_distance(there)})"


def _distance(there: datetime) -> str:
    """`UTC+2`, `UTC-3:30`"""
    offset = there.utcoffset() or timedelta()
    hours, minutes = divmod(int(abs(offset) / timedelta(minutes=1)), 60)
    sign = "-" if offset < timedelta() else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
