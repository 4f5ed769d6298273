"""What leaders disagree on, pair by pair."""

from bets.consensus.pairs import Disputed, disputed


def test_leaders_who_agree_dispute_nothing():
    assert disputed([[3, 1, 2], [3, 1, 2]]) == ()
    assert disputed([[3, 1, 2]]) == ()
    assert disputed([]) == ()


def test_a_disputed_pair_says_how_many_put_it_which_way_round():
    [pair] = disputed([[1, 2, 3], [1, 3, 2], [1, 3, 2]])

    assert pair == Disputed(first=2, second=3, first_above=1, of=3)
    assert (pair.against(2), pair.against(3)) == (2, 1)


def test_who_does_not_name_both_has_no_opinion_on_them():
    assert disputed([[1, 2], [2], [1], [2, 1]]) == (Disputed(first=1, second=2, first_above=1, of=2),)
    assert disputed([[1, 2], [3, 1]]) == ()


def test_pairs_come_by_ids_whoever_is_named_first():
    orders = [[4, 2, 9], [9, 2, 4], [2, 4, 9]]

    assert [(pair.first, pair.second) for pair in disputed(orders)] == [(2, 4), (2, 9), (4, 9)]
    assert disputed(orders[::-1]) == disputed(orders)
