"""How good one order is, worked out in the plainest way there is: the three aims, word by word."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

Judgement = tuple[int, Fraction, int]


def judged(order: Sequence[int], orders: Sequence[Sequence[int]], last: Sequence[int]) -> Judgement:
    """Opinions contradicted; distance from the mean positions; pairs unlike the last revision. Less is better."""
    whole = all(len(each) == len(order) for each in orders)
    known = [bet for bet in last if bet in order]
    before = [*known, *sorted(set(order) - set(known))]
    return (
        sum(contradicted(order, each) for each in orders),
        from_the_means(order, orders) if whole else from_summed_positions(order, orders),
        contradicted(order, before),
    )


def contradicted(order: Sequence[int], by: Sequence[int]) -> int:
    return sum(upper in by and lower in by and by.index(upper) > by.index(lower) for upper, lower in pairs(order))


def from_the_means(order: Sequence[int], orders: Sequence[Sequence[int]]) -> Fraction:
    """Squared, and summed."""
    means = {bet: Fraction(sum(each.index(bet) for each in orders), len(orders)) for bet in order}
    return sum(((order.index(bet) - means[bet]) ** 2 for bet in order), start=Fraction(0))


def from_summed_positions(order: Sequence[int], orders: Sequence[Sequence[int]]) -> Fraction:
    """By how much the pairs are apart that stand against the positions of those who name both."""
    total = 0
    for upper, lower in pairs(order):
        both = [each for each in orders if upper in each and lower in each]
        total += max(0, sum(each.index(upper) - each.index(lower) for each in both))
    return Fraction(total)


def pairs(order: Sequence[int]) -> list[tuple[int, int]]:
    return list(combinations(order, 2))
