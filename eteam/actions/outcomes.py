"""An item ends: unblocked, decided or carried. In the room, in a huddle, or outside, with who was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from bets.actions.validity import refuse
from eteam.access import authorise, held, may
from eteam.actions.ending import carry_out
from eteam.actions.steering import take_floor
from eteam.actions.unblocking import check_open
from eteam.agenda import REPORTS
from eteam.events.outcome import OutcomeConfirmed, OutcomeRecorded, OutcomeRefused
from eteam.models import Blocker, Huddle, Matter, Outcome, Room, Session
from eteam.session.current import demand_running
from eteam.session.items import gather
from eteam.session.seats import is_member
from eteam.session.things import anew, owns, title
from eteam.verdicts import Carried, Decided, Unblocked, Verdict, check
from journal.kinds import Payload
from journal.record import record
from journal.refusals import WrongState
from org.access import today
from org.models import Membership
from org.notices import tell

RECORD, TYPE, CONFIRM = "eteam.outcome", "eteam.type_outcome", "eteam.confirm_outcome"
_KINDS = {Unblocked: Outcome.Kind.UNBLOCKED, Decided: Outcome.Kind.DECIDED, Carried: Outcome.Kind.CARRIED}


@dataclass(frozen=True, slots=True)
class Where:
    """In the session that runs, or outside the room: then `present` says who was there."""

    session: Session | None = None
    present: Sequence[Membership] = ()


@transaction.atomic
def record_outcome(*, of: Blocker | Matter, verdict: Verdict, where: Where, by: Membership, now: datetime) -> Outcome:
    """By a leader, or a VP of either side. It counts at once.

    Raises Invalid with the fields at fault, WrongState for what is not open, NoSession.
    """
    room = held(of.board_id, by, RECORD, own=owns(of, by, RECORD, now))
    thing, member = anew(of), today(by)
    authorise(member, RECORD, own=owns(thing, member, RECORD, now))
    outcome, session = _written(thing, verdict, where, member, member, now)
    rerouted = carry_out(outcome, thing, room, member, now)
    _go_on(session, thing, room, now)
    payload = _payload(outcome, rerouted=list(rerouted))
    _tell(outcome, thing, payload, by, now)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=thing, now=now)
    return outcome


@transaction.atomic
def type_outcome(
    *, of: Blocker | Matter, verdict: Verdict, where: Where, waits_for: Membership, by: Membership, now: datetime
) -> Outcome:
    """By the steward, who decides nothing: it counts once the member whom it names has confirmed it.

    Raises what `record_outcome` raises, and Invalid for a member who could not have said it.
    """
    room = held(of.board_id, by, TYPE)
    thing = anew(of)
    if waits_for.board_id != room.board_id or waits_for.pk == by.pk or not _could_say(waits_for, thing, now):
        sentence = "Name a leader, or the VP of a team that it is about; they confirm it."
        raise refuse({"waits_for": sentence})
    outcome, _ = _written(thing, verdict, where, waits_for, by, now, waits_for=waits_for)
    payload = _payload(outcome, rerouted=[], waits_for=waits_for.pk)
    what = outcome.get_kind_display().lower()
    sentence = f"{by.name} typed an outcome in your name: {what}, “{title(thing)}”. Say whether it was so."
    tell([waits_for.pk], payload, sentence, reverse("outcome", args=[outcome.pk]), by=by, now=now)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=thing, now=now)
    return outcome


@transaction.atomic
def confirm(*, outcome: Outcome, by: Membership, now: datetime) -> Outcome:
    """The member whom it names: so it was. From now on it counts. Raises WrongState if nobody asks any more."""
    room, outcome, thing = _waiting(outcome, by, now)
    if (carried := _as_carried(outcome)) is not None:
        check(carried, thing, by, now)
    outcome.confirmed_at = now
    outcome.save(update_fields=["confirmed_at"])
    rerouted = carry_out(outcome, thing, room, by, now)
    _go_on(_running_of(outcome), thing, room, now)
    payload = OutcomeConfirmed(outcome=outcome.pk, what=outcome.kind, rerouted=list(rerouted))
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=thing, now=now)
    return outcome


@transaction.atomic
def refuse_outcome(*, outcome: Outcome, by: Membership, now: datetime) -> Outcome:
    """The member whom it names: it was not so. The item has no outcome by it. Raises WrongState."""
    room, outcome, thing = _waiting(outcome, by, now)
    outcome.refused_at = now
    outcome.save(update_fields=["refused_at"])
    payload = OutcomeRefused(outcome=outcome.pk, what=outcome.kind)
    sentence = f"{by.name} does not confirm the outcome of “{title(thing)}”."
    tell([outcome.entered_by_id], payload, sentence, reverse("outcome", args=[outcome.pk]), by=by, now=now)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=thing, now=now)
    return outcome


def _written(
    thing: Blocker | Matter, verdict: Verdict, where: Where, answers: Membership, by: Membership, now: datetime,
    waits_for: Membership | None = None,
) -> tuple[Outcome, Session | None]:  # fmt: skip
    """The row, and the session as it stands. Every demand of the verdict is checked before."""
    _check_open(thing)
    session = demand_running(where.session) if where.session else None
    if session and session.board_id != thing.board_id:
        raise WrongState("This session is of another board.")
    if session is None and not where.present:
        raise refuse({"present": "Say who was there."})
    check(verdict, thing, answers, now)
    _check_people(verdict, thing, now)
    of_blocker = isinstance(thing, Blocker)
    huddle = _huddle(thing) if session is None else None
    outcome = Outcome(
        board_id=thing.board_id, kind=_KINDS[type(verdict)], session=session, huddle=huddle, waits_for=waits_for,
        entered_by=by, entered_at=now, present=sorted(each.name for each in where.present),
        **{"blocker" if of_blocker else "matter": thing},
    )  # fmt: skip
    for name in ("text", "since", "decider", "owner", "by_when", "next_step", "reason", "decide_by", "accepts_breach"):
        if hasattr(verdict, name):
            value = getattr(verdict, name)
            setattr(outcome, name, value.strip() if isinstance(value, str) else value)
    outcome.save()
    return outcome, session


def _huddle(thing: Blocker | Matter) -> Huddle | None:
    """The one that is on about it."""
    return Huddle.objects.filter(blocker=thing, ended_at=None).first() if isinstance(thing, Blocker) else None


def _check_open(thing: Blocker | Matter) -> None:
    if isinstance(thing, Blocker):
        check_open(thing)
    elif thing.settled_at is not None:
        raise WrongState("This was settled already.")


def _check_people(verdict: Verdict, thing: Blocker | Matter, now: datetime) -> None:
    """Owner and decider are members of the room: who speaks knows their domain, and nobody sends another."""
    if isinstance(verdict, Unblocked):
        since = verdict.since
        began = thing.raised_at
        if not began <= since <= now:
            raise refuse({"since": "Say a time between the raise and now."})
        return
    people = {"owner": verdict.owner} | ({"decider": verdict.decider} if isinstance(verdict, Decided) else {})
    errors = {
        name: "Name a leader or a VP of this board."
        for name, who in people.items()
        if who.board_id != thing.board_id or who.ended_at is not None or not is_member(who, now)
    }
    if errors:
        raise refuse(errors)


def _could_say(member: Membership, thing: Blocker | Matter, now: datetime) -> bool:
    return member.ended_at is None and may(member, RECORD, own=owns(thing, member, RECORD, now))


def _go_on(session: Session | None, thing: Blocker | Matter, room: Room, now: datetime) -> None:
    """The next item goes on the floor, if it was this one that stood there."""
    if session is None or not session.focus:
        return
    found = gather(session, room, now)
    if session.focus in {entry.key for entry in found.pending} or not _was_about(session.focus, thing):
        return
    coming = found.pending or [entry for entry in found.entries if entry.section == REPORTS]
    take_floor(session, coming[0].key if coming else "", now)


def _was_about(key: str, thing: Blocker | Matter) -> bool:
    """Also a decision past its date, which is replaced by another outcome of the same thing."""
    name = "blocker" if isinstance(thing, Blocker) else "matter"
    return key == f"{name}:{thing.pk}" or key.startswith("decision:")


def _waiting(outcome: Outcome, by: Membership, now: datetime) -> tuple[Room, Outcome, Blocker | Matter]:
    room = held(outcome.board_id, by, CONFIRM, own=outcome.waits_for_id == by.pk)
    standing = Outcome.objects.select_related(
        "blocker", "matter", "owner__person", "decider__person", "waits_for__person", "session"
    ).get(pk=outcome.pk)
    if standing.waits_for_id is None or standing.confirmed_at or standing.refused_at:
        raise WrongState("Nobody is asked any more whether this was so.")
    return room, standing, anew(standing.of)


def _running_of(outcome: Outcome) -> Session | None:
    return outcome.session if outcome.session and outcome.session.is_running else None


def _as_carried(outcome: Outcome) -> Carried | None:
    """To be judged again: time has passed since it was typed, and what it was carried to may be over."""
    if outcome.kind != Outcome.Kind.CARRIED or outcome.owner is None:
        return None
    return Carried(outcome.owner, outcome.next_step, outcome.reason, outcome.decide_by, outcome.accepts_breach)


def _payload(outcome: Outcome, rerouted: list[int], waits_for: int | None = None) -> OutcomeRecorded:
    return OutcomeRecorded(
        outcome=outcome.pk, what=outcome.kind, rerouted=rerouted, blocker=outcome.blocker_id, matter=outcome.matter_id,
        session=outcome.session_id, huddle=outcome.huddle_id, waits_for=waits_for,
    )  # fmt: skip


def _tell(outcome: Outcome, thing: Blocker | Matter, payload: Payload, by: Membership, now: datetime) -> None:
    """Its owner, and whoever flagged what was blocked: they were not in the room."""
    flag = thing.flag if isinstance(thing, Blocker) else None
    told = [outcome.owner_id, flag.flagged_by_id if flag else None]
    sentence = f"{outcome.get_kind_display()}: “{title(thing)}”"
    if outcome.owner is not None and outcome.by_when is not None:
        sentence += f", {outcome.owner.name} by {outcome.by_when:%d %B}"
    path = reverse("blocker", args=[thing.pk]) if isinstance(thing, Blocker) else reverse("outcome", args=[outcome.pk])
    tell(told, payload, f"{sentence}.", path, by=by, now=now)
