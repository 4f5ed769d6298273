"""The allocation: the worked examples, whole; then what holds under every policy, case by case."""

import json
from pathlib import Path
from typing import Any

import pytest

from bets.allocation import Allocation, Candidate, Policy, Reason, Waiting, allocate
from bets.net_capacity import net_capacity

WORKED = json.loads((Path(__file__).parent / "vectors" / "allocation.json").read_text(encoding="utf-8"))
A, B, C, D = 1, 2, 3, 4
DETAILS = {
    Reason.CAPACITY: ("teams", "short"),
    Reason.BELOW_LINE: ("line", "would_fit"),
    Reason.QUEUE: ("teams", "behind", "would_fit"),
    Reason.DEPENDENCY: ("missing",),
}


def plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def waiting_as_written(waiting: Waiting) -> dict[str, Any]:
    fields = ("reason", *DETAILS[waiting.reason], "turn_price", "no_regret_price")
    return {name: plain(getattr(waiting, name)) for name in fields}


def as_written(allocation: Allocation) -> dict[str, Any]:
    fields = ("funded", "line", "team_lines", "leftover", "next_bet", "next_price")
    return {name: plain(getattr(allocation, name)) for name in fields} | {
        "unfunded": {bet: waiting_as_written(waiting) for bet, waiting in allocation.unfunded.items()}
    }


@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize("case", WORKED["cases"], ids=lambda case: case["name"])
def test_it_gives_the_worked_examples(case, policy):
    candidates = [Candidate(**{**bet, "needs": tuple(bet.get("needs", ()))}) for bet in case["bets"]]

    allocation = allocate(candidates, case["capacity"], policy)

    assert as_written(allocation) == case["expected"][policy]
    assert list(allocation.unfunded) == list(case["expected"][policy]["unfunded"])


@pytest.mark.parametrize("example", WORKED["net_capacity"], ids=lambda example: f"{example['raw']} raw")
def test_net_capacity_is_what_reserve_and_carry_over_leave(example):
    given = {name: tenths for name, tenths in example.items() if name != "net"}

    assert net_capacity(**given) == example["net"]


def test_a_policy_that_is_none_is_refused():
    with pytest.raises(ValueError, match="best"):
        allocate([], {}, "best")


def test_candidates_and_capacity_stay_as_they_were():
    capacity = {"x": 10}

    allocate([Candidate(A, {"x": 6}), Candidate(B, {"x": 6})], capacity, Policy.TEAM)

    assert capacity == {"x": 10}


class TestUnsized:
    @pytest.mark.parametrize("policy", list(Policy))
    def test_a_bet_without_an_estimate_takes_and_closes_nothing(self, policy):
        allocation = allocate([Candidate(A, None), Candidate(B, {"x": 10})], {"x": 10}, policy)

        assert allocation.unfunded[A] == Waiting(bet=A, reason=Reason.UNSIZED)
        assert allocation.funded == (B,)

    @pytest.mark.parametrize("policy", list(Policy))
    def test_needing_no_team_is_not_the_same_as_unsized(self, policy):
        assert allocate([Candidate(A, {})], {}, policy).funded == (A,)

    def test_it_is_unsized_before_it_is_below_the_line(self):
        allocation = allocate([Candidate(A, {"x": 11}), Candidate(B, None)], {"x": 10}, Policy.STRICT)

        assert allocation.unfunded[B].reason is Reason.UNSIZED

    def test_a_must_do_bet_without_an_estimate_waits_too(self):
        allocation = allocate([Candidate(A, None, must_do=True)], {"x": 10}, Policy.TEAM)

        assert allocation.unfunded[A].reason is Reason.UNSIZED

    def test_a_bet_that_needs_an_unsized_bet_waits_for_it(self):
        allocation = allocate([Candidate(A, None), Candidate(B, {}, needs=(A,))], {}, Policy.FILL)

        assert allocation.unfunded[B].missing == (A,)


class TestEitherOr:
    @pytest.mark.parametrize("policy", list(Policy))
    @pytest.mark.parametrize("named_by", [A, B])
    def test_the_higher_of_two_partners_excludes_the_other_whichever_names_it(self, policy, named_by):
        pair = [
            Candidate(A, {"x": 1}, excludes=(B,) if named_by == A else ()),
            Candidate(B, {"x": 1}, excludes=(A,) if named_by == B else ()),
        ]

        allocation = allocate(pair, {"x": 10}, policy)

        assert allocation.funded == (A,)
        assert allocation.unfunded[B] == Waiting(bet=B, reason=Reason.EXCLUDED_BY, excluded_by=A)

    @pytest.mark.parametrize("policy", list(Policy))
    def test_an_excluded_bet_closes_nothing(self, policy):
        bets = [Candidate(A, {"x": 5}), Candidate(B, {"x": 9}, excludes=(A,)), Candidate(C, {"x": 5})]

        assert allocate(bets, {"x": 10}, policy).funded == (A, C)

    def test_it_says_what_it_lacks_even_though_that_is_not_the_reason(self):
        bets = [Candidate(A, {"x": 5}), Candidate(B, {"x": 9}, excludes=(A,))]

        waiting = allocate(bets, {"x": 10}, Policy.TEAM).unfunded[B]

        assert (waiting.short, waiting.turn_price) == ({}, {"x": 4})

    @pytest.mark.parametrize("policy", [Policy.TEAM, Policy.FILL])
    def test_the_lower_partner_is_funded_if_the_higher_one_does_not_fit(self, policy):
        bets = [Candidate(A, {"x": 11}, excludes=(B,)), Candidate(B, {"y": 1})]

        assert allocate(bets, {"x": 10, "y": 1}, policy).funded == (B,)

    def test_of_several_funded_partners_it_names_the_first(self):
        bets = [Candidate(A, {}), Candidate(B, {}), Candidate(C, {}, excludes=(B, A))]

        assert allocate(bets, {}, Policy.TEAM).unfunded[C].excluded_by == A

    def test_a_missing_prerequisite_is_named_before_a_funded_partner(self):
        bets = [Candidate(A, {}), Candidate(B, None), Candidate(C, {}, needs=(B,), excludes=(A,))]

        assert allocate(bets, {}, Policy.TEAM).unfunded[C].reason is Reason.DEPENDENCY

    def test_a_bet_that_needs_an_excluded_bet_waits_for_it(self):
        bets = [Candidate(A, {}, excludes=(B,)), Candidate(B, {}), Candidate(C, {}, needs=(B,))]

        assert allocate(bets, {}, Policy.TEAM).unfunded[C].missing == (B,)


class TestMustDo:
    @pytest.mark.parametrize("policy", list(Policy))
    def test_must_do_bets_come_first_in_rank_order(self, policy):
        bets = [Candidate(A, {"x": 1}), Candidate(B, {"x": 1}, must_do=True), Candidate(C, {}, must_do=True)]

        assert allocate(bets, {"x": 10}, policy).funded == (B, C, A)

    @pytest.mark.parametrize("policy", list(Policy))
    def test_one_that_does_not_fit_closes_nothing(self, policy):
        bets = [
            Candidate(A, {"x": 11}, must_do=True),
            Candidate(B, {"x": 9}, must_do=True),
            Candidate(C, {"x": 1}),
        ]

        allocation = allocate(bets, {"x": 10}, policy)

        assert allocation.funded == (B, C)
        assert (allocation.line, allocation.team_lines) == (None, {})

    @pytest.mark.parametrize("policy", list(Policy))
    def test_a_bet_may_need_a_must_do_bet_that_is_ranked_below_it(self, policy):
        bets = [Candidate(A, {"x": 1}, needs=(B,)), Candidate(B, {"x": 1}, must_do=True)]

        allocation = allocate(bets, {"x": 10}, policy)

        assert allocation.funded == (B, A)
        assert allocation.out_of_order == ()

    @pytest.mark.parametrize("policy", list(Policy))
    def test_a_must_do_bet_that_needs_another_cannot_have_it_in_time(self, policy):
        bets = [Candidate(A, {"x": 1}), Candidate(B, {"x": 1}, needs=(A,), must_do=True)]

        allocation = allocate(bets, {"x": 10}, policy)

        assert allocation.funded == (A,)
        assert allocation.unfunded[B].missing == (A,)
        assert allocation.out_of_order == ((B, A),)

    @pytest.mark.parametrize("policy", list(Policy))
    def test_a_must_do_bet_excludes_its_partner_above(self, policy):
        bets = [Candidate(A, {}, excludes=(B,)), Candidate(B, {}, must_do=True)]

        assert allocate(bets, {}, policy).unfunded[A].excluded_by == B

    def test_a_bet_that_needs_a_must_do_bet_that_does_not_fit_closes_the_strict_board(self):
        bets = [Candidate(A, {}), Candidate(B, {}, needs=(C,)), Candidate(C, {"x": 1}, must_do=True)]

        allocation = allocate(bets, {}, Policy.STRICT)

        assert (allocation.funded, allocation.line) == ((A,), B)
        assert allocation.unfunded[B].missing == (C,)


class TestWhatAPageDraws:
    BETS = (
        Candidate(A, {"x": 3}),
        Candidate(B, {"x": 8}),
        Candidate(C, {"x": 1, "y": 2}),
        Candidate(D, {"y": 1}),
    )

    def test_a_part_begins_where_the_funded_bets_above_it_end(self):
        allocation = allocate(self.BETS, {"x": 10, "y": 10}, Policy.FILL)

        assert allocation.funded == (A, C, D)
        assert allocation.placements == {A: {"x": 0}, B: {"x": 3}, C: {"x": 3, "y": 0}, D: {"y": 2}}

    def test_used_and_left_are_the_capacity(self):
        allocation = allocate(self.BETS, {"x": 10, "y": 10, "z": 1}, Policy.FILL)

        assert allocation.used == {"x": 4, "y": 3, "z": 0}
        assert allocation.leftover == {"x": 6, "y": 7, "z": 1}

    def test_it_names_the_last_bet_that_was_funded_on_a_team_before_it_ran_out(self):
        allocation = allocate([*self.BETS, Candidate(5, {"x": 9, "z": 1})], {"x": 10, "y": 10}, Policy.FILL)

        assert allocation.unfunded[5].after == {"x": C}

    def test_a_bet_larger_than_a_whole_team_is_flagged_wherever_it_stands(self):
        bets = [Candidate(A, {"x": 10}), Candidate(B, {"x": 11, "y": 20, "z": 1}), Candidate(C, None)]

        allocation = allocate(bets, {"x": 10, "y": 10, "z": 1}, Policy.STRICT)

        assert allocation.never_fits == {B: ("y", "x")}

    def test_a_prerequisite_below_is_named_and_nothing_is_reordered(self):
        bets = [Candidate(A, {}, needs=(C, 99)), Candidate(B, {}), Candidate(C, {}, needs=(B,))]

        allocation = allocate(bets, {}, Policy.TEAM)

        assert allocation.out_of_order == ((A, C),)
        assert allocation.funded == (B, C)
        assert allocation.unfunded[A].missing == (C, 99)
