"""What if: what two allocations differ in, and what paying for a waiting bet would change."""

import pytest
from hypothesis import given

from bets.allocation import Candidate, Policy, allocate
from bets.what_if import Difference, difference, prices, with_more, would_fit
from tests.bets.test_allocation_properties import boards, capacities, policies, tried
from tests.bets.the_real_case import allocated

A, B, C, D, E, F = 1, 2, 3, 4, 5, 6
BETS = (
    Candidate(A, {"x": 6}),
    Candidate(B, {"x": 5}),
    Candidate(C, {"x": 3, "y": 1}),
    Candidate(D, {"x": 1, "y": 9}),
)


class TestDifference:
    def test_it_names_who_enters_and_who_leaves_with_their_person_weeks_by_team(self):
        before = allocate(BETS, {"x": 10, "y": 10}, Policy.FILL)
        after = allocate(BETS, {"x": 11, "y": 10}, Policy.FILL)

        assert difference(before, after) == Difference(
            enters=(B,),
            leaves=(C, D),
            taken={"x": 5},
            freed={"x": 4, "y": 10},
            funded_before=3,
            funded_after=2,
        )

    def test_what_changes_hands_is_what_enters_and_what_leaves_together(self):
        change = difference(
            allocate(BETS, {"x": 10, "y": 10}, Policy.FILL), allocate(BETS, {"x": 11, "y": 10}, Policy.FILL)
        )

        assert change.changes_hands == {"x": 9, "y": 10}

    def test_another_policy_is_a_what_if_too(self):
        change = difference(allocated(Policy.STRICT), allocated(Policy.TEAM))

        assert (len(change.enters), change.leaves) == (24, ())
        assert change.funded_after - change.funded_before == 24

    def test_another_order_is_a_what_if_too(self):
        swapped = [BETS[1], BETS[0], *BETS[2:]]

        change = difference(
            allocate(BETS, {"x": 10, "y": 10}, Policy.TEAM), allocate(swapped, {"x": 10, "y": 10}, Policy.TEAM)
        )

        assert (change.enters, change.leaves) == ((B,), (A,))

    def test_a_changed_demand_counts_as_it_was_for_leaving_and_as_it_is_for_entering(self):
        larger = [Candidate(A, {"x": 12}), *BETS[1:]]

        change = difference(
            allocate(BETS, {"x": 10, "y": 10}, Policy.FILL), allocate(larger, {"x": 10, "y": 10}, Policy.FILL)
        )

        assert (change.leaves, change.freed) == ((A,), {"x": 6})

    @tried
    @given(boards(), capacities, policies)
    def test_there_is_none_between_an_allocation_and_itself(self, board, capacity, policy):
        allocation = allocate(board, capacity, policy)

        change = difference(allocation, allocation)

        assert (change.enters, change.leaves, change.changes_hands) == ((), (), {})


class TestWithMore:
    def test_more_is_added_and_a_team_that_had_nothing_begins_with_it(self):
        today = allocate([Candidate(A, {"x": 6, "q": 1})], {"x": 5, "y": 1}, Policy.STRICT)

        after = with_more(today, {"x": 1, "q": 1})

        assert after.capacity == {"x": 6, "y": 1, "q": 1}
        assert (after.funded, after.policy) == ((A,), Policy.STRICT)

    def test_today_stays_as_it_was(self):
        today = allocate([Candidate(A, {"x": 6})], {"x": 5}, Policy.TEAM)

        with_more(today, {"x": 1})

        assert today.capacity == {"x": 5}


class TestPrices:
    def test_only_bets_that_wait_for_capacity_have_them(self):
        bets = [
            Candidate(A, {"x": 11}),
            Candidate(B, {"x": 1}),
            Candidate(C, None),
            Candidate(D, {}, needs=(A,)),
            Candidate(E, {"y": 1}),
        ]

        assert list(prices(allocate(bets, {"x": 10}, Policy.TEAM))) == [A, E]

    def test_in_the_real_case_a_tenth_of_rustdoc_displaces_three(self):
        turn = prices(allocated(Policy.TEAM))[15].turn

        assert (turn.enters, turn.leaves) == ((15,), (17, 37, 42))

    def test_and_the_no_regret_price_displaces_nobody(self):
        no_regret = prices(allocated(Policy.TEAM))[15].no_regret

        assert no_regret is not None
        assert (no_regret.enters, no_regret.leaves) == ((15,), ())

    def test_where_both_prices_are_the_same_the_second_is_left_out(self):
        assert prices(allocated(Policy.TEAM))[31].no_regret is None

    def test_under_fill_a_bet_above_may_take_what_was_paid_for_one_below(self):
        bets = [Candidate(A, {"x": 13}), Candidate(B, {"x": 13})]

        assert prices(allocate(bets, {"x": 9}, Policy.FILL))[B].turn.enters == (A,)

    def test_even_the_no_regret_price_can_send_somebody_away(self):
        """Once A is funded, B at its turn finds less of y than before, closes y, and C has to queue."""
        bets = [Candidate(A, {"x": 11, "y": 8}), Candidate(B, {"x": 5, "y": 6}), Candidate(C, {"y": 5})]
        today = allocate(bets, {"x": 10, "y": 10}, Policy.TEAM)

        no_regret = prices(today)[A].no_regret

        assert today.unfunded[A].no_regret_price == {"x": 1, "y": 3}
        assert no_regret is not None
        assert (no_regret.enters, no_regret.leaves) == ((A,), (C,))

    @tried
    @given(boards(), capacities)
    @pytest.mark.parametrize("policy", [Policy.TEAM, Policy.STRICT])
    def test_the_turn_price_funds_the_bet_unless_a_must_do_bet_waits_for_the_same(self, policy, board, capacity):
        today = allocate(board, capacity, policy)
        must_do = {bet.id for bet in board if bet.must_do}

        for bet, paid in prices(today).items():
            if not must_do & today.unfunded.keys():
                assert bet in paid.turn.enters

    @tried
    @given(boards(), capacities)
    def test_under_strict_no_price_sends_anybody_away_but_for_must_do_bets(self, board, capacity):
        today = allocate([bet for bet in board if not bet.must_do], capacity, Policy.STRICT)

        assert all(paid.turn.leaves == () for paid in prices(today).values())


class TestWouldFit:
    """What would fit into the weeks of funded bets that ended, without anything being dealt again."""

    TIED = (
        Candidate(A, {"x": 6}),
        Candidate(B, {"x": 5}),
        Candidate(C, {"x": 9}, needs=(A,)),
        Candidate(D, {"x": 4, "y": 1}, excludes=(E,)),
        Candidate(E, {"y": 9}),
        Candidate(F, {"x": 4}),
    )

    def of(self, *gone):
        return would_fit(allocate(self.TIED, {"x": 10, "y": 10}, Policy.TEAM), gone)

    def test_nothing_is_free_while_nobody_ended(self):
        assert self.of() == ()

    def test_a_waiting_bet_that_fits_by_itself_is_named(self):
        assert allocate(self.TIED, {"x": 10, "y": 10}, Policy.TEAM).funded == (A, E)
        assert self.of(A) == (B, F), "C needs A, which is gone, and D excludes E, which is funded"

    def test_either_or_counts_whichever_of_the_two_names_the_other(self):
        assert self.of(A, E) == (B, D, F)

    def test_only_bets_that_would_use_what_was_set_free_are_named(self):
        assert self.of(E) == (D,), "the 4 of x that F asks for were free before, behind B"

    def test_a_waiting_bet_that_ended_frees_nothing(self):
        assert self.of(B) == ()

    @tried
    @given(boards(), capacities, policies)
    def test_each_fits_into_what_the_others_leave(self, board, capacity, policy):
        locked = allocate(board, capacity, policy)
        gone = locked.funded[:1]
        demands = {bet.id: bet.demand or {} for bet in board}
        for bet in would_fit(locked, gone):
            kept = [*(other for other in locked.funded if other not in gone), bet]
            teams = {team for other in kept for team in demands[other]}
            assert all(sum(demands[other].get(team, 0) for other in kept) <= capacity.get(team, 0) for team in teams)
