"""Sessions are planned for a cycle, added, moved, cancelled and taken up again; each has a chair. One event an act.

Each act holds the room, and routes all blockers again before it ends: what can wait depends on what is planned.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from bets.actions.validity import check_reason, refuse
from bets.models import Cycle
from eteam.access import held
from eteam.actions.rerouting import reroute
from eteam.coming import missing
from eteam.events.planning import (
    ChairNamed,
    SessionAdded,
    SessionCancelled,
    SessionMoved,
    SessionRestored,
    SessionsPlanned,
)
from eteam.models import Room, Session
from journal.kinds import Payload
from journal.record import record
from journal.refusals import Refusal, WrongState
from org.models import Membership
from org.moments import utc, wall

SCHEDULE = "eteam.session.schedule_move_cancel"

SHORTEST, LONGEST = 5, 720
"""Minutes."""
FARTHEST = timedelta(days=732)
"""From now on."""


class Taken(Refusal):
    """Two rooms at once: nobody can be in both."""

    code = "taken"


class Stale(Refusal):
    """Somebody moved or cancelled it meanwhile."""

    code = "stale"


@transaction.atomic
def generate(
    *, cycle: Cycle, by: Membership, now: datetime, fold: int | None = None, expected: int | None = None
) -> list[Session]:
    """The sessions and checkpoints that the timetable gives to the rest of the cycle and that are not there yet.

    Those on closed days too: whoever moves them sees what it does to the wait. A date on which the clocks leap over
    the time is left out, for somebody to choose another. None missing: nothing happens.
    Raises Doubtful, and Stale unless as many are missing as were `expected`.
    """
    room = held(cycle.board_id, by, SCHEDULE)
    wanted = missing(room, cycle, now, fold)
    if expected is not None and expected != len(wanted):
        raise Stale("The sessions or the timetable changed meanwhile: look at the list again.")
    if not wanted:
        return []
    made = Session.objects.bulk_create(
        Session(board_id=room.board_id, cycle=cycle, kind=each.kind, planned_on=each.on, zone=room.zone,
                starts_at=each.starts_at, ends_at=each.ends_at)
        for each in wanted
    )  # fmt: skip
    reroute(room, now)
    payload = SessionsPlanned(cycle=cycle.pk, sessions=[each.pk for each in made])
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=room, now=now)
    return made


@transaction.atomic
def add(
    *,
    room: Room,
    kind: str,
    starts_at: datetime,
    minutes: int,
    by: Membership,
    now: datetime,
    cycle: Cycle | None = None,
) -> Session:
    """One more, beside the timetable; without `cycle` that of its date. Raises Invalid and Taken."""
    room = held(room.board_id, by, SCHEDULE)
    if kind not in Session.Kind.values:
        raise refuse({"kind": "It is a session or a checkpoint."})
    starts_at = starts_at.astimezone(UTC)
    _check_time(starts_at, minutes, now)
    session = Session(
        board_id=room.board_id, kind=kind, zone=room.zone, starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
    )  # fmt: skip
    _refuse_taken(session)
    session.cycle = cycle or _cycle_of(session)
    session.save()
    _end(SessionAdded(session=session.pk, starts_at=utc(starts_at), minutes=minutes), session, room, by, now)
    return session


@transaction.atomic
def move(
    *,
    session: Session,
    starts_at: datetime,
    minutes: int,
    by: Membership,
    now: datetime,
    revision: int | None = None,
) -> Session:
    """To another time, another length, or both: a new revision. The same as it is: nothing happens.

    `revision`: the one that the mover saw. Raises WrongState unless it is planned, Invalid, Taken and Stale.
    """
    room = held(session.board_id, by, SCHEDULE)
    session = _planned(session, "moved", revision)
    starts_at = starts_at.astimezone(UTC)
    if (session.starts_at, session.minutes) == (starts_at, minutes):
        return session
    _check_time(starts_at, minutes, now)
    before = session.starts_at
    session.starts_at, session.ends_at = starts_at, starts_at + timedelta(minutes=minutes)
    _refuse_taken(session)
    session.moved = True
    _revise(session, "starts_at", "ends_at", "moved")
    payload = SessionMoved(
        session=session.pk, revision=session.revision, before=utc(before), after=utc(starts_at), minutes=minutes
    )
    _end(payload, session, room, by, now)
    return session


@transaction.atomic
def cancel(*, session: Session, reason: str, by: Membership, now: datetime, revision: int | None = None) -> Session:
    """It is not held, for this reason: a new revision. Raises WrongState unless it is planned, Invalid and Stale."""
    room = held(session.board_id, by, SCHEDULE)
    session = _planned(session, "cancelled", revision)
    check_reason(reason)
    if "\0" in reason:
        raise refuse({"reason": "There is a character in it that cannot be kept."})
    session.state, session.cancelled_for = Session.State.CANCELLED, reason.strip()
    _revise(session, "state", "cancelled_for")
    payload = SessionCancelled(
        session=session.pk, revision=session.revision, starts_at=utc(session.starts_at), reason=session.cancelled_for
    )
    _end(payload, session, room, by, now)
    return session


@transaction.atomic
def restore(*, session: Session, by: Membership, now: datetime) -> Session:
    """A cancelled one is held after all: a new revision. Raises WrongState, Taken, and Invalid if it would be over."""
    room = held(session.board_id, by, SCHEDULE)
    session = _today(session)
    if session.state != Session.State.CANCELLED:
        raise WrongState(f"This {_noun(session)} is {session.get_state_display().lower()}, not cancelled.")
    _check_time(session.starts_at, session.minutes, now)
    _refuse_taken(session)
    session.state, session.cancelled_for = Session.State.PLANNED, ""
    _revise(session, "state", "cancelled_for")
    payload = SessionRestored(session=session.pk, revision=session.revision, starts_at=utc(session.starts_at))
    _end(payload, session, room, by, now)
    return session


@transaction.atomic
def name_chair(*, session: Session, chair: Membership | None, by: Membership, now: datetime) -> Session:
    """The leader who presides, and who is told first of what cannot wait; None: whoever opened the last one.

    Raises WrongState if it is over, and Invalid for somebody who does not lead this board now.
    """
    room = held(session.board_id, by, SCHEDULE)
    session = _today(session)
    if not session.stands:
        raise WrongState(f"This {_noun(session)} is {session.get_state_display().lower()}.")
    leaders = Membership.objects.filter(board=session.board_id).leaders()
    if chair is not None and not leaders.filter(pk=chair.pk).exists():
        raise refuse({"chair": "The chair is one of the leaders."})
    if session.chair_id == (chair.pk if chair else None):
        return session
    session.chair = chair
    session.save(update_fields=["chair"])
    name = chair.name if chair else ""
    payload = ChairNamed(session=session.pk, chair=chair.pk if chair else None, name=name)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=session, now=now)
    return session


# --- parts of the above; the caller holds the room


def _today(session: Session) -> Session:
    return Session.objects.select_related("board").get(pk=session.pk)


def _planned(session: Session, what: str, revision: int | None) -> Session:
    """The session as it stands now, if it can be moved or cancelled."""
    session = _today(session)
    if session.state != Session.State.PLANNED:
        state = session.get_state_display().lower()
        raise WrongState(f"This {_noun(session)} is {state}: only one that is planned can be {what}.")
    if revision is not None and revision != session.revision:
        there = wall(session.starts_at, session.zone)
        raise Stale(f"Somebody moved this {_noun(session)} meanwhile, to {there}. Look at it again.")
    return session


def _check_time(starts_at: datetime, minutes: int, now: datetime) -> None:
    """Raise Invalid for a past, a far or a long one."""
    if starts_at <= now:
        raise refuse({"starts_at": "That is past."})
    if starts_at > now + FARTHEST:
        raise refuse({"starts_at": "That is more than two years ahead."})
    if not SHORTEST <= minutes <= LONGEST:
        raise refuse({"minutes": f"Between {SHORTEST} and {LONGEST} minutes."})


def _refuse_taken(session: Session) -> None:
    """Raise Taken if another that stands is at the same time."""
    others = Session.objects.standing().filter(board=session.board_id).exclude(pk=session.pk)
    other = others.filter(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at).by_start().first()
    if other is not None:
        sentence = f"The {_noun(other)} of {wall(other.starts_at, other.zone)} is at that time."
        raise Taken(sentence, errors={"starts_at": sentence})


def _cycle_of(session: Session) -> Cycle | None:
    """The newest that has the date."""
    day = session.starts_at.date()
    return Cycle.objects.filter(board=session.board_id, starts_on__lte=day, ends_on__gte=day).newest_first().first()


def _revise(session: Session, *fields: str) -> None:
    """What was said of the revision before no longer holds."""
    session.revision += 1
    session.save(update_fields=[*fields, "revision"])


def _end(payload: Payload, session: Session, room: Room, by: Membership, now: datetime) -> None:
    reroute(room, now)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=session, now=now)


def _noun(session: Session) -> Any:
    return session.get_kind_display().lower()
