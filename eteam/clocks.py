"""The clock that a stored blocker runs by: the calendar version that was copied to it, and its pauses."""

from collections.abc import Sequence
from datetime import datetime

from eteam.countdown import Countdown, countdown
from eteam.models import Blocker, Pause
from eteam.sla import due_at
from org.calendars import newest
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
    return Calendar.of(version.zone, version.weekly, version.exceptions)


def calendar_of(blocker: Blocker) -> Calendar:
    """The calendar that it was raised with, or that a confirmed edit gave it since."""
    return value(blocker.calendar, blocker.zone)


def pauses_of(blocker: Blocker, now: datetime) -> Sequence[Span]:
    """The intervals that its clock leaves out; one that lasts ends now. One statement, unless they were prefetched."""
    return [(pause.starts_at, pause.ends_at or now) for pause in blocker.pauses.all()]


def running_pause(blocker: Blocker) -> Pause | None:
    """The pause that lasts, if one does: its clock stands still. One statement, unless they were prefetched."""
    return next((pause for pause in blocker.pauses.all() if pause.ends_at is None), None)


def due_by(blocker: Blocker, calendar: Calendar, now: datetime) -> datetime:
    """When it is due if `calendar` counts, and a pause that lasts ends now. Raises ValueError where it never is."""
    return due_at(blocker.raised_at, blocker.target, calendar, pauses_of(blocker, now))


def due_now(blocker: Blocker, now: datetime) -> datetime:
    """Its due time; while its clock stands still, what it would be if the pause ended now."""
    return blocker.due_at if running_pause(blocker) is None else due_by(blocker, calendar_of(blocker), now)


def counted(blocker: Blocker, now: datetime) -> Countdown:
    """What is left of its time. No statement where calendar and pauses came with the row."""
    is_paused = running_pause(blocker) is not None
    due, pauses = due_now(blocker, now), pauses_of(blocker, now)
    return countdown(due, calendar_of(blocker), now, pauses, is_paused=is_paused)
