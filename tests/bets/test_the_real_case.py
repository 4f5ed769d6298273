"""What the rules make of a real half-year, in the order that was given."""

import pytest

from bets.allocation import Policy, allocate
from tests.bets.the_real_case import CANDIDATES, CAPACITY, allocated


def test_it_has_42_bets_and_19_teams():
    assert [bet.id for bet in CANDIDATES] == list(range(1, 43))
    assert len(CAPACITY) == 19


@pytest.mark.parametrize(("policy", "funded"), [("strict", 8), ("team", 32), ("fill", 35)])
def test_the_given_order_funds(policy, funded):
    assert len(allocated(Policy(policy)).funded) == funded


def test_the_team_lines_fall_where_they_fall():
    lines = {"infra": 9, "rustdoc": 15, "types": 19, "spec": 31, "bootstrap": 34, "lang": 39}

    assert allocated(Policy.TEAM).team_lines == lines


def test_the_strict_line_falls_at_the_first_bet_short_on_infra():
    assert allocated(Policy.STRICT).line == 9


def test_a_tenth_more_rustdoc_funds_fewer_bets_higher_up():
    before = allocated(Policy.TEAM)
    after = allocate(CANDIDATES, CAPACITY | {"rustdoc": CAPACITY["rustdoc"] + 1}, Policy.TEAM)

    assert len(after.funded) == 30
    assert set(after.funded) - set(before.funded) == {15}
    assert set(before.funded) - set(after.funded) == {17, 37, 42}


def test_rustdoc_stands_idle_behind_15():
    allocation = allocated(Policy.TEAM)

    assert allocation.leftover["rustdoc"] == 50
    assert allocation.idle_behind["rustdoc"] == 15
