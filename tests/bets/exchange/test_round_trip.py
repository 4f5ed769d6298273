"""What was written is read again, exactly."""

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings

from bets.exchange import (
    BetKey,
    BetRow,
    CycleExport,
    bets_csv,
    capacity_csv,
    document,
    read_bets,
    read_capacity,
    workbook,
)
from tests.bets.exchange.valid_rows import exports
from tests.bets.the_real_case import FOLDER

hundred_times = settings(
    derandomize=True, max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def real_case() -> CycleExport:
    bets = read_bets("bets.csv", (FOLDER / "rust_goals_2025h1_bets.csv").read_bytes(), first_setup=True).bets
    capacity = read_capacity((FOLDER / "rust_goals_2025h1_capacity.csv").read_bytes())
    return CycleExport(
        board="rust",
        cycle="2025H1",
        policy="team",
        revision=1,
        bets=bets,
        capacity=capacity,
        ranking={},
        allocation={},
    )


@hundred_times
@given(exports)
def test_any_bets_survive_csv(export: CycleExport) -> None:
    assert read_bets("bets.csv", bets_csv(export), first_setup=True).bets == export.bets
    assert read_capacity(capacity_csv(export)) == export.capacity


@hundred_times
@given(exports)
def test_any_bets_survive_a_workbook(export: CycleExport) -> None:
    found = read_bets("bets.xlsx", workbook(export), first_setup=True)
    assert found.bets == export.bets
    assert found.capacity == export.capacity


@hundred_times
@given(exports)
def test_any_bets_survive_a_document(export: CycleExport) -> None:
    found = read_bets("bets.json", document(export), first_setup=True)
    assert found.bets == export.bets
    assert found.capacity == export.capacity
    assert found.policy == export.policy


def test_the_real_case_survives_all_three() -> None:
    export = real_case()
    assert len(export.bets) == 42
    assert len(export.capacity) == 19
    for name, data in (("b.csv", bets_csv(export)), ("b.xlsx", workbook(export)), ("b.json", document(export))):
        assert read_bets(name, data, first_setup=True).bets == export.bets
    assert read_capacity(capacity_csv(export)) == export.capacity


def test_two_bets_that_differ_in_one_field_are_not_taken_for_equal() -> None:
    """Without it the round trips would hold for any rows."""
    bet = BetRow(external_source="t", external_id="1", rank=1, title="One", owner="a@b.cd")
    needs = (BetKey("t", "2"),)
    changes: list[dict[str, Any]] = [
        {"rank": None},
        {"title": "Two"},
        {"must_do": True},
        {"needs": needs},
        {"excludes": needs},
        {"needs_no_team": True},
        {"demand": {"core": 1}},
    ]
    assert all(replace(bet, **change) != bet for change in changes)
    assert replace(bet, line=7) == bet
