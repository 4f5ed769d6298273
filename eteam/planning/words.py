"""Working time as people tell it, and the days of a week. Pure."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from eteam.promise import Promise
from eteam.schedule import Meeting
from org.calendar_check import WEEKDAYS

CLOSE = 1e-9


def days(minutes: float, length: int) -> str:
    """`5.0 days`, `1.25 days` of `length` minutes each."""
    text = f"{minutes / length:.2f}"
    text = text.removesuffix("0")
    return f"{text} {'day' if text == '1.0' else 'days'}"


def hours(minutes: float) -> str:
    """`40 hours`, `7.5 hours`"""
    text = f"{minutes / 60:.1f}".removesuffix(".0")
    return f"{text} {'hour' if text == '1' else 'hours'}"


def percent(share: float) -> str:
    """`50 %`; a little is not nothing."""
    return "under 1 %" if CLOSE < share < 0.01 else f"{share * 100:.0f} %"


def who_cannot_wait(promise: Promise) -> str:
    """As the answer to a question: `half cannot wait`."""
    if promise.share <= CLOSE:
        return "none cannot wait"
    named = {0.25: "a quarter", 0.5: "half", 0.75: "three quarters"}
    return f"{named.get(round(promise.share, 3), percent(promise.share))} cannot wait"


def weekly(meeting: Meeting) -> str:
    """`Tuesday 13:00`"""
    return f"{WEEKDAYS[meeting.weekday - 1]} {clock(meeting.starts)}"


def clock(at: time) -> str:
    return f"{at:%H:%M}"


def short(at: datetime, zone: str) -> str:
    """`Mon 30 Nov 13:00`"""
    there = at.astimezone(ZoneInfo(zone))
    return f"{there:%a} {there.day} {there:%b %H:%M}"
