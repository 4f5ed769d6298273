"""How far each bet must go under fill before another set is funded."""

from hypothesis import given
from hypothesis import strategies as st

from bets.allocation import Candidate, Policy, allocate
from bets.thresholds import Thresholds, hold
from bets.walk import Shift, Turns
from tests.bets.test_allocation_properties import capacities, demands, tried

A, B, C, D = 1, 2, 3, 4
X = {"x": 10}


@st.composite
def plain_boards(draw: st.DrawFn) -> list[Candidate]:
    sizes = draw(st.lists(st.one_of(demands, demands, demands, demands, st.none()), max_size=8))
    return [Candidate(rank, demand) for rank, demand in enumerate(sizes, start=1)]


def thresholds(bets, capacity) -> Thresholds:
    return Thresholds(Turns(bets), capacity)


def shifts(bets) -> list[Shift]:
    places = range(len(bets))
    return [Shift(origin, goal) for origin in places for goal in places if origin != goal]


def changes(bets, capacity, shift) -> bool:
    after = list(bets)
    after.insert(shift.goal, after.pop(shift.origin))
    funded = [set(allocate(order, capacity, Policy.FILL).funded) for order in (bets, after)]
    return funded[0] != funded[1]


class TestCases:
    def test_a_bet_that_waits_must_come_above_the_lowest_at_whose_turn_it_still_fits(self):
        bets = [Candidate(A, {"x": 3}), Candidate(B, {"x": 2}), Candidate(C, {"x": 3}), Candidate(D, {"x": 5})]

        assert thresholds(bets, X).at[3] == 2

    def test_a_funded_bet_must_come_below_the_first_that_fits_once_it_is_gone(self):
        bets = [Candidate(A, {"x": 6}), Candidate(B, {"x": 3}), Candidate(C, {"x": 9}), Candidate(D, {"x": 7})]

        assert thresholds(bets, X).at[0] == 3

    def test_what_never_fits_and_what_lets_nobody_in_has_none(self):
        bets = [Candidate(A, {"x": 4}), Candidate(B, {"y": 1}), Candidate(C, {"x": 11}), Candidate(D, None)]

        assert thresholds(bets, X).at == {}

    def test_they_hold_only_where_nothing_but_capacity_decides(self):
        assert hold([Candidate(A, X), Candidate(B, None)], Policy.FILL)
        assert not hold([Candidate(A, X)], Policy.TEAM)
        assert not hold([Candidate(A, X, must_do=True)], Policy.FILL)
        assert not hold([Candidate(A, X, needs=(B,))], Policy.FILL)
        assert not hold([Candidate(A, X, excludes=(B,))], Policy.FILL)


@tried
@given(plain_boards(), capacities)
def test_a_move_changes_what_is_funded_exactly_if_it_reaches_the_threshold(bets, capacity):
    found = thresholds(bets, capacity)

    for shift in shifts(bets):
        assert found.changes(shift) == changes(bets, capacity, shift), shift


@tried
@given(plain_boards(), capacities)
def test_the_decisive_pairs_are_those_of_which_one_bet_reaches_its_threshold_at_the_other(bets, capacity):
    found = thresholds(bets, capacity)

    reached = {tuple(sorted((shift.origin, shift.goal))) for shift in shifts(bets) if found.changes(shift)}
    assert set(found.pairs()) == reached


@tried
@given(plain_boards(), capacities)
def test_a_threshold_that_is_wrong_by_one_place_is_caught(bets, capacity):
    """The negative control, for every threshold and both ways."""
    for place, at in thresholds(bets, capacity).at.items():
        for wrong in {at - 1, at + 1} - {place}:
            found = thresholds(bets, capacity)
            found.at[place] = wrong

            assert any(found.changes(shift) != changes(bets, capacity, shift) for shift in shifts(bets))
