"""What one version of a calendar changes in another, in words. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from org.calendar_check import WEEKDAYS
from org.hours import show
from org.working_time import Calendar, Windows


@dataclass(frozen=True, slots=True)
class NamedCalendar:
    """A calendar, and what its dates are called: `{date(2026, 12, 24): "Christmas Eve"}`."""

    calendar: Calendar
    names: Mapping[date, str] = field(default_factory=dict)


def differences(before: NamedCalendar, after: NamedCalendar) -> list[str]:
    """`Monday: 09:00–17:00 → 09:00–16:00`, `24 December 2026 (Christmas Eve): closed`; [] where both are the same."""
    return [*_of_zone(before.calendar, after.calendar), *_of_week(before, after), *_of_dates(before, after)]


def day_name(day: date, name: str = "") -> str:
    """`24 December 2026 (Christmas Eve)`"""
    return f"{day.day} {day:%B %Y}" + (f" ({name})" if name else "")


def _of_zone(before: Calendar, after: Calendar) -> Iterator[str]:
    if before.zone != after.zone:
        yield f"time zone: {before.zone} → {after.zone}"


def _of_week(before: NamedCalendar, after: NamedCalendar) -> Iterator[str]:
    for number, name in enumerate(WEEKDAYS, 1):
        was, becomes = (each.calendar.weekly.get(number, ()) for each in (before, after))
        if was != becomes:
            yield f"{name}: {show(was)} → {show(becomes)}"


def _of_dates(before: NamedCalendar, after: NamedCalendar) -> Iterator[str]:
    for day in sorted({*before.calendar.exceptions, *after.calendar.exceptions}):
        was, becomes = (_entry(each, day) for each in (before, after))
        if was == becomes:
            continue
        if becomes is None:
            yield f"{day_name(day, before.names.get(day, ''))}: taken out"
        elif was is not None and was[0] != becomes[0]:
            yield f"{day_name(day, becomes[1])}: {show(was[0])} → {show(becomes[0])}"
        else:
            yield f"{day_name(day, becomes[1])}: {show(becomes[0])}"


def _entry(calendar: NamedCalendar, day: date) -> tuple[Windows, str] | None:
    windows = calendar.calendar.exceptions.get(day)
    return None if windows is None else (windows, calendar.names.get(day, ""))
