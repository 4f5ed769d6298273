"""When somebody is reminded of a session. Pure; instants are UTC, wall times those of an IANA zone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from org.working_time import Calendar, add_working_days

AFTERNOON = time(15)
MORNING = time(8)
INVITED = timedelta(days=14)
"""Before the start; those farther ahead stand in the feed."""

_HOUR = timedelta(minutes=60)


def day_before(starts_at: datetime, zone: str, calendar: Calendar) -> datetime:
    """15:00 on the clocks of `zone`, one working day of the calendar before the date that they show at the start.

    The date of the recipient, for whom a session in Sydney may begin on the evening before.
    """
    day = starts_at.astimezone(ZoneInfo(zone)).date()
    return _at(datetime.combine(add_working_days(day, -1, calendar), AFTERNOON), zone)


def hour_before(starts_at: datetime) -> datetime:
    """60 minutes that pass, whatever the clocks do."""
    return starts_at - _HOUR


def same_day(starts_at: datetime, zone: str) -> datetime:
    """08:00 in `zone` on the day of the start, and never later than an hour before it."""
    day = starts_at.astimezone(ZoneInfo(zone)).date()
    return min(_at(datetime.combine(day, MORNING), zone), hour_before(starts_at))


def invited_from(starts_at: datetime) -> datetime:
    return starts_at - INVITED


def _at(wall: datetime, zone: str) -> datetime:
    """One that does not exist is read as by a clock that was not put forward; of one that comes twice, the first."""
    return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
