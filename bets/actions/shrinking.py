""" "#15 at 5.0?": a leader asks whether a bet can do with less; its owner and the team's VP answer, each of them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from bets.access import authorise, held
from bets.actions.demand_changes import changed, check_amount, fresh
from bets.actions.validity import check_fields, check_reason
from bets.addressees import answering, demand_place
from bets.events import ShrinkAgreed, ShrinkAsked, ShrinkRefused, ShrinkTakenBack
from bets.models import Cycle, Demand, Shrink
from bets.names import weeks
from journal.kinds import Payload
from journal.record import record
from journal.refusals import Invalid, Refusal
from org.models import Membership
from org.notices import tell

VIA = "shrink"
"""How a demand says that it was agreed on here."""


class AskedAlready(Refusal):
    """One question at a time about a bet and a team."""

    code = "asked_already"


class Closed(Refusal):
    """Nobody waits for the answer any more."""

    code = "closed"


@transaction.atomic
def ask_less(*, demand: Demand, tenths: int, by: Membership, now: datetime, note: str = "") -> Shrink:
    """A leader asks whether the bet can do with `tenths` of the team. The owner and the team's VP are told.

    Raises AskedAlready while the last question is open, Dropped if nothing is asked any more.
    """
    cycle = held(demand.bet.cycle, by, "demand.shrink")
    demand = fresh(demand)
    _check_open_bet(demand)
    check_amount(demand.team, cycle, tenths)
    if tenths >= demand.tenths:
        sentence = f"Ask for less than the {weeks(demand.tenths)} person-weeks of now."
        raise Invalid(sentence, errors={"weeks": sentence})
    if Shrink.objects.filter(bet=demand.bet, team=demand.team, state=Shrink.State.OPEN).exists():
        raise AskedAlready("Another number is being asked about already. Take that back first.")
    shrink = Shrink(
        board=cycle.board, bet=demand.bet, team=demand.team, before_tenths=demand.tenths, tenths=tenths,
        asked_by=by, asked_at=now, note=note.strip(),
    )  # fmt: skip
    check_fields(shrink, ["note"])
    shrink.save()
    payload = ShrinkAsked(team=demand.team.slug, before=demand.tenths, tenths=tenths, reason=shrink.note or None)
    said = f"{by.name} asks whether {_less(shrink)}."
    _tell(shrink, cycle, [demand.bet.owner_id, *answering(demand.team, now)], payload, said, by, now)
    return shrink


@transaction.atomic
def agree_as_owner(*, shrink: Shrink, dropped: str, by: Membership, now: datetime) -> Shrink:
    """The owner says what the bet then does without. Raises Closed; a second yes changes nothing."""
    cycle = held(shrink.bet.cycle, by, "demand.set", own=shrink.bet.owner_id == by.pk)
    _check_said("dropped", dropped, "Say what the bet does without.")
    shrink = _open(shrink)
    authorise(by, cycle, "demand.set", own=shrink.bet.owner_id == by.pk)  # as it is under the lock
    if shrink.owner_at is None:
        shrink.owner_at, shrink.dropped = now, dropped.strip()
        check_fields(shrink, ["dropped"])
        _agree(shrink, cycle, "owner", by, now)
    return shrink


@transaction.atomic
def agree_as_vp(*, shrink: Shrink, by: Membership, now: datetime) -> Shrink:
    """The team's VP agrees to the number. Raises Closed; a second yes changes nothing."""
    cycle = held(shrink.bet.cycle, by, "demand.confirm_or_dispute", own=by.answers_for(shrink.team.vp_id, now))
    shrink = _open(shrink)
    authorise(by, cycle, "demand.confirm_or_dispute", own=by.answers_for(shrink.team.vp_id, now))
    if shrink.vp_at is None:
        shrink.vp_at = now
        _agree(shrink, cycle, "vp", by, now)
    return shrink


@transaction.atomic
def refuse(*, shrink: Shrink, reason: str, by: Membership, now: datetime) -> Shrink:
    """The owner or the team's VP says no, and why; the number stays. Raises Closed."""
    owns = shrink.bet.owner_id == by.pk
    to = "demand.set" if owns else "demand.confirm_or_dispute"
    cycle = held(shrink.bet.cycle, by, to, own=owns or by.answers_for(shrink.team.vp_id, now))
    check_reason(reason)
    shrink = _open(shrink)
    authorise(by, cycle, to, own=shrink.bet.owner_id == by.pk or by.answers_for(shrink.team.vp_id, now))
    _close(shrink, Shrink.State.REFUSED, by, now, reason.strip())
    side = "owner" if owns else "vp"
    payload = ShrinkRefused(team=shrink.team.slug, tenths=shrink.tenths, side=side, reason=shrink.closed_reason)
    said = f"{by.name} refuses that {_less(shrink)}: {shrink.closed_reason}"
    _tell(shrink, cycle, _others(shrink, now), payload, said, by, now)
    return shrink


@transaction.atomic
def take_back(*, shrink: Shrink, by: Membership, now: datetime) -> Shrink:
    """A leader no longer asks. Raises Closed."""
    cycle = held(shrink.bet.cycle, by, "demand.shrink")
    shrink = _open(shrink)
    _close(shrink, Shrink.State.WITHDRAWN, by, now)
    payload = ShrinkTakenBack(team=shrink.team.slug, tenths=shrink.tenths)
    _tell(shrink, cycle, _others(shrink, now), payload, f"{by.name} no longer asks whether {_less(shrink)}.", by, now)
    return shrink


def _agree(shrink: Shrink, cycle: Cycle, side: str, by: Membership, now: datetime) -> None:
    if shrink.owner_at and shrink.vp_at:
        _take_effect(shrink, cycle, by, now)
        return
    shrink.save()
    payload = ShrinkAgreed(team=shrink.team.slug, tenths=shrink.tenths, side=side, reason=shrink.dropped or None)
    _tell(shrink, cycle, _others(shrink, now), payload, f"{by.name} agrees that {_less(shrink)}.", by, now)


def _take_effect(shrink: Shrink, cycle: Cycle, by: Membership, now: datetime) -> None:
    """Both have agreed: the demand is the smaller number, and confirmed. One event, which says whom it moves."""
    _close(shrink, Shrink.State.ACCEPTED, by, now)
    demand = Demand.objects.select_related("bet", "team").get(bet=shrink.bet, team=shrink.team)
    demand.tenths, demand.state, demand.offered_tenths = shrink.tenths, Demand.State.CONFIRMED, None
    demand.decided_by, demand.decided_via, demand.reason = by, VIA, shrink.dropped
    demand.save()
    payload = changed(cycle, demand, shrink.before_tenths, by, now, reason=f"shrunk: {shrink.dropped}")
    said = f"{_less(shrink, 'does')}. It drops: {shrink.dropped}"
    _tell(shrink, cycle, _others(shrink, now), payload, said, by, now)


def _open(shrink: Shrink) -> Shrink:
    """The question as it stands under the lock, its demand still the number that was asked about. Raises Closed."""
    shrink = Shrink.objects.select_related("bet", "team", "closed_by__person").get(pk=shrink.pk)
    if shrink.state != Shrink.State.OPEN:
        raise Closed(_why_closed(shrink))
    demand = Demand.objects.select_related("bet").filter(bet=shrink.bet, team=shrink.team).first()
    if demand is None or demand.tenths != shrink.before_tenths:
        raise Closed(f"{shrink.bet.title} asks {shrink.team.name} for another number by now.")
    _check_open_bet(demand)
    return shrink


def _why_closed(shrink: Shrink) -> str:
    by = shrink.closed_by.name if shrink.closed_by else "Somebody"
    match shrink.state:
        case Shrink.State.ACCEPTED:
            return f"This is agreed already: {weeks(shrink.tenths)} person-weeks."
        case Shrink.State.REFUSED:
            return f"{by} has refused this: {shrink.closed_reason}"
    return shrink.closed_reason or f"{by} has taken the question back."


def _check_said(field: str, text: str, sentence: str) -> None:
    if not text.strip():
        raise Invalid(sentence, errors={field: sentence})


def _check_open_bet(demand: Demand) -> None:
    if not demand.bet.is_open:
        raise Closed(f"{demand.bet.title} is {demand.bet.get_status_display().lower()}.")


def _close(shrink: Shrink, state: Shrink.State, by: Membership, now: datetime, reason: str = "") -> None:
    shrink.state, shrink.closed_by, shrink.closed_at, shrink.closed_reason = state, by, now, reason
    check_fields(shrink, ["closed_reason"])
    shrink.save()


def _less(shrink: Shrink, can: str = "can do") -> str:
    amounts = f"{weeks(shrink.tenths)} person-weeks instead of {weeks(shrink.before_tenths)}"
    return f"{shrink.bet.title} {can} with {amounts} of {shrink.team.name}"


def _others(shrink: Shrink, now: datetime) -> list[int]:
    """Everybody whom the question is between."""
    return [shrink.asked_by_id, shrink.bet.owner_id, *answering(shrink.team, now)]


def _tell(
    shrink: Shrink, cycle: Cycle, members: Iterable[int], payload: Payload, said: str, by: Membership, now: datetime
) -> None:
    tell(members, payload, said, demand_place(shrink.bet, shrink.team), by=by, now=now)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=shrink.bet, now=now)
