"""Neither of the two is killed, if one of them can do with less: what a smaller demand would change. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bets.allocation import Allocation, BetId, Reason, Team, allocate
from bets.demand_effect import fitting
from bets.what_if import Difference, difference


@dataclass(frozen=True, slots=True)
class ThirdWay:
    """`bet` asks `team` for `tenths` and is funded; `change` is all that follows."""

    bet: BetId
    team: Team
    tenths: int
    change: Difference


def third_way(today: Allocation, bets: Iterable[BetId]) -> ThirdWay | None:
    """The first of `bets` that waits for one team alone, and would be funded with what that had left."""
    for bet in bets:
        waiting = today.unfunded.get(bet)
        if waiting is None or waiting.reason is not Reason.CAPACITY or len(waiting.short) != 1:
            continue
        (team,) = waiting.short
        tenths = fitting(today, bet, team)
        found = ThirdWay(bet, team, tenths, _smaller(today, bet, team, tenths)) if tenths else None
        if found and bet in found.change.enters:
            return found
    return None


def _smaller(today: Allocation, bet: BetId, team: Team, tenths: int) -> Difference:
    candidates = [
        replace(other, demand={**(other.demand or {}), team: tenths}) if other.id == bet else other
        for other in today.candidates
    ]
    return difference(today, allocate(candidates, today.capacity, today.policy))
