"""What nobody contradicts: the other side of `pairs`. Pure."""

from collections.abc import Sequence
from itertools import combinations

from bets.candidates import BetId


def agreed(orders: Sequence[Sequence[BetId]]) -> frozenset[tuple[BetId, BetId]]:
    """Every two bets that an order puts this way round, the upper one first, and none the other way."""
    found = {pair for order in orders for pair in combinations(order, 2)}
    return frozenset((upper, lower) for upper, lower in found if (lower, upper) not in found)
