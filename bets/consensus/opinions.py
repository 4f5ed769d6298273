"""What several orders say together, as costs: what it takes to put one bet above another. Pure.

Three aims, each before the next. Each is a sum over the pairs of an order, so that tables say all about it:

1. **contradicted**: how many put the two the other way round. Who does not name both has no opinion on them.
2. **mean positions**: by how much the two are apart in summed positions, if they stand against them. Over whole
   orders this is the squared distance from the mean positions (halved, times the number of orders, less what is the
   same for all: the squares of 1..n are, and what is left, position times mean, is a sum over pairs). Where some
   name fewer bets, the positions given by those who name both count; so it stays a whole number.
3. **last revision**: one, if they stand against it (Kendall's distance). It may name other bets; those that it lacks
   stand below all others, the lower id first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from bets.candidates import BetId

Order = tuple[int, ...]  # places in `Opinions.bets`
Costs = list[list[int]]  # [a][b]: of putting a above b


@dataclass(frozen=True, slots=True)
class Opinions:
    """`bets`: all that any order names, by id. `joint`: the three aims as one number each, the first before all.

    `starts`: orders near which a good one may be: by the means, the last one, and the given ones.
    """

    bets: tuple[BetId, ...]
    aims: tuple[Costs, Costs, Costs]
    joint: Costs
    starts: tuple[Order, ...]


def opinions(orders: Sequence[Sequence[BetId]], last: Sequence[BetId]) -> Opinions:
    """The same, in whatever sequence the orders are given. ValueError if one names a bet twice."""
    bets = tuple(sorted({bet for order in orders for bet in order}))
    place = {bet: index for index, bet in enumerate(bets)}
    given = sorted(tuple(place[bet] for bet in order) for order in orders)
    if any(len(set(order)) < len(order) for order in given):
        raise ValueError("an order names a bet twice")
    known = dict.fromkeys(place[bet] for bet in last if bet in place)
    before = tuple(dict.fromkeys(chain(known, range(len(bets)))))
    above, apart = _counted(given, len(bets))
    aims = (_turned(above), _positive(_turned(apart)), _turned(_counted([before], len(bets))[0]))
    means = tuple(sorted(before, key=lambda bet: -sum(apart[bet])))
    starts = dict.fromkeys([means, before, *(_whole(order, means) for order in given)])
    return Opinions(bets, aims, _joint(aims), tuple(starts))


def cost(order: Order, costs: Costs) -> int:
    return sum(costs[a][b] for a, b in combinations(order, 2))


def floor(among: Order, costs: Costs) -> int:
    """What each pair costs at least, whatever the others do: no order costs less."""
    return sum(min(costs[a][b], costs[b][a]) for a, b in combinations(among, 2))


def _counted(orders: Sequence[Order], size: int) -> tuple[Costs, Costs]:
    """[a][b]: how many put a above b; by how many places in sum, negative if below."""
    above = [[0] * size for _ in range(size)]
    apart = [[0] * size for _ in range(size)]
    for order in orders:
        for (upper, a), (lower, b) in combinations(enumerate(order), 2):
            above[a][b] += 1
            apart[a][b] += lower - upper
            apart[b][a] -= lower - upper
    return above, apart


def _turned(table: Costs) -> Costs:
    return [list(column) for column in zip(*table, strict=True)]


def _positive(table: Costs) -> Costs:
    return [[max(entry, 0) for entry in row] for row in table]


def _joint(aims: tuple[Costs, Costs, Costs]) -> Costs:
    """One table in which a whole order can never make up for an earlier aim by a later one."""
    first, second, third = aims
    of_third = 1 + sum(map(sum, third))
    of_second = 1 + sum(map(sum, second))
    size = range(len(first))
    return [[(first[a][b] * of_second + second[a][b]) * of_third + third[a][b] for b in size] for a in size]


def _whole(order: Order, rest: Order) -> Order:
    return tuple(dict.fromkeys(chain(order, rest)))
