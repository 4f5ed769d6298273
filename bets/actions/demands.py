"""What a bet asks of teams: proposed by its owner, answered by the team's VP, settled by a leader if need be."""

from datetime import datetime

from django.db import transaction

from bets.access import held
from bets.events import DemandChanged
from bets.models import Bet, Cycle, Demand
from bets.models.demand import MOST_TENTHS
from journal.record import record
from journal.refusals import Invalid
from org.models import Membership, Team


@transaction.atomic
def ask(*, bet: Bet, team: Team, tenths: int, by: Membership, now: datetime) -> Demand:
    """The owner or a co-writer says what the bet asks of `team`. The answer starts anew, unless it is the same."""
    cycle = held(bet.cycle, by, "demand.set", own=bet.is_written_by(by))
    _check(team, cycle, tenths)
    today = Demand.objects.filter(bet=bet, team=team).first()
    if today is not None and today.tenths == tenths:
        return today
    fresh = {"board": cycle.board, "tenths": tenths, "state": Demand.State.PROPOSED, "offered_tenths": None,
             "asked_tenths": None, "decided_by": None, "decided_via": "", "reason": ""}  # fmt: skip
    demand, _ = Demand.objects.update_or_create(bet=bet, team=team, defaults=fresh)
    _tell(cycle, bet, demand, by, now, before=today.tenths if today else None)
    return demand


@transaction.atomic
def drop(*, bet: Bet, team: Team, by: Membership, now: datetime) -> None:
    """The bet no longer asks anything of `team`."""
    cycle = held(bet.cycle, by, "demand.set", own=bet.is_written_by(by))
    today = Demand.objects.filter(bet=bet, team=team).first()
    if today is None:
        return
    today.delete()
    payload = DemandChanged(team=team.slug, before=today.tenths)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=bet, now=now)


@transaction.atomic
def confirm(*, demand: Demand, by: Membership, now: datetime) -> None:
    """The team's VP says yes to what is asked."""
    _answer(demand, by, now, Demand.State.CONFIRMED, offered=None, reason="")


@transaction.atomic
def dispute(*, demand: Demand, offered_tenths: int, by: Membership, now: datetime, reason: str) -> None:
    """The team's VP offers another number, with a reason. The asked one counts until a leader settles it."""
    if not reason.strip():
        raise Invalid("Say why, in a sentence.", errors={"reason": "Say why, in a sentence."})
    _answer(demand, by, now, Demand.State.DISPUTED, offered=offered_tenths, reason=reason)


@transaction.atomic
def settle(*, demand: Demand, tenths: int, by: Membership, now: datetime, reason: str) -> None:
    """A leader sets the number; it is shown for ever as set by a leader, beside what was asked."""
    cycle = held(demand.bet.cycle, by, "demand.settle")
    if not reason.strip():
        raise Invalid("Say why, in a sentence.", errors={"reason": "Say why, in a sentence."})
    _check(demand.team, cycle, tenths)
    demand.refresh_from_db()
    before = demand.tenths
    demand.asked_tenths, demand.tenths, demand.state = before, tenths, Demand.State.SETTLED
    demand.decided_by, demand.reason = by, reason
    demand.save()
    _tell(cycle, demand.bet, demand, by, now, before=before)


def _answer(
    demand: Demand, by: Membership, now: datetime, state: Demand.State, *, offered: int | None, reason: str
) -> None:
    cycle = held(demand.bet.cycle, by, "demand.confirm_or_dispute", own=demand.team.vp_id == by.pk)
    demand.refresh_from_db()
    demand.state, demand.offered_tenths, demand.reason = state, offered, reason
    demand.decided_by, demand.decided_via = by, "vp"
    demand.save()
    _tell(cycle, demand.bet, demand, by, now, before=demand.tenths)


def _check(team: Team, cycle: Cycle, tenths: int) -> None:
    if team.board_id != cycle.board_id:
        raise Invalid("The team belongs to another board.")
    if not 1 <= tenths <= MOST_TENTHS:
        raise Invalid(f"A demand is between 0.1 and {MOST_TENTHS / 10:,.1f} person-weeks.")


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
