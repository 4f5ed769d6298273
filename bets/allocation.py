"""The allocation from the top down: which bets the capacity funds, which wait, and why.

Pure. Capacity is net, see `bets.net_capacity`; units and names are those of `bets.candidates`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bets.candidates import BetId, Candidate, Policy, Reason, Team, Tenths, Waiting
from bets.descent import Descent
from bets.standing import largest_first, shortage

__all__ = ["Allocation", "BetId", "Candidate", "Policy", "Reason", "Team", "Tenths", "Waiting", "allocate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """Who is funded and who waits. Allocation order: the must-do bets, then the rest, each by rank."""

    policy: Policy
    candidates: tuple[Candidate, ...]  # in rank order, as given
    capacity: Tenths
    funded: tuple[BetId, ...]  # in allocation order
    unfunded: Mapping[BetId, Waiting]  # in allocation order
    line: BetId | None  # strict: the bet that closed the board
    team_lines: Mapping[Team, BetId]  # team: the bet that closed each team, highest line first
    leftover: Tenths  # per team of `capacity`
    placements: Mapping[BetId, Tenths]  # per bet and team it asks for: what was used already at its turn
    # fill: a funded bet -> the bets above it that wait for one of its teams
    jumps: Mapping[BetId, tuple[BetId, ...]]
    idle_behind: Mapping[Team, BetId]  # a team with capacity left -> the bet at whose line it stands idle
    # a bet that alone asks for more than some teams have in all -> those teams, largest excess first
    never_fits: Mapping[BetId, tuple[Team, ...]]
    out_of_order: tuple[tuple[BetId, BetId], ...]  # (bet, a bet it needs whose turn comes later)

    @property
    def used(self) -> Tenths:
        """What the funded bets take, per team of `capacity`."""
        return {team: tenths - self.leftover[team] for team, tenths in self.capacity.items()}

    @property
    def next_bet(self) -> BetId | None:
        """The first bet that is not funded."""
        return next(iter(self.unfunded), None)

    @property
    def next_price(self) -> Tenths:
        """What the next bet lacked at its turn."""
        return {} if self.next_bet is None else self.unfunded[self.next_bet].turn_price


def allocate(candidates: Sequence[Candidate], capacity: Tenths, policy: Policy) -> Allocation:
    """Fund the candidates, given in rank order, from the top down.

    `capacity` is net, per team; a team that it does not name has none. A bet is funded whole or not at all.
    Raises ValueError for a policy that is none.
    """
    descent = Descent(candidates, capacity, Policy(policy))
    descent.walk()
    return Allocation(
        policy=descent.policy,
        candidates=tuple(candidates),
        capacity=capacity,
        funded=tuple(descent.funded),
        unfunded=descent.unfunded(),
        line=descent.line,
        team_lines=descent.closed if descent.policy is Policy.TEAM else {},
        leftover=descent.left,
        placements=descent.placements,
        jumps=descent.jumps,
        idle_behind=_idle_behind(descent),
        never_fits=_never_fits(descent.order, capacity),
        out_of_order=_out_of_order(descent.order),
    )


def _idle_behind(descent: Descent) -> dict[Team, BetId]:
    """Under strict, what nobody at or below the line asks for is spare and stands behind nobody."""
    if descent.policy is Policy.TEAM:
        return {team: bet for team, bet in descent.closed.items() if descent.left.get(team)}
    if descent.line is None:
        return {}
    stopped = (descent.line, *(bet for bet, waiting in descent.waiting.items() if waiting.line is not None))
    wanted = {team for bet in stopped for team in descent.demands[bet]}
    return {team: descent.line for team, tenths in descent.left.items() if tenths and team in wanted}


def _never_fits(order: Sequence[Candidate], capacity: Tenths) -> dict[BetId, tuple[Team, ...]]:
    shortages = ((bet.id, shortage(bet.demand or {}, capacity)) for bet in order)
    return {bet: largest_first(short) for bet, short in shortages if short}


def _out_of_order(order: Sequence[Candidate]) -> tuple[tuple[BetId, BetId], ...]:
    turn = {bet.id: place for place, bet in enumerate(order)}
    return tuple((bet.id, needed) for bet in order for needed in bet.needs if turn.get(needed, -1) > turn[bet.id])
