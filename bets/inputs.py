"""What the allocation of a cycle is computed from, read from the database. Three statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from bets.allocation import Allocation, Candidate, Policy, allocate
from bets.models import Bet, Capacity, Cycle, Demand, Exclusion, Need


class Sizable(Protocol):
    """As much of a bet as its candidate is made of: a row of the table, or of a page."""

    @property
    def pk(self) -> int: ...
    @property
    def needs_no_team(self) -> bool: ...
    @property
    def must_do(self) -> bool: ...


@dataclass(frozen=True)
class Inputs:
    """Candidates in rank order, net tenths per team slug, and the cycle's policy."""

    candidates: tuple[Candidate, ...]
    capacity: Mapping[str, int]
    policy: Policy

    @cached_property
    def allocation(self) -> Allocation:
        return allocate(self.candidates, self.capacity, self.policy)

    def reordered(self, order: Sequence[int]) -> "Inputs":
        """The same bets in another order; those that `order` does not name are left out."""
        known = {candidate.id: candidate for candidate in self.candidates}
        return replace(self, candidates=tuple(known[bet] for bet in order if bet in known))


def load(cycle: Cycle, extra: Iterable[int] = ()) -> Inputs:
    """The cycle's ranked bets, and those of `extra` behind them (bets of the tray, for a what-if)."""
    ranked = list(Bet.objects.filter(cycle=cycle).ranked())
    ranked += Bet.objects.filter(cycle=cycle, pk__in=list(extra), rank__isnull=True)
    capacity = Capacity.objects.filter(cycle=cycle).values_list("team__slug", "net_tenths")
    return Inputs(candidates(cycle, ranked), dict(capacity), Policy(cycle.policy))


def candidates(cycle: Cycle, ranked: Iterable[Sizable]) -> tuple[Candidate, ...]:
    """The allocation's view of `ranked`, bets of the cycle in rank order. Three statements."""
    demand = _demand(cycle)
    needs = _pairs(Need.objects.filter(cycle=cycle).values_list("bet_id", "prerequisite_id"))
    excludes = _pairs(Exclusion.objects.filter(cycle=cycle).values_list("bet_id", "other_id"))
    return tuple(
        Candidate(
            id=bet.pk,
            demand=demand.get(bet.pk, {} if bet.needs_no_team else None),
            needs=needs.get(bet.pk, ()),
            excludes=excludes.get(bet.pk, ()),
            must_do=bet.must_do,
        )
        for bet in ranked
    )


def _demand(cycle: Cycle) -> dict[int, dict[str, int]]:
    rows = Demand.objects.filter(bet__cycle=cycle).values_list("bet_id", "team__slug", "tenths")
    result: dict[int, dict[str, int]] = defaultdict(dict)
    for bet, team, tenths in rows:
        result[bet][team] = tenths
    return dict(result)


def _pairs(rows: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    result: dict[int, tuple[int, ...]] = {}
    for bet, other in rows:
        result[bet] = (*result.get(bet, ()), other)
    return result
