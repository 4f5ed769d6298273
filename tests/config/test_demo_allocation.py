"""The lines of the demo company fall where they teach something."""

from dataclasses import replace

import pytest

from bets.allocation import Policy, Reason, allocate
from tests.config.the_demo_company import BY_KEY, CANDIDATES, CAPACITY, RANKS, allocated, tenths


def waiting_for(reason: Reason) -> list[int]:
    return [bet for bet, waiting in allocated().unfunded.items() if waiting.reason is reason]


@pytest.mark.parametrize(("policy", "funded"), [(Policy.STRICT, 15), (Policy.TEAM, 28), (Policy.FILL, 30)])
def test_the_order_funds(policy, funded):
    assert len(allocated(policy).funded) == funded


def test_the_first_line_falls_at_15_for_a_third_of_a_week():
    allocation = allocated()

    assert allocation.next_bet == 15
    assert allocation.unfunded[15].turn_price == {"approvals": 3}


def test_seven_teams_have_a_line():
    assert allocated().team_lines == {
        "approvals": 15, "forecast": 25, "thermal": 27, "service": 30, "mechanics": 32, "panel": 36, "commerce": 38
    }  # fmt: skip


def test_approvals_is_the_bottleneck():
    queue = [bet for bet, waiting in allocated().unfunded.items() if "approvals" in waiting.teams and waiting.behind]

    assert queue == [19, 27, 34]
    assert allocated().idle_behind["approvals"] == 15


def test_each_reason_to_wait_is_on_the_board():
    assert waiting_for(Reason.CAPACITY) == [15, 25, 30, 32, 36, 38]
    assert waiting_for(Reason.QUEUE) == [19, 27, 34, 37]
    assert waiting_for(Reason.DEPENDENCY) == [18]
    assert waiting_for(Reason.EXCLUDED_BY) == [23]


def test_one_need_contradicts_the_order():
    assert allocated().out_of_order == ((RANKS["energy-per-loaf"], RANKS["fleet-history"]),)


def test_one_bet_alone_is_larger_than_a_team():
    assert allocated().never_fits == {32: ("mechanics",)}


def test_two_teams_without_a_line_have_more_than_a_tenth_idle():
    allocation = allocated()
    idle = {team for team, left in allocation.leftover.items() if left * 10 > CAPACITY[team]}

    assert idle - allocation.team_lines.keys() == {"bakelab", "plant"}


def test_a_third_of_a_week_of_approvals_changes_who_is_funded_further_down():
    before, after = allocated(), allocated(capacity=CAPACITY | {"approvals": CAPACITY["approvals"] + 3})

    assert set(after.funded) - set(before.funded) == {15, 30}
    assert set(before.funded) - set(after.funded) == {21, 31}


def test_raising_what_the_energy_page_needs_funds_it_and_displaces_nobody():
    order = [bet for bet in CANDIDATES if bet.id != RANKS["fleet-history"]]
    order.insert(RANKS["energy-per-loaf"] - 1, CANDIDATES[RANKS["fleet-history"] - 1])
    after = allocate(order, CAPACITY, Policy.TEAM)

    assert set(after.funded) - set(allocated().funded) == {RANKS["energy-per-loaf"]}
    assert len(after.funded) == 29


def test_the_disputed_camera_would_fit_at_what_its_vp_offers():
    camera = RANKS["colour-camera"]
    (disputed,) = [demand for demand in BY_KEY["colour-camera"]["demands"] if "offer" in demand]
    smaller = {**(CANDIDATES[camera - 1].demand or {}), disputed["team"]: tenths(disputed["offer"])}
    order = [replace(bet, demand=smaller) if bet.id == camera else bet for bet in CANDIDATES]

    assert camera in allocate(order, CAPACITY, Policy.TEAM).funded
