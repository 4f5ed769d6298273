"""What another number for one demand changes in what is funded. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bets.allocation import Allocation, allocate
from bets.candidates import BetId, Candidate, Team
from bets.what_if import Difference, difference


def effect(today: Allocation, bet: BetId, team: Team, before: int | None) -> Difference:
    """From `bet` asking `team` for `before` tenths (None: for nothing) to what it asks for `today`."""
    past = [_asking(other, team, before) if other.id == bet else other for other in today.candidates]
    return difference(allocate(past, today.capacity, today.policy), today)


def fitting(today: Allocation, bet: BetId, team: Team) -> int | None:
    """The number at which the demand would fit, in tenths: what was left of the team at its turn.

    None for a bet that is not short on the team, and where nothing was left.
    """
    waiting = today.unfunded.get(bet)
    if waiting is None or team not in waiting.turn_price:
        return None
    asked = _demand(today.candidates, bet, team)
    return asked - waiting.turn_price[team] or None


def _demand(candidates: Sequence[Candidate], bet: BetId, team: Team) -> int:
    return next((other.demand or {}).get(team, 0) for other in candidates if other.id == bet)


def _asking(candidate: Candidate, team: Team, tenths: int | None) -> Candidate:
    """A bet that asks for nothing at all then has no estimate."""
    others = {name: asked for name, asked in (candidate.demand or {}).items() if name != team}
    return replace(candidate, demand=(others or None) if tenths is None else others | {team: tenths})
