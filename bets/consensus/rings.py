"""Contradictions of the majority: A over B, B over C, and C over A. Pure."""

from collections.abc import Sequence
from itertools import combinations

from bets.candidates import BetId
from bets.consensus.opinions import Costs, opinions

Ring = tuple[BetId, BetId, BetId]


def rings(orders: Sequence[Sequence[BetId]], most: int = 12) -> tuple[Ring, ...]:
    """Rings of three: each above the next, and the last above the first, for more than half of those who name both.

    Each ring once, from its lowest id on. Those with the largest majorities first (the smallest of its three
    counts), then by ids; `most` of them.
    """
    said = opinions(orders, ())
    margins = _margins(said.aims[0])
    found = []
    for low, middle, high in combinations(range(len(said.bets)), 3):
        for a, b, c in ((low, middle, high), (low, high, middle)):
            if (weakest := min(margins[a][b], margins[b][c], margins[c][a])) > 0:
                found.append((-weakest, (said.bets[a], said.bets[b], said.bets[c])))
    return tuple(ring for _, ring in sorted(found)[:most])


def _margins(contradicted: Costs) -> Costs:
    """[a][b]: by how many more a is put above b than below."""
    size = range(len(contradicted))
    return [[contradicted[b][a] - contradicted[a][b] for b in size] for a in size]
