"""The proposal out of many orders: worked examples, and every order there is for small elections."""

from itertools import permutations
from random import Random

import pytest

from bets.consensus.kemeny import Proposal, propose, prove
from bets.consensus.opinions import Costs, cost, opinions
from bets.consensus.pairs import disputed
from tests.bets.consensus.elections import LETTERS, diverse, every_order, near, repeated, small, spelled
from tests.bets.consensus.judged import from_summed_positions, from_the_means, judged
from tests.counts import COUNTED, WHOLE

pytestmark = COUNTED

TRIES = 2_000 if WHOLE else 120
SEVEN = 30 if WHOLE else 2  # elections of just seven bets: 5,040 orders each

NASHVILLE, CHATTANOOGA, KNOXVILLE, MEMPHIS = 3, 2, 4, 1
TENNESSEE = [
    *[[MEMPHIS, NASHVILLE, CHATTANOOGA, KNOXVILLE]] * 42,
    *[[NASHVILLE, CHATTANOOGA, KNOXVILLE, MEMPHIS]] * 26,
    *[[CHATTANOOGA, KNOXVILLE, NASHVILLE, MEMPHIS]] * 15,
    *[[KNOXVILLE, CHATTANOOGA, NASHVILLE, MEMPHIS]] * 17,
]


def word(proposal: Proposal) -> str:
    return "".join(LETTERS[bet] for bet in proposal.order)


def test_tennessee_has_its_capital_in_nashville():
    proposal = prove(TENNESSEE, last=[])

    assert proposal == Proposal((NASHVILLE, CHATTANOOGA, KNOXVILLE, MEMPHIS), distance=207, bound=207)
    assert proposal.is_proved


def test_of_a_ring_the_weakest_majority_is_given_up():
    proposal = prove(repeated((25, "ABC"), (40, "BCA"), (35, "CAB")), last=[])

    assert (word(proposal), proposal.distance, proposal.bound) == ("BCA", 120, 120)


@pytest.mark.parametrize("leaders", [("ABCDE", "BCAED"), ("BCAED", "ABCDE")])
def test_between_two_leaders_summed_positions_decide_and_then_the_last_revision(leaders: tuple[str, str]):
    orders = spelled(*leaders)
    [last] = spelled("ABCED")

    for proposal in (propose(orders, last), prove(orders, last)):
        assert (word(proposal), proposal.distance, proposal.bound) == ("BACED", 3, 3)
    open_pairs = {LETTERS[pair.first] + LETTERS[pair.second] for pair in disputed(orders)}
    assert open_pairs == {"AB", "AC", "DE"}


def test_the_last_revision_decides_between_equals_and_nothing_else_does():
    orders = spelled("ABCDE", "BCAED")
    [last] = spelled("ABCDE")

    assert word(prove(orders, last)) == "BACDE"


def test_the_search_calls_nothing_proved_while_the_choice_among_equals_is_open():
    orders = spelled("DABC", "BCDA", "ABCD", "BCDA")

    proposed, proved = propose(orders, last=[]), prove(orders, last=[])

    assert (proposed.distance, proposed.bound, proposed.is_proved) == (7, None, False)
    assert (proved.distance, proved.bound) == (7, 7)


def test_one_leader_is_the_proposal():
    [order] = spelled("CADBE")

    assert prove([order], last=[0, 1, 2, 3, 4]) == Proposal(tuple(order), distance=0, bound=0)


def test_of_nobody_nothing_is_proposed():
    assert prove([], last=[1, 2]) == propose([], last=[1, 2]) == Proposal((), distance=0, bound=0)


def test_an_order_that_names_a_bet_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        prove([[1, 2, 1]], last=[])


@pytest.mark.parametrize("partial", [False, True], ids=["whole orders", "some lack bets"])
def test_no_order_at_all_is_better_than_the_one_that_is_proved(partial: bool):
    for seed in range(TRIES):
        orders, last = small(seed, 6 if seed % 10 == 0 else 5, partial=partial)
        assert_best(orders, last)


def test_nor_is_one_among_all_5040_of_seven_bets():
    for seed in range(SEVEN):
        orders, last = diverse(7, 3 + seed % 5, seed), Random(seed).sample(range(1, 8), 7)
        assert_best(orders, last)


def assert_best(orders: list[list[int]], last: list[int]) -> None:
    best = min(judged(order, orders, last) for order in every_order(orders))
    proved, proposed = prove(orders, last), propose(orders, last)

    assert judged(proved.order, orders, last) == best
    assert (proved.distance, proved.bound) == (best[0], best[0])
    assert proposed.bound is None or proposed.bound <= best[0] <= proposed.distance
    assert not proposed.is_proved or judged(proposed.order, orders, last) == best


def test_nor_among_the_millions_of_eleven():
    for seed in range(6):
        orders, last = diverse(11, 3 + seed, seed), list(range(1, 12))
        said = opinions(orders, last)

        order = tuple(said.bets.index(bet) for bet in prove(orders, last).order)

        assert cost(order, said.joint) == least_by_subsets(said.joint)


def least_by_subsets(costs: Costs) -> int:
    """What the cheapest order of each subset costs: the lowest bet of it, in turn, below the cheapest of the others."""
    size = range(len(costs))
    least = [0] * 2 ** len(costs)
    for subset in range(1, len(least)):
        inside = [bet for bet in size if subset >> bet & 1]
        least[subset] = min(least[subset ^ 1 << low] + sum(costs[bet][low] for bet in inside) for low in inside)
    return least[-1]


def test_over_whole_orders_summed_positions_are_the_squared_distance_from_the_means():
    orders, every = diverse(5, 4, seed=1), list(permutations(range(1, 6)))

    squared = [from_the_means(order, orders) * len(orders) / 2 for order in every]
    summed = [from_summed_positions(order, orders) for order in every]

    assert len({one - other for one, other in zip(squared, summed, strict=True)}) == 1


@pytest.mark.parametrize("orders", [near(30, 6, 0.8, seed=1), diverse(20, 5, seed=2)], ids=["near", "diverse"])
def test_whoever_is_named_first_changes_nothing(orders: list[list[int]]):
    last = sorted(orders[0])
    shuffled = Random(3).sample(orders, len(orders))

    assert prove(shuffled, last) == prove(orders, last)
    assert propose(shuffled, last) == propose(orders, last)


def test_bets_that_some_lack_are_placed_by_those_who_name_them():
    late = 9
    proposal = prove([[1, 2, 3], [1, late, 2, 3], [1, late, 2, 3]], last=[3, 2, 1])

    assert proposal == Proposal((1, late, 2, 3), distance=0, bound=0)


def test_what_only_the_last_revision_names_is_left_out_and_what_it_lacks_stands_last_there():
    assert prove([[1, 3, 2], [2, 3, 1]], last=[7, 2, 8]).order == (2, 1, 3)
