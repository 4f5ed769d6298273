"""When a blocker is due, and when each step of its ladder is. Pure; rules E1 and E2.

Everything is counted in working minutes of the calendar that the blocker was raised with; instants are in UTC.
"""

from collections.abc import Sequence
from datetime import datetime

from org.working_time import Calendar, Span, due

STEPS = (0, 50, 80, 100)
"""Percent of the target at which the ladder of a blocker that cannot wait has a step."""


def due_at(raised_at: datetime, target: int, calendar: Calendar, pauses: Sequence[Span] = ()) -> datetime:
    """The earliest instant at which `target` working minutes are over, pauses taken out. Raises ValueError."""
    return due(raised_at, target, calendar, pauses)


def step_at(
    percent: int, raised_at: datetime, target: int, calendar: Calendar, pauses: Sequence[Span] = ()
) -> datetime:
    """When `percent` of the target is over; of 0 it is the raise itself."""
    return due(raised_at, target * percent // 100, calendar, pauses)


def step_reached(
    at: datetime, raised_at: datetime, target: int, calendar: Calendar, pauses: Sequence[Span] = ()
) -> int:
    """The highest step of the ladder that is reached at `at`: those below it collapse into it."""
    reached = (step for step in STEPS if step_at(step, raised_at, target, calendar, pauses) <= at)
    return max(reached, default=0)
