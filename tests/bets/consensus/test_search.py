"""The search: where a list may be cut, and what insertions find."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bets.consensus.opinions import cost, opinions
from bets.consensus.search import blocks, improved
from tests.bets.consensus.elections import every_order, near, repeated, spelled

few_orders = st.lists(st.permutations(range(6)), min_size=1, max_size=5)
seeded = settings(max_examples=60, derandomize=True, database=None, deadline=None)


def test_leaders_who_agree_on_all_leave_one_block_a_bet():
    assert blocks(opinions(spelled("BACDE", "BACDE"), []).aims[0]) == [(1,), (0,), (2,), (3,), (4,)]


def test_a_drawn_pair_and_a_ring_stay_together():
    drawn = opinions(spelled("ABCD", "BACD"), []).aims[0]
    ring = opinions(repeated((1, "DABC"), (1, "DBCA"), (1, "DCAB")), []).aims[0]

    assert blocks(drawn) == [(0, 1), (2,), (3,)]
    assert blocks(ring) == [(3,), (0, 1, 2)]


@given(few_orders)
@seeded
def test_blocks_are_strictly_preferred_and_cannot_be_cut_again(orders: list[list[int]]):
    contradicted = opinions(orders, []).aims[0]
    found = blocks(contradicted)

    assert sorted(bet for block in found for bet in block) == list(range(6))
    for upper, lower in pairwise(found):
        assert all(contradicted[a][b] < contradicted[b][a] for a in upper for b in lower)
    for block in found:
        reach = {block[0]}
        for _ in block:
            reach |= {b for a in reach for b in block if contradicted[a][b] <= contradicted[b][a]}
        assert reach == set(block)


@given(few_orders)
@seeded
def test_every_best_order_goes_by_blocks(orders: list[list[int]]):
    contradicted = opinions(orders, []).aims[0]
    block_of = {bet: number for number, block in enumerate(blocks(contradicted)) for bet in block}

    costs = {order: cost(order, contradicted) for order in every_order(orders)}

    best = min(costs.values())
    for order in (order for order, total in costs.items() if total == best):
        assert [block_of[bet] for bet in order] == sorted(block_of.values())


def test_after_the_search_no_single_insertion_helps():
    said = opinions(near(20, 5, 0.9, seed=4), [])

    order = improved(range(20), said.joint)

    for bet in order:
        others = [other for other in order if other != bet]
        moved = [(*others[:place], bet, *others[place:]) for place in range(20)]
        assert min(cost(each, said.joint) for each in moved) == cost(order, said.joint)
