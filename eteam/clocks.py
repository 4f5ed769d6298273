"""The clock that a stored blocker runs by: the calendar version that was copied to it, and its pauses."""

from collections.abc import Sequence
from datetime import datetime

from eteam.models import Blocker
from org.calendars import named, newest
from org.models import Calendar as Version
from org.models import Team
from org.working_time import Calendar, Span, usual


def calendar_version(team: Team) -> Version | None:
    """The version that counts for what blocks this team from now on: its own, else its board's. Two statements."""
    return newest(team.board, team) or newest(team.board)


def value(version: Version | None, zone: str) -> Calendar:
    """What a stored version says; without one, the usual week in `zone`."""
    if version is None:
        return usual(zone)
    return named(version, version.board).calendar


def calendar_of(blocker: Blocker) -> Calendar:
    """The calendar that it was raised with, or that a confirmed edit gave it since."""
    return value(blocker.calendar, blocker.zone)


def pauses_of(blocker: Blocker, now: datetime) -> Sequence[Span]:
    """The intervals that its clock leaves out; one that lasts ends now. One statement, unless they were prefetched."""
    return [(pause.starts_at, pause.ends_at or now) for pause in blocker.pauses.all()]
