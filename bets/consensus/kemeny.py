"""The Kemeny order: it contradicts the fewest opinions on two bets, and is the nearest among equals. Pure.

`prove` takes the solver along; where only `propose` is wanted, import it from `bets.consensus.proposing`.
"""

from collections.abc import Sequence
from itertools import chain
from time import monotonic

import numpy as np

from bets.candidates import BetId
from bets.consensus.opinions import Opinions, Order, cost, floor, opinions
from bets.consensus.program import Program
from bets.consensus.proposing import Proposal, named, propose
from bets.consensus.search import blocks, improved, search

__all__ = ["Proposal", "propose", "prove"]


def prove(orders: Sequence[Sequence[BetId]], last: Sequence[BetId], seconds: float = 10.0) -> Proposal:
    """The best order there is, by the three aims of `bets.consensus.opinions` in turn, and the proof that it is.

    `last`: the order of the last revision before the round. After `seconds`, all in all, the best one found, with
    its bound; if only the choice among equals was still open by then, the bound is the distance and the order one
    of those. The same orders give the same answer, whoever is named first, as long as time does not end it.

    ValueError: an order names a bet twice.
    """
    deadline = monotonic() + seconds
    said = opinions(orders, last)
    parts = blocks(said.aims[0])
    # The small ones first: a large one may take what time there is.
    proved = {part: _proved(part, said, deadline) for part in sorted(parts, key=len)}
    order = tuple(chain.from_iterable(proved[part][0] for part in parts))
    gap = sum(cost(best, said.aims[0]) - bound for best, bound in proved.values())
    distance = cost(order, said.aims[0])
    return Proposal(named(order, said), distance, distance - gap)


def _proved(part: Order, said: Opinions, deadline: float) -> tuple[Order, int]:
    """The best order of a part, and the bound of its first aim."""
    best = search(part, said)
    if cost(best, said.joint) == floor(best, said.joint):
        return best, cost(best, said.aims[0])
    program, bounds = Program(len(part), deadline), []
    for aim in said.aims:
        costs = np.array([[aim[a][b] for b in part] for a in part], dtype=float)
        answer = program.least(costs, tuple(part.index(bet) for bet in best))
        bounds.append(answer.bound)
        if answer.cost < cost(best, aim):
            best = improved((part[place] for place in answer.order), said.joint)
        if not answer.is_proved:
            break
        program.allow(costs, answer.cost)
    return best, max(bounds[0], floor(part, said.aims[0]))
