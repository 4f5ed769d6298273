"""What a timetable would still do to a board's sessions: those that are missing, and those that would follow it.

The preview and the act read the same. A session is known by the ISO week of the date that the timetable gave it: one
of each kind a week, wherever it was moved to and even if it was cancelled.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from bets.models import Cycle
from eteam.models import Room, Session
from eteam.schedule import ComesTwice, Leapt, NoSuchTime, Planned, in_week_of, leapt, on, planned
from journal.refusals import Invalid

MOST_DAYS = 732
"""That are planned at once: a room that is planned for longer than two years is a slip of the keyboard."""

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Shift:
    """A planned session and where the timetable has it now; `to` None: nowhere."""

    session: Session
    to: Planned | None


class Doubtful(Invalid):
    """A time does not exist, or comes twice: the field at fault is `fold` then, to be sent as 0 or 1."""


@contextmanager
def certain(field: str = "starts_at") -> Iterator[None]:
    """Raises Doubtful, with a sentence at `field` or `fold`, for what is no time or two."""
    try:
        yield
    except NoSuchTime as none:
        raise Doubtful(str(none), errors={field: str(none)}) from none
    except ComesTwice as two:
        raise Doubtful(str(two), errors={"fold": str(two)}) from two


def missing(room: Room, cycle: Cycle, now: datetime, fold: int | None = None) -> list[Planned]:
    """What the timetable gives to the rest of the cycle and is not there yet, by start. One statement.

    None that would lie over a session that stands: somebody put that one there. Raises Doubtful.
    """
    first = _first_day(room, cycle, now)
    with certain():
        wanted = planned(room.timetable, first, cycle.ends_on, fold)
    there = Q(planned_on__gt=first - _WEEK) | Q(state__in=[Session.State.PLANNED, Session.State.RUNNING])
    rows = list(Session.objects.filter(there, board=room.board_id))
    given = {_week(each.kind, each.planned_on) for each in rows if each.planned_on}
    ahead = [each for each in wanted if each.starts_at > now and _week(each.kind, each.on) not in given]
    standing = [each for each in rows if each.stands]
    return [each for each in ahead if not _is_taken(each, standing)]


def without_a_time(room: Room, cycle: Cycle, now: datetime) -> list[Leapt]:
    """The dates of the rest of the cycle for which somebody has to choose a time, and has not. One or no statement.

    A session of the same kind in the same week settles it, whenever it is and whatever became of it.
    """
    found = leapt(room.timetable, _first_day(room, cycle, now), cycle.ends_on)
    if not found:
        return []
    near = Session.objects.filter(board=room.board_id, starts_at__gte=now - _WEEK)
    given = {_week(each.kind, each.starts_at.astimezone(ZoneInfo(room.zone)).date()) for each in near}
    return [each for each in found if _week(each.kind, each.on) not in given]


def _first_day(room: Room, cycle: Cycle, now: datetime) -> date:
    first = max(cycle.starts_on, now.astimezone(ZoneInfo(room.zone)).date())
    if (cycle.ends_on - first).days > MOST_DAYS:
        raise Invalid("This cycle has more than two years to go: shorten it first.")
    return first


def shifts(room: Room, now: datetime, fold: int | None = None) -> list[Shift]:
    """The planned sessions that are not where the timetable has them, and would go there. One statement.

    What was moved by hand stays where it is, and so does what would come into the past or over another that stays.
    Raises Doubtful.
    """
    standing = list(Session.objects.standing().filter(board=room.board_id, ends_at__gt=now).by_start())
    free = [each for each in standing if each.follows_timetable and each.starts_at > now]
    fixed = [each for each in standing if each not in free]
    with certain():
        found = [Shift(each, _place(room, each, fold)) for each in free]
    return [shift for shift in found if _differs(shift) and _is_possible(shift, fixed, now)]


def _place(room: Room, session: Session, fold: int | None) -> Planned | None:
    meeting = room.timetable.of(session.kind)
    if meeting is None or session.planned_on is None:
        return None
    return on(in_week_of(session.planned_on, meeting), meeting, room.zone, fold)


def _differs(shift: Shift) -> bool:
    session = shift.session
    return shift.to is None or (shift.to.starts_at, shift.to.ends_at) != (session.starts_at, session.ends_at)


def _is_possible(shift: Shift, fixed: Sequence[Session], now: datetime) -> bool:
    return shift.to is None or (shift.to.starts_at > now and not _is_taken(shift.to, fixed))


def _is_taken(planned: Planned, standing: Sequence[Session]) -> bool:
    return any(each.overlaps(planned.starts_at, planned.ends_at) for each in standing)


def _week(kind: str, day: date) -> tuple[str, int, int]:
    return kind, *day.isocalendar()[:2]
