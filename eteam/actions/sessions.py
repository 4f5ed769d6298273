"""A session is opened and closed."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from bets.actions.validity import check_reason
from eteam.access import held, may
from eteam.actions.rerouting import reroute
from eteam.events.session import SessionClosed, SessionOpened
from eteam.models import Blocker, Matter, Outcome, Presence, Room, Session
from eteam.session.current import anew, demand_running, running
from eteam.session.items import Gathered, gather
from eteam.session.told import snapshot, title_of
from journal.record import record
from journal.refusals import Refusal, WrongState
from org.models import Membership
from org.notices import tell

RUN = "eteam.session.open_close"


class SessionIsOpen(Refusal):
    """One at a time: everybody needed is in one room."""

    code = "session_open"


class StillUnheard(Refusal):
    """Items without an outcome; `items` in `extra` lists their keys and titles."""

    code = "items_unheard"


@transaction.atomic
def open_session(*, session: Session, by: Membership, now: datetime) -> Session:
    """Everybody who may be in the room is told. What was decided outside since the last one is read out in it.

    Raises SessionIsOpen while another runs, WrongState for one that is over, cancelled, or far ahead.
    """
    room = held(session.board_id, by, RUN)
    session = anew(session)
    _check_can_open(session, now)
    if (other := running(room.board_id)) is not None:
        raise SessionIsOpen(f"The {other.name.lower()} is running still. Close it first.")
    session.chair = _chair(session, by)
    session.state, session.opened_at, session.opened_by = Session.State.RUNNING, now, by
    session.save(update_fields=["state", "opened_at", "opened_by", "chair"])
    if not session.is_checkpoint:
        unread = Outcome.objects.counting().filter(board=room.board_id, session=None, read_out_in=None)
        unread.update(read_out_in=session)
    payload = SessionOpened(session=session.pk, chair=session.chair_id, rerouted=_rerouted(room, now))
    sentence = f"{by.name} opened the {session.name.lower()}."
    tell(_invited(room), payload, sentence, reverse("room", args=[room.board.slug]), by=by, now=now)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=session, now=now)
    return session


@transaction.atomic
def close_session(*, session: Session, by: Membership, now: datetime, unheard_reason: str | None = None) -> Session:
    """Raises StillUnheard, with the list, while an item has no outcome; unless somebody says why they are left.

    Then each of them is carried unheard, and counted. Raises NoSession, and Invalid for a reason that is none.
    """
    room = held(session.board_id, by, RUN)
    session = demand_running(session)
    found = gather(session, room, now)
    left = found.pending
    if left and unheard_reason is None:
        raise _still_unheard(found)
    if left:
        check_reason(unheard_reason or "")
        _carry_unheard(found, by, now)
        session.unheard, session.unheard_for = len(left), (unheard_reason or "").strip()
    session.state, session.closed_at, session.closed_by = Session.State.CLOSED, now, by
    session.focus, session.focus_since = "", None
    session.heard = snapshot(found, now)
    session.save()
    presences = Presence.objects.filter(session=session).order_by("since", "pk")
    payload = SessionClosed(
        session=session.pk, present=list(presences.values_list("member__person__name", flat=True)),
        unheard=session.unheard, reason=session.unheard_for or None, rerouted=_rerouted(room, now),
    )  # fmt: skip
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=session, now=now)
    return session


def _check_can_open(session: Session, now: datetime) -> None:
    if session.state != Session.State.PLANNED:
        raise WrongState(f"The {session.name.lower()} is {session.get_state_display().lower()}: it cannot be opened.")
    if now < session.opens_at:
        raise WrongState("It can be opened from half an hour before its start.")


def _chair(session: Session, by: Membership) -> Membership | None:
    """The leader whom somebody named, else who opened the last one, else who opens this one. One statement or two."""
    if session.chair is not None and session.chair.is_leader and session.chair.ended_at is None:
        return session.chair
    opened = Session.objects.filter(board=session.board_id, opened_at__isnull=False).select_related("opened_by__person")
    last = opened.order_by("-opened_at", "-pk").first()
    if last and last.opened_by and last.opened_by.is_leader and last.opened_by.ended_at is None:
        return last.opened_by
    if by.is_leader:
        return by
    return Membership.objects.leaders().filter(board=session.board_id).order_by("started_at", "pk").first()


def _invited(room: Room) -> Iterator[int]:
    for member in Membership.objects.current().filter(board=room.board_id).select_related("board"):
        if may(member, "eteam.attend_self"):
            yield member.pk


def _rerouted(room: Room, now: datetime) -> list[int]:
    return [each.pk for each in reroute(room, now)]


def _still_unheard(found: Gathered) -> StillUnheard:
    items = [{"key": entry.key, "title": title_of(entry.key, found)} for entry in found.pending]
    count = "One item has" if len(items) == 1 else f"{len(items)} items have"
    listed = "; ".join(item["title"] for item in items[:5]) + ("; …" if len(items) > 5 else "")
    return StillUnheard(f"{count} no outcome yet: {listed}.", items=items)


def _carry_unheard(found: Gathered, by: Membership, now: datetime) -> None:
    """One outcome for each thing, be it on the agenda by itself or for a decision past its date."""
    things: dict[tuple[str, int], None] = {}
    for entry in found.pending:
        kind, _, number = entry.key.partition(":")
        if kind == "decision":
            decision = found.decisions[int(number)]
            kind, pk = ("blocker", decision.blocker_id) if decision.blocker_id else ("matter", decision.matter_id)
            things[(kind, pk or 0)] = None
        else:
            things[(kind, int(number))] = None
    Outcome.objects.bulk_create(
        Outcome(board_id=found.session.board_id, session=found.session, kind=Outcome.Kind.UNHEARD, entered_by=by,
                entered_at=now, **{f"{kind}_id": pk})
        for kind, pk in things
    )  # fmt: skip
    blockers = [pk for kind, pk in things if kind == "blocker"]
    matters = [pk for kind, pk in things if kind == "matter"]
    Blocker.objects.filter(pk__in=blockers).carried()
    Matter.objects.filter(pk__in=matters).carried()
