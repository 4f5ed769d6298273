"""A ranking session is opened and closed, and each says for themselves that they are there."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.urls import reverse

from bets.access import authorise, held, may
from bets.events import SessionClosed, SessionEntered, SessionLeft, SessionOpened
from bets.models import Attendance, Cycle, RankingSession
from bets.models.session import AWAY_AFTER
from bets.session.current import current, demand_current, to_be_pitched
from journal.kinds import Payload
from journal.record import record
from journal.refusals import Refusal
from org.models import Membership
from org.notices import tell

RUN = "session.presenter_freeze_clock"
ATTEND = "session.attend"


class SessionIsOpen(Refusal):
    """One at a time: a second would split the room."""

    code = "session_open"


@transaction.atomic
def open_session(*, cycle: Cycle, by: Membership, now: datetime) -> RankingSession:
    """Everybody who may attend is told. To be pitched are all submitted bets, the tray first.

    Raises SessionIsOpen while one of the cycle is.
    """
    cycle = held(cycle, by, RUN)
    if (open_one := current(cycle)) is not None:
        raise SessionIsOpen(f"{open_one.opened_by.name} has opened a session already, and it is not closed yet.")
    session = RankingSession.objects.create(
        board=cycle.board, cycle=cycle, opened_by=by, opened_at=now, running=to_be_pitched(cycle)
    )
    payload = SessionOpened(session=session.pk)
    sentence = f"{by.name} opened the ranking session of {cycle.name}."
    tell(_invited(cycle), payload, sentence, reverse("session", args=[cycle.pk]), by=by, now=now)
    _record(payload, cycle, by, now)
    return session


@transaction.atomic
def close_session(*, cycle: Cycle, by: Membership, now: datetime) -> RankingSession:
    """The order is thawed with it. The event names all who were there. Raises NoSession."""
    cycle = held(cycle, by, RUN)
    return _close(demand_current(cycle), cycle, by, now)


def conclude(*, cycle: Cycle, by: Membership, now: datetime) -> None:
    """Close the session, if one is open. Part of an act that holds the cycle, and after which nobody could close it."""
    if (session := current(cycle)) is not None:
        _close(session, cycle, by, now)


@transaction.atomic
def enter(*, cycle: Cycle, by: Membership, now: datetime) -> Attendance:
    """`by` is there: for the first time or again. Who is there already only says so again. Raises NoSession."""
    cycle = held(cycle, by, ATTEND)
    session = demand_current(cycle)
    seat, _ = Attendance.objects.get_or_create(
        session=session, member=by, defaults={"board": cycle.board, "since": now, "seen_at": now, "left_at": now}
    )
    was_here = seat.left_at is None and seat.seen_at > now - AWAY_AFTER
    seat.seen_at, seat.left_at = max(seat.seen_at, now), None
    seat.save(update_fields=["seen_at", "left_at"])
    if not was_here:
        _record(SessionEntered(session=session.pk), cycle, by, now)
    return seat


@transaction.atomic
def leave(*, cycle: Cycle, by: Membership, now: datetime) -> None:
    """`by` is gone, and if they presented, nobody does. Who was not there leaves nothing. Raises NoSession."""
    cycle = held(cycle, by, ATTEND)
    session = demand_current(cycle)
    if not Attendance.objects.filter(session=session, member=by, left_at=None).update(left_at=now):
        return
    RankingSession.objects.filter(pk=session.pk, presenter=by).update(presenter=None, focus=None)
    _record(SessionLeft(session=session.pk), cycle, by, now)


def still_there(*, cycle: Cycle, by: Membership, now: datetime) -> bool:
    """A page of theirs says so every 20 seconds: one statement, no lock, no event. Whether they count as there.

    Who counted as gone, because their machine slept, enters again; who left does not: they said so.
    """
    authorise(by, cycle, ATTEND)
    seat = Attendance.objects.filter(session__cycle=cycle, session__closed_at=None, member=by, left_at=None)
    if seat.filter(seen_at__gt=now - AWAY_AFTER).update(seen_at=Greatest(F("seen_at"), Value(now))):
        return True
    if not seat.exists():
        return False
    enter(cycle=cycle, by=by, now=now)
    return True


def _invited(cycle: Cycle) -> Iterator[int]:
    """Who may attend: VPs and those who stand in for one only where the order is visible to them."""
    for member in Membership.objects.current().filter(board=cycle.board_id).select_related("board"):
        if may(member, cycle, ATTEND):
            yield member.pk


def _close(session: RankingSession, cycle: Cycle, by: Membership, now: datetime) -> RankingSession:
    session.closed_by, session.closed_at = by, now
    session.presenter = session.focus = None
    session.save(update_fields=["closed_by", "closed_at", "presenter", "focus"])
    Cycle.objects.filter(pk=cycle.pk, frozen=True).update(frozen=False)
    attended = Attendance.objects.filter(session=session).order_by("since", "pk")
    present = list(attended.values_list("member__person__name", flat=True))
    _record(SessionClosed(session=session.pk, present=present), cycle, by, now)
    return session


def _record(payload: Payload, cycle: Cycle, by: Membership, now: datetime) -> None:
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)
