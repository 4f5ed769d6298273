"""Invariant 11: each breach is found, and nothing else."""

import pytest

from bets.actions import leaving, rounds
from bets.models import Round
from tests.bets.round.the_round import opened, ready_as, revealed, sorted_as
from tests.cast import Cast
from tests.config.verify.breaking import broken, execute, unguarded
from tests.factories import NOW

PROMISE = "11 private orders and proposals hold every bet of their round: "


def found(round: Round, problem: str) -> dict[int, str]:
    return {11: f"{PROMISE}north/2027H1, round {round.pk}: {problem}"}


def test_rounds_of_every_kind_break_nothing(north: Cast) -> None:
    rounds.call_off(round=opened(north), by=north.ines, now=NOW)
    revealed(north, reference=north.otto)
    round = opened(north)
    ready_as(north, round, north.otto, "DCBA")
    leaving.decline(bet=north.a, by=north.ines, now=NOW, reason="Not now.")
    ready_as(north, round, north.ines, "BCD")
    sorted_as(north, opened(north), north.ines, "DCB")
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert broken() == {}


@pytest.mark.parametrize("wrong", ["BAC", "BACC", "BACDD"])
def test_a_private_order_that_lacks_a_bet_or_has_one_twice_is_found(north: Cast, wrong: str) -> None:
    round = opened(north)
    mine = sorted_as(north, round, north.ines, "BACD")
    execute('UPDATE bets_privateorder SET "order" = %s', [north.ids(wrong)])
    assert broken() == found(round, f"the private order {mine.pk} does not hold every bet of it once")


def test_a_private_order_with_a_bet_of_elsewhere_is_found(north: Cast) -> None:
    round = opened(north)
    mine = sorted_as(north, round, north.ines, "BACD")
    execute('UPDATE bets_privateorder SET "order" = "order" || 987654')
    assert broken() == found(round, f"the private order {mine.pk} does not hold every bet of it once")


def test_a_proposal_with_a_bet_of_elsewhere_is_found(north: Cast) -> None:
    round = revealed(north, "BACD", "BACD")
    execute("UPDATE bets_round SET proposal = proposal || 987654")
    assert broken() == found(round, "the proposal holds bets of elsewhere, or one twice")


def test_a_proposal_that_names_a_bet_twice_is_found(north: Cast) -> None:
    round = revealed(north, "BACD", "BACD")
    execute("UPDATE bets_round SET proposal = proposal || proposal[4]")
    assert broken() == found(round, "the proposal holds bets of elsewhere, or one twice")


def test_a_reveal_without_a_proposal_is_found(north: Cast) -> None:
    round = revealed(north)
    execute("UPDATE bets_round SET proposal = NULL")
    assert broken() == found(round, "revealed without a proposal")


def test_a_distance_that_is_not_so_is_found(north: Cast) -> None:
    round = revealed(north, "DCBA", "ABCD", reference=north.ines)
    execute("UPDATE bets_round SET distance = distance + 1")
    assert broken() == found(round, "the proposal contradicts 6 opinions, and not 7")


def test_an_order_that_was_changed_after_the_reveal_is_found_by_the_distance(north: Cast) -> None:
    round = revealed(north, "BACD", "BACD")
    with unguarded("bets_privateorder"):
        execute('UPDATE bets_privateorder SET "order" = %s WHERE leader_id = %s', [north.ids("ABCD"), north.otto.pk])
    assert broken() == found(round, "the proposal contradicts 1 opinions, and not 0")


def test_a_bound_above_the_distance_is_found_and_so_is_the_check_that_is_gone(north: Cast) -> None:
    round = revealed(north, "BACD", "BACD")
    execute("ALTER TABLE bets_round DROP CONSTRAINT round_bound_below_distance")
    execute("UPDATE bets_round SET bound = 2")
    told = broken()
    assert told[11] == found(round, "2 is said to be proved, and the proposal contradicts 0")[11]
    assert set(told) == {5, 11}


def test_a_locked_cycle_that_is_frozen_is_found(locked: Cast) -> None:
    with unguarded("bets_cycle"):
        execute("UPDATE bets_cycle SET frozen = true")
    assert broken() == {11: f"{PROMISE}north/2027H1: locked, and frozen"}


def test_a_ranking_that_is_frozen_is_none(north: Cast) -> None:
    execute("UPDATE bets_cycle SET frozen = true")
    assert broken() == {}
