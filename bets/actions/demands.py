"""What a bet asks of teams: proposed by its owner, answered by the team's VP, settled by a leader if need be."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from bets.access import authorise, held
from bets.actions.demand_changes import Dropped, changed, check_amount, dropped, fresh
from bets.actions.validity import check_reason
from bets.addressees import answering, demand_place, writers
from bets.events import DemandChanged
from bets.models import Bet, Demand
from bets.names import weeks
from journal.record import record
from journal.refusals import Refusal
from org.models import Membership, Team
from org.notices import leaders, tell

__all__ = ["Changed", "Dropped", "Settled", "ask", "confirm", "dispute", "drop", "settle"]


class Settled(Refusal):
    """A leader has set the number; only a leader sets another."""

    code = "settled"


class Changed(Refusal):
    """The number is another than the VP saw. `extra`: `tenths`, that of now."""

    code = "changed"


@transaction.atomic
def ask(*, bet: Bet, team: Team, tenths: int, by: Membership, now: datetime) -> Demand:
    """The owner or a co-writer says what the bet asks of `team`. The answer starts anew, unless it is the same.

    The team's VP is told, unless the bet is a draft. Raises Settled once a leader has set the number.
    """
    cycle = held(bet.cycle, by, "demand.set", own=bet.is_written_by(by))
    check_amount(team, cycle, tenths)
    today = _of(bet, team)
    if today is not None and today.tenths == tenths:
        return today
    anew = {"board": cycle.board, "tenths": tenths, "state": Demand.State.PROPOSED, "offered_tenths": None,
            "asked_tenths": None, "decided_by": None, "decided_via": "", "reason": ""}  # fmt: skip
    demand, _ = Demand.objects.update_or_create(bet=bet, team=team, defaults=anew)
    before = today.tenths if today else None
    payload = changed(cycle, demand, before, by, now)
    if bet.is_open:
        _tell(answering(team, now), payload, demand, f"{_asks(demand, before)}.", by, now)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=bet, now=now)
    return demand


@transaction.atomic
def drop(*, bet: Bet, team: Team, by: Membership, now: datetime) -> None:
    """The bet no longer asks anything of `team`. Raises Settled once a leader has set the number."""
    cycle = held(bet.cycle, by, "demand.set", own=bet.is_written_by(by))
    today = _of(bet, team)
    if today is None:
        return
    today.delete()
    payload = dropped(cycle, bet, team, today.tenths, by, now)
    if bet.is_open:
        sentence = f"{bet.title} asks nothing of {team.name} any more; it was {weeks(today.tenths)}."
        tell(answering(team, now), payload, sentence, demand_place(bet, team), by=by, now=now)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=bet, now=now)


@transaction.atomic
def confirm(*, demand: Demand, tenths: int, by: Membership, now: datetime) -> None:
    """The team's VP says yes to `tenths`, the number that they saw.

    Raises Changed if another is asked by now, Settled once a leader has set it, Dropped if none is asked any more.
    """
    said = f"{demand.team.name} confirms {weeks(tenths)} person-weeks for {demand.bet.title}."
    _answer(demand, tenths, by, now, Demand.State.CONFIRMED, said)


@transaction.atomic
def dispute(*, demand: Demand, tenths: int, offered_tenths: int, by: Membership, now: datetime, reason: str) -> None:
    """The team's VP saw `tenths` and offers another number, with a reason; 0 says that the team can give nothing.

    The asked number counts until a leader settles it; the leaders are told. Raises what `confirm` raises.
    """
    check_reason(reason)
    check_amount(demand.team, demand.bet.cycle, offered_tenths, least=0)
    asked, offered = weeks(tenths), weeks(offered_tenths)
    said = f"{demand.team.name} disputes {asked} person-weeks for {demand.bet.title} and says {offered}: {reason}"
    _answer(demand, tenths, by, now, Demand.State.DISPUTED, said, offered=offered_tenths, reason=reason)


@transaction.atomic
def settle(*, demand: Demand, tenths: int, by: Membership, now: datetime, reason: str) -> None:
    """A leader sets the number; it is shown for ever as set by a leader, beside what was asked at first.

    Raises Dropped if nothing is asked any more.
    """
    cycle = held(demand.bet.cycle, by, "demand.settle")
    check_reason(reason)
    check_amount(demand.team, cycle, tenths)
    demand = fresh(demand)
    before = demand.tenths
    demand.tenths, demand.state = tenths, Demand.State.SETTLED
    demand.asked_tenths = before if demand.asked_tenths is None else demand.asked_tenths  # of several, the first
    demand.decided_by, demand.decided_via, demand.reason = by, "leader", reason
    demand.save()
    payload = changed(cycle, demand, before, by, now)
    said = f"{by.name} set what {demand.bet.title} gets of {demand.team.name} to {weeks(tenths)} person-weeks: {reason}"
    _tell([*writers(demand.bet), *answering(demand.team, now)], payload, demand, said, by, now)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=demand.bet, now=now)


def _answer(
    demand: Demand,
    seen: int,
    by: Membership,
    now: datetime,
    state: Demand.State,
    said: str,
    *,
    offered: int | None = None,
    reason: str = "",
) -> None:
    cycle = held(demand.bet.cycle, by, "demand.confirm_or_dispute", own=by.answers_for(demand.team.vp_id, now))
    demand = _unsettled(fresh(demand))
    authorise(by, cycle, "demand.confirm_or_dispute", own=by.answers_for(demand.team.vp_id, now))  # under the lock
    if demand.tenths != seen:
        sentence = f"{demand.bet.title} asks for {weeks(demand.tenths)} person-weeks now, not for {weeks(seen)}."
        raise Changed(sentence, tenths=demand.tenths)
    demand.state, demand.offered_tenths, demand.reason = state, offered, reason
    demand.decided_by, demand.decided_via = by, "vp"
    demand.save()
    payload = changed(cycle, demand, seen, by, now)
    deciding = leaders(cycle.board) if state == Demand.State.DISPUTED else []
    _tell([*writers(demand.bet), *deciding], payload, demand, said, by, now)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=demand.bet, now=now)


def _of(bet: Bet, team: Team) -> Demand | None:
    """What the bet asks of the team today, if it is still for its owner to say."""
    demand = Demand.objects.filter(bet=bet, team=team).first()
    return demand and _unsettled(demand)


def _unsettled(demand: Demand) -> Demand:
    if demand.state == Demand.State.SETTLED:
        raise Settled(f"A leader has set this to {weeks(demand.tenths)} person-weeks; only a leader changes it.")
    return demand


def _asks(demand: Demand, before: int | None) -> str:
    instead = f" instead of {weeks(before)}" if before is not None else ""
    return f"{demand.bet.title} asks {demand.team.name} for {weeks(demand.tenths)} person-weeks{instead}"


def _tell(
    members: Iterable[int], payload: DemandChanged, demand: Demand, said: str, by: Membership, now: datetime
) -> None:
    tell(members, payload, said, demand_place(demand.bet, demand.team), by=by, now=now)
