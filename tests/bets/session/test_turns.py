"""Who pitches when: turns are moved, left out and taken in, and the turn that is on stays with its bet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bets.session.turns import NoSuchTurn, Turns

FOUR = Turns((11, 12, 13, 14))


@pytest.mark.parametrize(
    ("bet", "steps", "running"),
    [(13, -1, (11, 13, 12, 14)), (11, 1, (12, 11, 13, 14)), (11, -1, (11, 12, 13, 14)), (12, 99, (11, 13, 14, 12)),
     (14, -99, (14, 11, 12, 13))],
)  # fmt: skip
def test_a_bet_goes_earlier_or_later_and_no_further_than_the_ends(
    bet: int, steps: int, running: tuple[int, ...]
) -> None:
    assert FOUR.shifted(bet, steps).running == running


def test_the_turn_that_is_on_stays_with_its_bet() -> None:
    on = FOUR.at(1)
    assert on.pitched == 12
    assert on.shifted(12, 2) == Turns((11, 13, 14, 12), 3)
    assert on.without(11) == Turns((12, 13, 14), 0)
    assert on.including(15) == Turns((11, 12, 13, 14, 15), 1)


def test_left_out_in_its_own_turn_it_gives_way_to_the_next_one() -> None:
    assert FOUR.at(1).without(12).pitched == 13
    assert FOUR.at(3).without(14) == Turns((11, 12, 13), None)


def test_a_bet_pitches_once() -> None:
    assert FOUR.including(12) is FOUR


@pytest.mark.parametrize("place", [-1, 4, 99])
def test_there_is_no_turn_beyond_the_order(place: int) -> None:
    with pytest.raises(NoSuchTurn, match="There are 4 turns"):
        FOUR.at(place)


def test_what_is_not_pitched_is_neither_moved_nor_left_out() -> None:
    for change in (lambda: FOUR.shifted(99, 1), lambda: FOUR.without(99)):
        with pytest.raises(NoSuchTurn, match="not among those"):
            change()


@given(st.permutations(range(6)), st.integers(0, 5), st.integers(0, 5), st.integers(-9, 9))
def test_nobody_is_lost_or_doubled_and_the_speaker_is_the_same(
    running: list[int], turn: int, bet: int, steps: int
) -> None:
    before = Turns(tuple(running), turn)
    after = before.shifted(bet, steps)
    assert sorted(after.running) == sorted(running)
    assert after.pitched == before.pitched
