"""What somebody owes, sorted by when it is due, on the clocks of the board. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Due:
    """`at` is exclusive: from then on it is overdue. `hour`: it ends at that hour, and not with a day."""

    at: datetime
    hour: bool


@dataclass(frozen=True, slots=True)
class Owed:
    """A sentence, and the page where it is mended. Without `due` it can be done at any time."""

    sentence: str
    url: str
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One of a section; `when` as people say it: "today, 18:00", "Friday 27 November"."""

    sentence: str
    url: str
    when: str


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    lines: tuple[Line, ...]
    is_overdue: bool = False


def by_day(last: date | None, zone: str) -> Due | None:
    """Due with the end of the day `last` on the clocks of `zone`; None stays None."""
    if last is None:
        return None
    return Due(datetime.combine(last + timedelta(days=1), time(), ZoneInfo(zone)), hour=False)


def by_hour(at: datetime) -> Due:
    """Due at this instant."""
    return Due(at, hour=True)


def sections(owed: Iterable[Owed], now: datetime, zone: str) -> tuple[Section, ...]:
    """Overdue, today, this week (to its Sunday), later, any time: each by date, those that are empty left out."""
    today = now.astimezone(ZoneInfo(zone)).date()
    found: dict[str, list[Owed]] = {"Overdue": [], "Today": [], "This week": [], "Later": [], "Any time": []}
    for item in sorted(owed, key=_by_date):
        found[_section(item.due, now, today, zone)].append(item)
    return tuple(
        Section(name, tuple(_line(item, today, zone) for item in items), is_overdue=name == "Overdue")
        for name, items in found.items()
        if items
    )


def _by_date(item: Owed) -> tuple[bool, float]:
    """What has no date comes last; the order of equals stays."""
    return (item.due is None, item.due.at.timestamp() if item.due else 0)


def _section(due: Due | None, now: datetime, today: date, zone: str) -> str:
    if due is None:
        return "Any time"
    if due.at <= now:
        return "Overdue"
    last = _last_day(due, zone)
    sunday = today + timedelta(days=7 - today.isoweekday())
    return "Today" if last <= today else "This week" if last <= sunday else "Later"


def _line(item: Owed, today: date, zone: str) -> Line:
    return Line(item.sentence, item.url, _when(item.due, today, zone) if item.due else "")


def _when(due: Due, today: date, zone: str) -> str:
    last = _last_day(due, zone)
    hour = f", {due.at.astimezone(ZoneInfo(zone)):%H:%M}" if due.hour else ""
    return f"{_day(last, today)}{hour}"


def _last_day(due: Due, zone: str) -> date:
    """The day on which it can still be done in time: what ends at midnight is due the day before."""
    return (due.at.astimezone(ZoneInfo(zone)) - timedelta(microseconds=1)).date()


def _day(day: date, today: date) -> str:
    """ "today", "Friday 27 November"; the year where it is another."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get((day - today).days)
    year = f" {day.year}" if day.year != today.year else ""
    return near or f"{day:%A} {day.day} {day:%B}{year}"
