"""A proposal meets the bets of today."""

from hypothesis import given
from hypothesis import strategies as st

from bets.round.fitting import fitted


def test_with_the_same_bets_the_proposal_is_the_order() -> None:
    assert fitted([2, 1, 3], today=[1, 2, 3], tray=[]) == (2, 1, 3)


def test_a_bet_that_is_gone_is_dropped() -> None:
    assert fitted([2, 1, 3], today=[2, 3], tray=[]) == (2, 3)


def test_a_bet_of_the_tray_that_was_in_the_round_is_placed() -> None:
    assert fitted([4, 1, 2], today=[1, 2], tray=[4]) == (4, 1, 2)


def test_a_bet_that_came_into_the_tray_since_stays_there() -> None:
    assert fitted([2, 1], today=[1, 2], tray=[9]) == (2, 1)


def test_a_bet_ranked_since_stays_behind_the_one_that_it_stands_behind() -> None:
    assert fitted([3, 2, 1], today=[1, 9, 2, 3], tray=[]) == (3, 2, 1, 9)


def test_two_bets_ranked_since_stay_behind_one_another() -> None:
    assert fitted([2, 1], today=[1, 8, 9, 2], tray=[]) == (2, 1, 8, 9)


def test_a_bet_ranked_first_since_stays_first() -> None:
    assert fitted([2, 1], today=[9, 1, 2], tray=[]) == (9, 2, 1)


@given(st.permutations(range(8)), st.permutations(range(4, 12)), st.sets(st.integers(0, 3)))
def test_it_holds_every_ranked_bet_once_and_nothing_that_is_gone(
    proposal: list[int], today: list[int], tray: set[int]
) -> None:
    order = fitted(proposal, today, tray)
    assert sorted(order) == sorted({*today, *(tray & set(proposal))})
