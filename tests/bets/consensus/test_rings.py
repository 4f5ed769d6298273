"""Contradictions of the majority."""

from itertools import permutations

from bets.consensus.rings import rings
from tests.bets.consensus.elections import diverse, repeated


def test_a_over_b_over_c_over_a_is_one_ring():
    assert rings([[1, 2, 3], [2, 3, 1], [3, 1, 2]]) == ((1, 2, 3),)


def test_the_other_way_round_it_is_told_the_other_way_round():
    assert rings([[3, 2, 1], [2, 1, 3], [1, 3, 2]]) == ((1, 3, 2),)


def test_one_persons_order_and_a_drawn_pair_make_no_ring():
    assert rings([[1, 2, 3]]) == ()
    assert rings([[1, 2, 3], [3, 1, 2]]) == ()
    assert rings([]) == ()


def test_only_those_who_name_both_count():
    assert rings([[1, 2], [2, 3], [3, 1]]) == ((1, 2, 3),)


def test_the_largest_majorities_come_first_and_no_more_than_are_asked_for():
    strong = repeated((3, "ABC"), (3, "BCA"), (3, "CAB"))
    weak = [[3, 4, 5], [4, 5, 3], [5, 3, 4]]

    assert rings([*weak, *strong]) == ((0, 1, 2), (3, 4, 5))
    assert rings([*weak, *strong], most=1) == ((0, 1, 2),)


def test_all_rings_are_found_each_once():
    orders = diverse(8, 5, seed=3)

    def over(upper: int, lower: int) -> bool:
        return sum(order.index(upper) < order.index(lower) for order in orders) > 2

    wanted = {
        ring
        for ring in permutations(range(1, 9), 3)
        if ring[0] == min(ring) and over(*ring[:2]) and over(*ring[1:]) and over(ring[2], ring[0])
    }
    found = rings(orders, most=1_000)
    assert set(found) == wanted != set()
    assert len(found) == len(wanted)
