"""What each policy makes of a bet that is not funded, case by case."""

import pytest

from bets.allocation import Candidate, Policy, Reason, allocate

A, B, C = 1, 2, 3


class TestStrict:
    def test_a_missing_prerequisite_closes_the_board(self):
        bets = [Candidate(A, {}, needs=(C,)), Candidate(B, {}), Candidate(C, {})]

        allocation = allocate(bets, {}, Policy.STRICT)

        assert (allocation.funded, allocation.line) == ((), A)
        assert allocation.unfunded[B].line == A

    def test_the_line_comes_before_every_other_reason_but_unsized(self):
        bets = [Candidate(A, {"x": 1}), Candidate(B, {"x": 1}, needs=(C,), excludes=(A,)), Candidate(C, {})]

        waiting = allocate(bets, {}, Policy.STRICT).unfunded[B]

        assert (waiting.reason, waiting.would_fit, waiting.turn_price) == (Reason.BELOW_LINE, False, {"x": 1})

    def test_capacity_that_a_bet_below_the_line_asks_for_is_idle_behind_the_line(self):
        bets = [Candidate(A, {"x": 11}), Candidate(B, {"y": 5})]

        allocation = allocate(bets, {"x": 10, "y": 10, "nobody": 10}, Policy.STRICT)

        assert allocation.idle_behind == {"x": A, "y": A}

    def test_capacity_that_only_an_excluded_bet_asks_for_is_behind_nobody(self):
        bets = [Candidate(A, {}), Candidate(B, {"y": 5}, excludes=(A,)), Candidate(C, {"x": 11})]

        assert allocate(bets, {"x": 10, "y": 10}, Policy.STRICT).idle_behind == {"x": C}


class TestTeam:
    def test_a_bet_that_does_not_fit_closes_exactly_the_teams_it_is_short_on(self):
        bets = [Candidate(A, {"x": 5, "y": 11}), Candidate(B, {"y": 1}), Candidate(C, {"x": 10})]

        allocation = allocate(bets, {"x": 10, "y": 10}, Policy.TEAM)

        assert allocation.team_lines == {"y": A}
        assert allocation.funded == (C,)

    def test_a_queued_bet_closes_the_further_teams_that_it_is_short_on(self):
        bets = [Candidate(A, {"x": 11}), Candidate(B, {"x": 1, "y": 11}), Candidate(C, {"y": 1})]

        allocation = allocate(bets, {"x": 10, "y": 10}, Policy.TEAM)

        assert allocation.team_lines == {"x": A, "y": B}
        assert allocation.unfunded[C].behind == (B,)

    def test_a_bet_in_several_queues_names_them_in_the_order_of_the_list(self):
        bets = [Candidate(A, {"z": 1}), Candidate(B, {"x": 1}), Candidate(C, {"x": 1, "z": 1})]

        waiting = allocate(bets, {}, Policy.TEAM).unfunded[C]

        assert (waiting.teams, waiting.behind) == (("x", "z"), (A, B))

    def test_a_missing_prerequisite_closes_no_team(self):
        bets = [Candidate(A, {"x": 11}, needs=(C,)), Candidate(B, {"x": 10}), Candidate(C, {})]

        assert allocate(bets, {"x": 10}, Policy.TEAM).funded == (B, C)

    def test_a_demand_of_nothing_on_a_closed_team_does_not_queue(self):
        bets = [Candidate(A, {"x": 11}), Candidate(B, {"x": 0, "y": 1})]

        allocation = allocate(bets, {"x": 10, "y": 1}, Policy.TEAM)

        assert allocation.funded == (B,)
        assert allocation.placements[B] == {"y": 0}

    def test_teams_with_the_same_shortage_are_named_in_order(self):
        waiting = allocate([Candidate(A, {"y": 2, "x": 2, "z": 3})], {}, Policy.TEAM).unfunded[A]

        assert waiting.teams == ("z", "x", "y")

    def test_a_closed_team_without_anything_left_has_nothing_idle(self):
        bets = [Candidate(A, {"x": 10}), Candidate(B, {"x": 1}), Candidate(C, {"y": 11})]

        assert allocate(bets, {"x": 10, "y": 10}, Policy.TEAM).idle_behind == {"y": C}


class TestFill:
    def test_a_bet_that_passes_one_that_waits_for_its_team_is_marked(self):
        bets = [Candidate(A, {"x": 11}), Candidate(B, {"y": 1}), Candidate(C, {"x": 1, "y": 1})]

        allocation = allocate(bets, {"x": 10, "y": 10}, Policy.FILL)

        assert allocation.funded == (B, C)
        assert allocation.jumps == {C: (A,)}

    @pytest.mark.parametrize("policy", [Policy.TEAM, Policy.STRICT])
    def test_nobody_jumps_a_queue_under_another_policy(self, policy):
        bets = [Candidate(A, {"x": 11}), Candidate(B, {"y": 1})]

        assert allocate(bets, {"x": 10, "y": 10}, policy).jumps == {}

    def test_there_are_no_lines_and_nothing_is_idle_behind_one(self):
        allocation = allocate([Candidate(A, {"x": 11})], {"x": 10}, Policy.FILL)

        assert (allocation.line, allocation.team_lines, allocation.idle_behind) == (None, {}, {})
