"""The calendar page: what holds, what it means for the next two weeks, and who changed what.

Of a board, or of a team. Four statements.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from org.calendar_changes import NamedCalendar, differences
from org.calendar_check import WEEKDAYS
from org.calendar_consequences import target
from org.calendars import named, newest_of_all
from org.hours import hours, show
from org.models import Board, Team
from org.models import Calendar as Version
from org.moments import place
from org.working_time import Calendar, Windows, due, usual

_DAYS = 14
_SHOWN = 20
"""Versions; there is nothing to be decided by older ones."""


@dataclass(frozen=True)
class Day:
    """One date. `word`: what sets it apart from its week, empty if nothing does."""

    day: date
    hours: str
    is_open: bool
    word: str


@dataclass(frozen=True)
class Change:
    """One version, and what it changed in the one before it, or in the board's by which the team worked."""

    version: Version
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class CalendarPage:
    """`version` 0: nobody has set anything. `is_own`: the team does not work by the board's.

    `target`: when what is promised, which is `promised` (`20 hours`), is over, counted from now. `teams`: all of the
    board, and the version of their own calendar, 0 for those that work by the board's.
    """

    team: Team | None
    boards_version: int
    teams: tuple[tuple[Team, int], ...]
    value: NamedCalendar
    version: int
    is_own: bool
    week: tuple[tuple[str, str], ...]
    fortnight: tuple[Day, ...]
    coming: tuple[Day, ...]
    past: tuple[Day, ...]
    promised: str
    target: datetime
    changes: tuple[Change, ...]
    older: int

    @property
    def headline(self) -> str:
        """`40 hours a week, on the clocks of Stockholm.`"""
        calendar = self.value.calendar
        return f"{hours(_minutes_a_week(calendar))} a week, on the clocks of {place(calendar.zone)}."


def calendar_page(board: Board, now: datetime, team: Team | None = None) -> CalendarPage:
    """Of the team, if one is named: what it works by, and the versions of its own."""
    versions = list(
        Version.objects.filter(board=board, team=team).select_related("made_by__person").newest_first()[: _SHOWN + 1]
    )
    newest = newest_of_all(board.pk)
    boards = newest.get(None)
    is_own = team is not None and team.pk in newest
    value, today = named(versions[0] if is_own and versions else boards, board), board.today(now)
    calendar, listed = value.calendar, sorted(value.calendar.exceptions)
    changes, minutes = _changes(versions, board), target(board)
    return CalendarPage(
        team=team,
        boards_version=boards.version if boards else 0,
        teams=() if team else _teams(board, newest),
        value=value,
        version=versions[0].version if versions else 0,
        is_own=is_own,
        week=tuple((name, show(calendar.weekly.get(day, ()))) for day, name in enumerate(WEEKDAYS, 1)),
        fortnight=tuple(_day(today + timedelta(days=number), value) for number in range(_DAYS)),
        coming=tuple(_day(day, value) for day in listed if day >= today),
        past=tuple(_day(day, value) for day in listed if day < today),
        promised=hours(minutes),
        target=due(now, minutes, calendar),
        changes=changes,
        older=versions[0].version - len(changes) if versions else 0,
    )


def _changes(versions: list[Version], board: Board) -> tuple[Change, ...]:
    """The newest first. Before the first version there was the usual week, in what is the zone since.

    What a team begins with was the board's: of its first version nothing is said.
    """
    values = [named(version, board) for version in versions]
    if versions and versions[-1].version == 1:
        values.append(values[-1] if versions[-1].team_id else NamedCalendar(usual(versions[-1].zone)))
    pairs = zip(versions, values, values[1:], strict=False)
    return tuple(Change(version, tuple(differences(before, after))) for version, after, before in pairs)[:_SHOWN]


def _teams(board: Board, newest: Mapping[int | None, Version]) -> tuple[tuple[Team, int], ...]:
    teams = Team.objects.filter(board=board).order_by("name")
    return tuple((team, newest[team.pk].version if team.pk in newest else 0) for team in teams)


def _day(day: date, value: NamedCalendar) -> Day:
    windows = value.calendar.on(day)
    return Day(day, show(windows), bool(windows), _word(day, value))


def _word(day: date, value: NamedCalendar) -> str:
    """`Christmas Eve`, `half day`, `extra working day: Stocktaking`"""
    name = value.names.get(day, "")
    kind = _kind(value.calendar.on(day), value.calendar.weekly.get(day.isoweekday(), ()))
    return ": ".join(part for part in (kind, name) if part)


def _kind(windows: Windows, usual: Windows) -> str:
    if windows == usual or not windows:
        return ""
    if not usual:
        return "extra working day"
    return "half day" if _minutes(windows) < _minutes(usual) else "other hours"


def _minutes_a_week(calendar: Calendar) -> int:
    return sum(_minutes(windows) for windows in calendar.weekly.values())


def _minutes(windows: Windows) -> int:
    return sum(window.closes - window.opens for window in windows)
