"""Each says for themselves that they are in the room; nobody says it of another."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest

from eteam.access import authorise, held
from eteam.events.session import SessionEntered, SessionLeft
from eteam.models import Presence, Session
from eteam.session.current import demand_running
from eteam.session.seats import AWAY_AFTER, is_member, manager_among
from journal.kinds import Payload
from journal.record import record
from org.access import today
from org.direct_reports import DirectReportNotAllowed
from org.models import Membership

ATTEND = "eteam.attend_self"


@transaction.atomic
def enter(*, session: Session, by: Membership, now: datetime) -> Presence:
    """`by` is there: for the first time or again. Who is there already only says so again.

    A steward who is neither leader nor VP is there as steward. Raises NoSession, and DirectReportNotAllowed for
    whoever has a manager who is a VP of this room, unless a leader recorded an exception.
    """
    held(session.board_id, by, ATTEND)
    session, member = demand_running(session), today(by)
    _check_manager(member, now)
    seat, _ = Presence.objects.get_or_create(
        session=session, member=member,
        defaults={"board_id": session.board_id, "recorded_by": member, "since": now, "seen_at": now, "left_at": now},
    )  # fmt: skip
    was_here = seat.left_at is None and seat.seen_at > now - AWAY_AFTER
    seat.seen_at, seat.left_at, seat.as_steward = max(seat.seen_at, now), None, not is_member(member, now)
    seat.save(update_fields=["seen_at", "left_at", "as_steward"])
    if not was_here:
        _record(SessionEntered(session=session.pk, as_steward=seat.as_steward), session, by, now)
    return seat


@transaction.atomic
def leave(*, session: Session, by: Membership, now: datetime) -> None:
    """`by` is gone. Who was not there leaves nothing. Raises NoSession."""
    held(session.board_id, by, ATTEND)
    session = demand_running(session)
    if Presence.objects.filter(session=session, member=by, left_at=None).update(left_at=now):
        _record(SessionLeft(session=session.pk), session, by, now)


def still_there(*, session: Session, by: Membership, now: datetime) -> bool:
    """A page of theirs says so every 20 seconds: one statement, no lock, no event. Whether they count as there.

    Who counted as gone, because their machine slept, enters again; who left does not: they said so.
    """
    authorise(by, ATTEND)
    running = Session.State.RUNNING
    seat = Presence.objects.filter(session=session, session__state=running, member=by, left_at=None)
    if seat.filter(seen_at__gt=now - AWAY_AFTER).update(seen_at=Greatest(F("seen_at"), Value(now))):
        return True
    if not seat.exists():
        return False
    enter(session=session, by=by, now=now)
    return True


def _check_manager(member: Membership, now: datetime) -> None:
    """The leaders' own reports, the VPs, can join; their reports cannot, not as steward either."""
    manager = manager_among(member, now)
    if manager is not None and not member.direct_report_exception:
        sentence = (
            f"You report to {manager.name}, who is a VP in this room, so you cannot join it."
            f" A leader can record an exception, with a reason."
        )
        raise DirectReportNotAllowed(sentence, errors={"member": sentence})


def _record(payload: Payload, session: Session, by: Membership, now: datetime) -> None:
    record(payload, board_id=session.board_id, topic=session.topic, by=by, subject=session, now=now)
