"""The calendar in force of a board, or of a team that has its own, and the versions before it."""

from datetime import date

from org.calendar_changes import NamedCalendar
from org.models import Board, Team
from org.models import Calendar as Version
from org.working_time import Calendar, usual


def calendar_of(board: Board) -> Calendar:
    """The newest version; for a board without one Monday to Friday, 9 to 17, in its zone. One statement."""
    return named(newest(board), board).calendar


def calendar_version(board: Board) -> int:
    """The number of the newest version, 0 for a board without one. One statement."""
    version = newest(board)
    return version.version if version else 0


def newest_of_all(board: int) -> dict[int | None, Version]:
    """The newest version of the board, under None, and of each team that has its own, by the team. One statement."""
    versions = Version.objects.filter(board=board).order_by("team_id", "-version").distinct("team_id")
    return {version.team_id: version for version in versions if not version.follows}


def in_force(board: Board, team: Team | None = None) -> NamedCalendar:
    """What the team works by: its own calendar, else the board's; without a team the board's. Two statements."""
    own = newest(board, team) if team else None
    return named(own or newest(board), board)


def newest(board: Board, team: Team | None = None) -> Version | None:
    """What counts of the team's own, if one is named; else of the board's. None for a team that follows the board."""
    version = latest(board, team)
    return None if version is None or version.follows else version


def latest(board: Board, team: Team | None = None) -> Version | None:
    """The version that the next one comes after, be it one by which the team follows the board again."""
    return Version.objects.filter(board=board, team=team).newest_first().first()


def named(version: Version | None, board: Board) -> NamedCalendar:
    """The value of a stored version; None: what holds on a board that has none."""
    if version is None:
        return NamedCalendar(usual(board.zone))
    names = {date.fromisoformat(day): name for day, name in version.names.items()}
    return NamedCalendar(Calendar.of(version.zone, version.weekly, version.exceptions), names)
