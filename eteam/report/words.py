"""Figures of a report as people read them. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

Kept = Mapping[str, Any]

NOTHING = "–"


def hours(minutes: float | None) -> str:
    """Working hours with one decimal: `20.0 h`."""
    return NOTHING if minutes is None else f"{minutes / 60:.1f} h"


def percent(value: float | None) -> str:
    """`54.5 %`."""
    return NOTHING if value is None else f"{value:.1f} %"


def of(kept: Kept) -> str:
    """`6 of 11, 54.5 %`"""
    return f"{kept['met']} of {kept['n']}, {percent(kept['percent'])}" if kept["n"] else "none of 0"


def share(found: Mapping[str, Any]) -> str:
    """`3 of 8, 37.5 %`"""
    return f"{found['count']} of {found['n']}, {percent(found['percent'])}" if found["n"] else "0 of 0"


def headline(kept: Kept) -> str:
    if not kept["n"]:
        return "No blocker fell due."
    blockers = "blocker that fell due was" if kept["n"] == 1 else "blockers that fell due were"
    return f"{kept['met']} of {kept['n']} {blockers} unblocked in time: {percent(kept['percent'])}."


def lead(kept: Kept) -> str:
    """What became of the others."""
    if not kept["late"] and not kept["open"]:
        return "None came late, and none is open past its time." if kept["n"] else "So there is nothing to judge."
    late = f"{kept['late'] or 'None'} came late"
    still = f"{kept['open'] or 'none'} {'is' if kept['open'] <= 1 else 'are'} open past {_its(kept['open'])} time"
    return f"{late}, {still}."


def title(week: str, first: date, last: date) -> str:
    """`Week 48, 23 to 29 November 2026`"""
    start = f"{first.day}"
    if first.year != last.year:
        start = f"{first.day} {first:%B} {first.year}"
    elif first.month != last.month:
        start = f"{first.day} {first:%B}"
    return f"Week {int(week[-2:])}, {start} to {last.day} {last:%B} {last.year}"


def values(minutes: Sequence[int]) -> str:
    """`2.0 h, 5.0 h`"""
    return ", ".join(hours(each) for each in minutes) or "none"


def clock(at: datetime | None, zone: str) -> str:
    """`Fri 27 Nov, 16:00`, on the clocks of the board; nothing of nothing."""
    if at is None:
        return ""
    there = at.astimezone(ZoneInfo(zone))
    return f"{there:%a} {there.day} {there:%b}, {there:%H:%M}"


def _its(count: int) -> str:
    return "its" if count <= 1 else "their"
