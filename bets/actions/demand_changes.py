"""What follows when a demand becomes another number: whom it moves in and out, and which question it answers."""

from datetime import datetime

from bets.demand_effect import effect
from bets.events import DemandChanged
from bets.inputs import load
from bets.models import Bet, Cycle, Demand, Shrink
from bets.models.demand import MOST_TENTHS
from bets.names import weeks
from journal.refusals import Invalid, Refusal
from org.models import Membership, Team


class Dropped(Refusal):
    """The bet asks nothing of the team any more."""

    code = "dropped"


def fresh(demand: Demand) -> Demand:
    """The demand as it stands under the lock. Raises Dropped."""
    found = Demand.objects.select_related("bet", "team").filter(pk=demand.pk).first()
    if found is None:
        raise Dropped(f"{demand.bet.title} asks nothing of {demand.team.name} any more.")
    return found


def changed(
    cycle: Cycle, demand: Demand, before: int | None, by: Membership, now: datetime, reason: str = ""
) -> DemandChanged:
    """The event of a demand that was saved; an open question whether it can be less no longer fits another number."""
    enters, leaves = None, None
    if demand.tenths != before:
        asks = f"The bet asks for {weeks(demand.tenths)} person-weeks by now."
        _close_shrinks(demand.bet, demand.team, asks, by, now)
        enters, leaves = _moves(cycle, demand.bet, demand.team, before)
    return DemandChanged(
        team=demand.team.slug,
        state=demand.state,
        tenths=demand.tenths,
        before=before,
        offered=demand.offered_tenths,
        reason=reason or demand.reason or None,
        enters=enters,
        leaves=leaves,
    )


def dropped(cycle: Cycle, bet: Bet, team: Team, before: int, by: Membership, now: datetime) -> DemandChanged:
    """The event of a demand that was deleted."""
    _close_shrinks(bet, team, "Nothing is asked of the team any more.", by, now)
    enters, leaves = _moves(cycle, bet, team, before)
    return DemandChanged(team=team.slug, before=before, enters=enters, leaves=leaves)


def check_amount(team: Team, cycle: Cycle, tenths: int, least: int = 1) -> None:
    """Raise Invalid for a team of another board, or an amount that is none."""
    if team.board_id != cycle.board_id:
        raise Invalid("The team belongs to another board.")
    if not least <= tenths <= MOST_TENTHS:
        sentence = f"Write between {weeks(least)} and {MOST_TENTHS / 10:,.1f} person-weeks."
        raise Invalid(sentence, errors={"weeks": sentence})


def _close_shrinks(bet: Bet, team: Team, reason: str, by: Membership, now: datetime) -> None:
    """What a leader asked to be less is another number now, or none."""
    Shrink.objects.filter(bet=bet, team=team, state=Shrink.State.OPEN).update(
        state=Shrink.State.WITHDRAWN, closed_by=by, closed_at=now, closed_reason=reason
    )


def _moves(cycle: Cycle, bet: Bet, team: Team, before: int | None) -> tuple[list[int] | None, list[int] | None]:
    """Who comes in and who goes, if anybody does. Before the bets are ranked nothing is funded."""
    if cycle.state != Cycle.State.RANKING:
        return None, None
    moved = effect(load(cycle).allocation, bet.pk, team.slug, before)
    return (list(moved.enters), list(moved.leaves)) if moved.enters or moved.leaves else (None, None)
