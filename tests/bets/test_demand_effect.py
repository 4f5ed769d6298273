"""What another number for one demand changes in what is funded, and which number would fit."""

import pytest

from bets.allocation import Candidate, Policy, allocate
from bets.demand_effect import effect, fitting
from bets.staffing import people


def test_a_smaller_demand_brings_the_bet_in() -> None:
    today = allocate([Candidate(1, {"data": 20}), Candidate(2, {"data": 5})], {"data": 25}, Policy.TEAM)
    moved = effect(today, 2, "data", before=10)
    assert (moved.enters, moved.leaves) == ((2,), ())


def test_a_larger_demand_sends_the_bet_away() -> None:
    today = allocate([Candidate(1, {"data": 30}), Candidate(2, {"data": 5})], {"data": 25}, Policy.FILL)
    moved = effect(today, 1, "data", before=20)
    assert (moved.enters, moved.leaves) == ((), (1,))


def test_the_last_demand_that_goes_leaves_the_bet_without_an_estimate() -> None:
    today = allocate([Candidate(1, None)], {"data": 25}, Policy.TEAM)
    assert effect(today, 1, "data", before=5).leaves == (1,)


def test_what_fits_is_what_was_left_at_its_turn() -> None:
    candidates = [Candidate(1, {"data": 20}), Candidate(2, {"data": 10, "voice": 5}), Candidate(3, {"data": 3})]
    today = allocate(candidates, {"data": 25, "voice": 9}, Policy.TEAM)
    assert fitting(today, 2, "data") == 5
    assert fitting(today, 2, "voice") is None, "it is not short on that team"
    assert fitting(today, 1, "data") is None, "it is funded"


def test_nothing_fits_where_nothing_is_left() -> None:
    today = allocate([Candidate(1, {"data": 25}), Candidate(2, {"data": 3})], {"data": 25}, Policy.TEAM)
    assert fitting(today, 2, "data") is None


@pytest.mark.parametrize(
    ("tenths", "said"), [(110, "about 0.4 people"), (258, "about 1.0 person"), (10, "fewer than 0.1 people")]
)
def test_person_weeks_are_people_over_the_cycle(tenths: int, said: str) -> None:
    assert people(tenths, weeks=181 / 7) == said
