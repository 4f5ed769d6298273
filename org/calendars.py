"""A board's calendar in force, and the versions before it."""

from datetime import date

from org.calendar_changes import NamedCalendar
from org.models import Board
from org.models import Calendar as Version
from org.working_time import Calendar, usual


def calendar_of(board: Board) -> Calendar:
    """The newest version; for a board without one Monday to Friday, 9 to 17, in its zone. One statement."""
    return named(newest(board), board).calendar


def calendar_version(board: Board) -> int:
    """The number of the newest version, 0 for a board without one. One statement."""
    version = newest(board)
    return version.version if version else 0


def newest(board: Board) -> Version | None:
    return Version.objects.filter(board=board).newest_first().first()


def named(version: Version | None, board: Board) -> NamedCalendar:
    """The value of a stored version; None: what holds on a board that has none."""
    if version is None:
        return NamedCalendar(usual(board.zone))
    names = {date.fromisoformat(day): name for day, name in version.names.items()}
    return NamedCalendar(Calendar.of(version.zone, version.weekly, version.exceptions), names)
