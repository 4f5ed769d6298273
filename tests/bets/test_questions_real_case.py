"""How many of their disagreements leaders must settle on the real case until nothing they dispute changes the funding.

Private orders are drawn around the given one; the room begins with their consensus and answers one question after the
other. `pytest -s` prints what docs/decisions/0013 quotes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from random import Random

import pytest

from bets.allocation import Allocation, BetId, Policy, allocate
from bets.consensus.agreed import agreed
from bets.consensus.pairs import Disputed, disputed
from bets.consensus.proposing import propose
from bets.questions import Question, count, questions
from tests.bets.the_questions import Pair, moved, private_order
from tests.bets.the_real_case import CANDIDATES, CAPACITY

GIVEN = tuple(bet.id for bet in CANDIDATES)
BETS = {bet.id: bet for bet in CANDIDATES}
NEAR = [(3, phi) for phi in (0.3, 0.5, 0.7)]
DIVERSE = [(8, phi) for phi in (0.8, 0.9, 0.95)]

Orders = list[tuple[BetId, ...]]
Judge = Callable[[BetId, BetId, Disputed], Pair]  # the upper and the lower bet of today's order, as they shall stand


@dataclass(frozen=True)
class Outcome:
    disagreements: int
    decisive: int  # by definition, when the room begins
    asked: int
    acts: int
    order: tuple[BetId, ...]


def the_majority(upper: BetId, lower: BetId, pair: Disputed) -> Pair:
    """A draw leaves the order as it is."""
    return (lower, upper) if pair.against(upper) * 2 > pair.of else (upper, lower)


def the_true_order(upper: BetId, lower: BetId, pair: Disputed) -> Pair:
    return (upper, lower) if GIVEN.index(upper) < GIVEN.index(lower) else (lower, upper)


def allocated(order: tuple[BetId, ...], policy: Policy) -> Allocation:
    return allocate([BETS[bet] for bet in order], CAPACITY, policy)


def funded(order: tuple[BetId, ...], policy: Policy) -> set[BetId]:
    return set(allocated(order, policy).funded)


def weighty(question: Question, allocation: Allocation) -> object:
    """As `questions` puts them: min finds the first."""
    return 0


def nearest(question: Question, allocation: Allocation) -> object:
    """The two that stand closest first: their answer leaves the least room to what stands around them."""
    rank = {bet.id: rank for rank, bet in enumerate(allocation.candidates)}
    return rank[question.lower] - rank[question.upper]


def room(orders: Orders, policy: Policy, judge: Judge, how: Callable[[Question, Allocation], object]) -> Outcome:
    """One open question after the other is asked and answered, until there is none."""
    pairs = {(pair.first, pair.second): pair for pair in disputed(orders)}
    order, known, asked, acts = propose(orders, GIVEN).order, set(agreed(orders)), 0, 0
    decisive = count(allocated(order, policy), pairs.values()).now
    while open_now := questions(today := allocated(order, policy), pairs.values(), known):
        one, asked = min(open_now, key=partial(how, allocation=today)), asked + 1
        answer = judge(one.upper, one.lower, pairs[min(one.upper, one.lower), max(one.upper, one.lower)])
        if answer != (one.upper, one.lower):
            order, acts = tuple(moved(order, one.bet, one.target)), acts + 1
        assert answer not in known
        known.add(answer)
    assert count(allocated(order, policy), pairs.values(), known).now == 0
    return Outcome(len(pairs), decisive, asked, acts, order)


def all_answered(orders: Orders, judge: Judge) -> tuple[tuple[BetId, ...], bool]:
    """The consensus of all answers, every pair being asked; and whether they make an order, without a ring."""
    pairs = {(pair.first, pair.second): pair for pair in disputed(orders)}
    start = propose(orders, GIVEN).order
    answers = [
        judge(upper, lower, pairs[key]) if (key := (min(upper, lower), max(upper, lower))) in pairs else (upper, lower)
        for upper, lower in combinations(start, 2)
    ]
    adopted = propose(answers, start)
    return adopted.order, adopted.distance == 0


def drawn(leaders: int, phi: float, seed: int) -> Orders:
    random = Random(seed * 100 + leaders)
    return [private_order(GIVEN, phi, random) for _ in range(leaders)]


def printed(case: str, judge: Judge, how: str, outcome: Outcome, verdict: str) -> None:
    asked = f"{outcome.asked:3} asked ({outcome.asked / outcome.disagreements:.1%})"
    figures = f"{outcome.disagreements:3} disagreements -> {outcome.decisive:3} decisive -> {asked}"
    print(f"{case:30} {judge.__name__:14} {how:7} {figures}, {outcome.acts} acts; {verdict}")  # noqa: T201


@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize(
    ("leaders", "phi", "seed"),
    [(3, 0.5, 0), (8, 0.8, 0)]
    + [pytest.param(n, phi, seed, marks=pytest.mark.faults) for n, phi in NEAR + DIVERSE for seed in range(3)],
)
def test_few_disagreements_are_asked_until_none_can_change_what_is_funded(leaders, phi, seed, policy):
    """Printed: what the room ends with beside what the order of all answers funds, where the answers make an order.

    The two are the same in most draws, which is no theorem: two answers together can do what neither does alone. If
    the answers go round in a ring, nobody can say what should be funded. Asserted are the cases of every day.
    """
    orders, every_day = drawn(leaders, phi, seed), (phi, seed) in ((0.5, 0), (0.8, 0))
    for judge in (the_majority, the_true_order):
        whole, is_order = all_answered(orders, judge)
        for how in (weighty, nearest):
            outcome = room(orders, policy, judge, how)
            differing = len(funded(outcome.order, policy) ^ funded(whole, policy))
            verdict = f"funds {differing} others" if differing else "funds the same"
            case = f"{leaders} leaders, phi {phi}, #{seed}, {policy}"
            printed(case, judge, how.__name__, outcome, verdict + " (a ring)" * (not is_order))

            if every_day:
                assert outcome.asked <= min(outcome.decisive, outcome.disagreements // 10)
                assert not differing
