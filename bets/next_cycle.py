"""What the next cycle would be, if nobody says otherwise. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_LOCKS_BEFORE = timedelta(weeks=2)
_ANSWERS_BEFORE = timedelta(weeks=4)
_CLOSES_BEFORE = timedelta(weeks=6)
"""Before the half-year begins: two weeks to answer what is asked of teams, and two more to bring it into one order."""

_CLOSES_AT = time(17)


@dataclass(frozen=True, slots=True)
class NextCycle:
    """`pitches_close_at` is on the board's wall clock."""

    name: str
    starts_on: date
    ends_on: date
    pitches_close_at: datetime
    confirm_by: date
    locks_on: date


def next_cycle(newest_ends_on: date | None, today: date) -> NextCycle:
    """The first half-year that begins after `today`, and after the newest cycle ends. Its dates are weekdays."""
    after = max(today, newest_ends_on or today)
    starts = date(after.year, 7, 1) if after.month <= 6 else date(after.year + 1, 1, 1)
    ends = date(starts.year, 6, 30) if starts.month == 1 else date(starts.year, 12, 31)
    return NextCycle(
        name=f"{starts.year}H{1 if starts.month == 1 else 2}",
        starts_on=starts,
        ends_on=ends,
        pitches_close_at=datetime.combine(_weekday(starts - _CLOSES_BEFORE), _CLOSES_AT),
        confirm_by=_weekday(starts - _ANSWERS_BEFORE),
        locks_on=_weekday(starts - _LOCKS_BEFORE),
    )


def _weekday(day: date) -> date:
    """The day, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - 4))
