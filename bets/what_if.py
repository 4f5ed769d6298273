"""What if: the difference between two allocations, and what more capacity would change. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bets.allocation import Allocation, BetId, Reason, Team, Tenths, allocate


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changes between two allocations. Amounts are tenths of person-weeks by team."""

    enters: tuple[BetId, ...]  # funded only after, in allocation order
    leaves: tuple[BetId, ...]  # funded only before, in allocation order
    taken: Tenths  # what those that enter ask for
    freed: Tenths  # what those that leave asked for
    funded_before: int
    funded_after: int

    @property
    def changes_hands(self) -> Tenths:
        """What enters and what leaves together, by team; the sum of its values is the size of the change."""
        return {team: self.taken.get(team, 0) + self.freed.get(team, 0) for team in {**self.taken, **self.freed}}


@dataclass(frozen=True, slots=True)
class Prices:
    """What paying for one waiting bet would change: its turn price, and its no-regret price if another."""

    turn: Difference
    no_regret: Difference | None


def difference(before: Allocation, after: Allocation) -> Difference:
    """What `after` funds and `before` does not, and the other way round."""
    was, is_now = set(before.funded), set(after.funded)
    enters = tuple(bet for bet in after.funded if bet not in was)
    leaves = tuple(bet for bet in before.funded if bet not in is_now)
    return Difference(
        enters=enters,
        leaves=leaves,
        taken=_asked_for(after, enters),
        freed=_asked_for(before, leaves),
        funded_before=len(before.funded),
        funded_after=len(after.funded),
    )


def with_more(today: Allocation, extra: Tenths) -> Allocation:
    """The same bets under the same policy, with this much more capacity."""
    teams = {**today.capacity, **extra}
    capacity = {team: today.capacity.get(team, 0) + extra.get(team, 0) for team in teams}
    return allocate(today.candidates, capacity, today.policy)


def prices(today: Allocation) -> dict[BetId, Prices]:
    """For each bet that waits for capacity and nothing else. Costs one or two allocations per bet."""
    return {bet: prices_of(today, bet) for bet, waiting in today.unfunded.items() if waiting.reason is Reason.CAPACITY}


def prices_of(today: Allocation, bet: BetId) -> Prices:
    """For one bet that waits for capacity, at the cost of two allocations. Raises KeyError for a funded bet."""
    waiting = today.unfunded[bet]
    turn = difference(today, with_more(today, waiting.turn_price))
    if waiting.no_regret_price == waiting.turn_price:
        return Prices(turn, None)
    return Prices(turn, difference(today, with_more(today, waiting.no_regret_price)))


def would_fit(locked: Allocation, gone: Collection[BetId]) -> tuple[BetId, ...]:
    """The waiting bets that would fit into what is left and what `gone`, funded bets that ended, set free.

    Each by itself, in allocation order; only those that would use something of what was set free, that need nothing
    that is not funded, and that exclude nothing that is. Nothing is given out by this.
    """
    funded = set(locked.funded) - set(gone)
    freed = _asked_for(locked, [bet for bet in locked.funded if bet in gone])
    left = {team: locked.leftover.get(team, 0) + freed.get(team, 0) for team in {**locked.leftover, **freed}}
    partners = _partners(locked)
    return tuple(
        bet.id
        for bet in locked.candidates
        if bet.id in locked.unfunded
        and bet.id not in gone
        and bet.demand is not None
        and freed.keys() & bet.demand.keys()
        and all(tenths <= left.get(team, 0) for team, tenths in bet.demand.items())
        and funded.issuperset(bet.needs)
        and funded.isdisjoint(partners[bet.id])
    )


def _partners(allocation: Allocation) -> dict[BetId, set[BetId]]:
    """Either-or partners, whichever of the two names the other."""
    partners: dict[BetId, set[BetId]] = {bet.id: set(bet.excludes) for bet in allocation.candidates}
    for bet in allocation.candidates:
        for other in bet.excludes:
            partners.setdefault(other, set()).add(bet.id)
    return partners


def _asked_for(allocation: Allocation, bets: Iterable[BetId]) -> dict[Team, int]:
    demands = {bet.id: bet.demand or {} for bet in allocation.candidates}
    total: dict[Team, int] = {}
    for bet in bets:
        for team, tenths in demands[bet].items():
            total[team] = total.get(team, 0) + tenths
    return total
