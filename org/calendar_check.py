"""What is wrong with a calendar, in sentences for whoever typed it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import available_timezones

from org.hours import hours
from org.working_time import Calendar, Windows, open_time

REACHED_WITHIN_DAYS = 60
MOST_WINDOWS = 8
MOST_EXCEPTIONS = 400
YEARS_AHEAD = 10

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DAY = timedelta(days=1)
_EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Problem:
    """`where`: the ISO weekday or the date at fault, `zone`, or `week` for the calendar as a whole."""

    where: int | date | str
    sentence: str


def problems(calendar: Calendar, first: date, target: int) -> list[Problem]:
    """All that is wrong with a calendar that is to hold from `first` on; nothing: it can be taken.

    `target`: the working minutes that have to be reached within 60 days.
    """
    found = misshapen(calendar, first)
    if not found and (day := _out_of_reach(calendar, first, target)):
        found = [Problem("week", out_of_reach(day, target))]
    return found


def misshapen(calendar: Calendar, first: date) -> list[Problem]:
    """What is wrong with it whatever the target: its zone, its windows, its dates."""
    if calendar.zone not in available_timezones():
        return [Problem("zone", f"There is no time zone {calendar.zone}.")]
    return [*_of_the_week(calendar), *_of_dates(calendar, date(first.year + YEARS_AHEAD, 12, 31))]


def out_of_reach(first: date, target: int) -> str:
    """`target` in minutes."""
    return f"The {REACHED_WITHIN_DAYS} days from {_name(first)} on have less than {hours(target)} of working time."


def _of_the_week(calendar: Calendar) -> Iterator[Problem]:
    for day, name in enumerate(WEEKDAYS, 1):
        yield from (Problem(day, sentence) for sentence in _of_windows(name, calendar.weekly.get(day, ())))
    if not any(calendar.weekly.values()):
        yield Problem("week", "No day of the week is open.")


def _of_dates(calendar: Calendar, latest: date) -> Iterator[Problem]:
    if len(calendar.exceptions) > MOST_EXCEPTIONS:
        yield Problem("week", f"There are more than {MOST_EXCEPTIONS} dates: take out those of long ago.")
    for day, windows in sorted(calendar.exceptions.items()):
        if not _EARLIEST <= day <= latest:
            yield Problem(day, f"{_name(day)} is not between {_EARLIEST.year} and {latest.year}.")
        yield from (Problem(day, sentence) for sentence in _of_windows(_name(day), windows))


def _of_windows(name: str, windows: Windows) -> Iterator[str]:
    if len(windows) > MOST_WINDOWS:
        yield f"{name} has more than {MOST_WINDOWS} windows."
    for window in windows:
        opens, closes = window.texts
        if not 0 <= window.opens < window.closes <= 24 * 60:
            yield f"{name} closes at {closes}, which is not after {opens} on the same day."
    for before, after in zip(sorted(windows), sorted(windows)[1:], strict=False):
        if after.opens < before.closes:
            yield f"{name} has windows that overlap: {'–'.join(before.texts)} and {'–'.join(after.texts)}."


def _out_of_reach(calendar: Calendar, first: date, target: int) -> date | None:
    """The first day from which too little working time comes, if there is one; looked for past the last exception."""
    starts = max((max(calendar.exceptions, default=first) - first).days, 0) + 8
    length = [open_time(first + _DAY * number, calendar) for number in range(starts + REACHED_WITHIN_DAYS)]
    for number in range(starts):
        coming = sum(length[number : number + REACHED_WITHIN_DAYS], timedelta())
        if coming < timedelta(minutes=target):
            return first + _DAY * number
    return None


def _name(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
