"""What a bet asks of teams: proposed by its owner, answered by the team's VP, settled by a leader if need be."""

from datetime import datetime

from django.db import transaction

from bets.access import held
from bets.actions.validity import check_reason
from bets.events import DemandChanged
from bets.models import Bet, Cycle, Demand
from bets.models.demand import MOST_TENTHS
from bets.names import weeks
from journal.record import record
from journal.refusals import Invalid, Refusal
from org.models import Membership, Team


class Settled(Refusal):
    """A leader has set the number; only a leader sets another."""

    code = "settled"


class Changed(Refusal):
    """The number is another than the VP saw. `extra`: `tenths`, that of now."""

    code = "changed"


class Dropped(Refusal):
    """The bet asks nothing of the team any more."""

    code = "dropped"


@transaction.atomic
def ask(*, bet: Bet, team: Team, tenths: int, by: Membership, now: datetime) -> Demand:
    """The owner or a co-writer says what the bet asks of `team`. The answer starts anew, unless it is the same.

    Raises Settled once a leader has set the number.
    """
    cycle = held(bet.cycle, by, "demand.set", own=bet.is_written_by(by))
    _check(team, cycle, tenths)
    today = _of(bet, team)
    if today is not None and today.tenths == tenths:
        return today
    fresh = {"board": cycle.board, "tenths": tenths, "state": Demand.State.PROPOSED, "offered_tenths": None,
             "asked_tenths": None, "decided_by": None, "decided_via": "", "reason": ""}  # fmt: skip
    demand, _ = Demand.objects.update_or_create(bet=bet, team=team, defaults=fresh)
    _tell(cycle, bet, demand, by, now, before=today.tenths if today else None)
    return demand


@transaction.atomic
def drop(*, bet: Bet, team: Team, by: Membership, now: datetime) -> None:
    """The bet no longer asks anything of `team`. Raises Settled once a leader has set the number."""
    cycle = held(bet.cycle, by, "demand.set", own=bet.is_written_by(by))
    today = _of(bet, team)
    if today is None:
        return
    today.delete()
    payload = DemandChanged(team=team.slug, before=today.tenths)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=bet, now=now)


@transaction.atomic
def confirm(*, demand: Demand, tenths: int, by: Membership, now: datetime) -> None:
    """The team's VP says yes to `tenths`, the number that they saw.

    Raises Changed if another is asked by now, Settled once a leader has set it, Dropped if none is asked any more.
    """
    _answer(demand, tenths, by, now, Demand.State.CONFIRMED, offered=None, reason="")


@transaction.atomic
def dispute(*, demand: Demand, tenths: int, offered_tenths: int, by: Membership, now: datetime, reason: str) -> None:
    """The team's VP saw `tenths` and offers another number, with a reason; 0 says that the team can give nothing.

    The asked number counts until a leader settles it. Raises what `confirm` raises.
    """
    check_reason(reason)
    _check(demand.team, demand.bet.cycle, offered_tenths, least=0)
    _answer(demand, tenths, by, now, Demand.State.DISPUTED, offered=offered_tenths, reason=reason)


@transaction.atomic
def settle(*, demand: Demand, tenths: int, by: Membership, now: datetime, reason: str) -> None:
    """A leader sets the number; it is shown for ever as set by a leader, beside what was asked at first.

    Raises Dropped if nothing is asked any more.
    """
    cycle = held(demand.bet.cycle, by, "demand.settle")
    check_reason(reason)
    _check(demand.team, cycle, tenths)
    demand = _fresh(demand)
    before = demand.tenths
    demand.tenths, demand.state = tenths, Demand.State.SETTLED
    demand.asked_tenths = before if demand.asked_tenths is None else demand.asked_tenths  # of several, the first
    demand.decided_by, demand.decided_via, demand.reason = by, "leader", reason
    demand.save()
    _tell(cycle, demand.bet, demand, by, now, before=before)


def _answer(
    demand: Demand, seen: int, by: Membership, now: datetime, state: Demand.State, *, offered: int | None, reason: str
) -> None:
    cycle = held(demand.bet.cycle, by, "demand.confirm_or_dispute", own=by.answers_for(demand.team.vp_id, now))
    demand = _unsettled(_fresh(demand))
    if demand.tenths != seen:
        sentence = f"{demand.bet.title} asks for {weeks(demand.tenths)} person-weeks now, not for {weeks(seen)}."
        raise Changed(sentence, tenths=demand.tenths)
    demand.state, demand.offered_tenths, demand.reason = state, offered, reason
    demand.decided_by, demand.decided_via = by, "vp"
    demand.save()
    _tell(cycle, demand.bet, demand, by, now, before=demand.tenths)


def _of(bet: Bet, team: Team) -> Demand | None:
    """What the bet asks of the team today, if it is still for its owner to say."""
    demand = Demand.objects.filter(bet=bet, team=team).first()
    return demand and _unsettled(demand)


def _fresh(demand: Demand) -> Demand:
    """The demand as it stands under the lock."""
    fresh = Demand.objects.select_related("bet", "team").filter(pk=demand.pk).first()
    if fresh is None:
        raise Dropped(f"{demand.bet.title} asks nothing of {demand.team.name} any more.")
    return fresh


def _unsettled(demand: Demand) -> Demand:
    if demand.state == Demand.State.SETTLED:
        raise Settled(f"A leader has set this to {weeks(demand.tenths)} person-weeks; only a leader changes it.")
    return demand


def _check(team: Team, cycle: Cycle, tenths: int, least: int = 1) -> None:
    if team.board_id != cycle.board_id:
        raise Invalid("The team belongs to another board.")
    if not least <= tenths <= MOST_TENTHS:
        raise Invalid(f"Write between {weeks(least)} and {MOST_TENTHS / 10:,.1f} person-weeks.")


def _tell(cycle: Cycle, bet: Bet, demand: Demand, by: Membership, now: datetime, *, before: int | None) -> None:
    payload = DemandChanged(
        team=demand.team.slug,
        state=demand.state,
        tenths=demand.tenths,
        before=before,
        offered=demand.offered_tenths,
        reason=demand.reason or None,
    )
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=bet, now=now)
