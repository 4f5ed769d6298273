"""What several orders say about each two bets. Disagreements are pairs, never averages. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from bets.candidates import BetId


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """Two bets that not all orders put the same way round: `first` is the lower id.

    `first_above` of the `of` orders that name both put `first` above `second`.
    """

    first: BetId
    second: BetId
    first_above: int
    of: int

    def against(self, upper: BetId) -> int:
        """How many put the other one above `upper`."""
        return self.of - self.first_above if upper == self.first else self.first_above


def disputed(orders: Sequence[Sequence[BetId]]) -> tuple[Disputed, ...]:
    """Every pair that two orders contradict each other on, by ids."""
    places = [{bet: place for place, bet in enumerate(order)} for order in orders]
    bets = sorted({bet for order in orders for bet in order})
    found = (_opinions(first, second, places) for first, second in combinations(bets, 2))
    return tuple(pair for pair in found if 0 < pair.first_above < pair.of)


def _opinions(first: BetId, second: BetId, places: Sequence[dict[BetId, int]]) -> Disputed:
    both = [place for place in places if first in place and second in place]
    above = sum(place[first] < place[second] for place in both)
    return Disputed(first=first, second=second, first_above=above, of=len(both))
