"""A session on a day that is closed: which working days are near, and how long the longest wait becomes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from eteam.promise import gaps
from eteam.schedule import instants
from org.working_time import Calendar, worked

_DAY = timedelta(days=1)
_FAR = 21
"""Days that are looked through on either side."""

KEEP, BEFORE, AFTER, CANCEL = "keep", "before", "after", "cancel"

Span = tuple[datetime, datetime]
"""Start and end of a session, in UTC."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be done about it: `at` None for cancelling. `longest`: the working minutes of the longest gap around it,
    in which somebody may wait; None for cancelling the last one, after which nothing comes.
    """

    what: str
    at: datetime | None
    longest: int | None


def is_shut(span: Span, calendar: Calendar) -> bool:
    """Whether its day is closed, or is one with other hours of which the session has none."""
    day = span[0].astimezone(ZoneInfo(calendar.zone)).date()
    if not calendar.is_working_day(day):
        return True
    return day in calendar.exceptions and not worked(*span, calendar)


def choices(span: Span, others: Sequence[Span], zone: str, calendar: Calendar, now: datetime) -> list[Choice]:
    """Leave it, the nearest working days before and after at the same time of `zone`, and cancel.

    `others`: the sessions and checkpoints that stand beside it; before the first of them people wait from now on.
    A day is none of the choices if it is past, or if it would bring the session over or past its neighbour.
    """
    earlier = max((other for other in others if other[0] < span[0]), default=(now, now))
    later = min((other for other in others if other[0] >= span[0]), default=None)
    found = [_choice(KEEP, span[0], earlier, later, calendar)]
    for what, step in ((BEFORE, -_DAY), (AFTER, _DAY)):
        at = _nearest(span, step, zone, calendar)
        if at is not None and at > now and _is_between(at, span[1] - span[0], earlier, later):
            found.append(_choice(what, at, earlier, later, calendar))
    return [*found, _choice(CANCEL, None, earlier, later, calendar)]


def _nearest(span: Span, step: timedelta, zone: str, calendar: Calendar) -> datetime | None:
    """The next date with the same time on the wall that is open then; None within three weeks."""
    wall = span[0].astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    for number in range(1, _FAR + 1):
        for at in instants(wall + step * number, zone)[:1]:
            if not is_shut((at, at + (span[1] - span[0])), calendar):
                return at
    return None


def _is_between(at: datetime, length: timedelta, earlier: Span, later: Span | None) -> bool:
    return at >= earlier[1] and (later is None or at + length <= later[0])


def _choice(what: str, at: datetime | None, earlier: Span, later: Span | None, calendar: Calendar) -> Choice:
    around = [earlier[0], *([later[0]] if later else [])]
    points = sorted([*around, *([at] if at else [])])
    return Choice(what, at, max(gaps(points, calendar), default=None))
