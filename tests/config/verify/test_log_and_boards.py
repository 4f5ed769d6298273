"""Invariants 5 and 6: each breach is found, and nothing else."""

import pytest
from django.db import connection

from bets.events import PlanLocked
from bets.models import Bet
from config.verify.guards import made_triggers
from journal.record import record
from tests.cast import Cast
from tests.config.verify.breaking import broken, execute, unguarded
from tests.factories import NOW, BetFactory, DemandFactory, TeamFactory

# --- 5: the journal is whole, the guards stand


def test_a_missing_event_is_found(north: Cast) -> None:
    with unguarded("journal_event"):
        execute("DELETE FROM journal_event WHERE number = (SELECT max(number) FROM journal_event)")
    told = broken()
    assert f"board {north.board.pk}: 2 events, numbered 1 to 2, and the counter at 3" in told[5]
    assert "that was declined" in told[5]
    assert set(told) == {5}


def test_a_hole_in_the_numbers_is_found(north: Cast) -> None:
    with unguarded("journal_event"):
        execute("UPDATE journal_event SET number = 7 WHERE number = 3")
        execute("UPDATE journal_counter SET number = 7")
    assert broken()[5].endswith(f"board {north.board.pk}: 3 events, numbered 1 to 7, and the counter at 7")


def test_a_counter_that_lags_behind_is_found(north: Cast) -> None:
    execute("UPDATE journal_counter SET number = 2")
    assert set(broken()) == {5}


def test_a_board_whose_events_are_all_gone_is_found(north: Cast) -> None:
    with unguarded("journal_event"):
        execute("DELETE FROM journal_event WHERE revision IS NULL")
        execute("UPDATE journal_event SET board_id = board_id + 1")
    assert {5, 6} == set(broken())


def test_a_bet_that_ended_without_an_event_is_found(north: Cast) -> None:
    tray = BetFactory(cycle=north.cycle, owner=north.vera)
    Bet.objects.filter(pk=tray.pk).update(status="withdrawn")
    assert set(broken()) == {5}
    assert f"no event tells of bet {tray.pk} that was withdrawn" in broken()[5]


def test_a_plan_whose_event_tells_another_hash_is_found(locked: Cast) -> None:
    with unguarded("journal_event"):
        execute("""UPDATE journal_event SET data = data || '{"digest": "0"}' WHERE kind = 'bets.plan.locked'""")
    assert set(broken()) == {5}


@pytest.mark.parametrize(("table", "trigger"), sorted(made_triggers()))
def test_every_trigger_is_missed_when_it_is_off(north: Cast, table: str, trigger: str) -> None:
    execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    assert set(broken()) == {5}
    assert f"the trigger {trigger} of {table} is off or gone" in broken()[5]


def test_a_trigger_that_was_dropped_is_missed(north: Cast) -> None:
    execute("DROP TRIGGER ranks_are_dense_update ON bets_rank")
    assert set(broken()) == {5}


def test_the_triggers_that_the_migrations_name_are_all_that_there_are(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname::text FROM pg_trigger WHERE NOT tgisinternal")
        assert made_triggers() == set(cursor.fetchall())


@pytest.mark.parametrize(
    ("table", "constraint"),
    [("bets_rank", "ranks_begin_at_one"), ("bets_demand", "demand_team_same_board")],
)
def test_a_constraint_that_was_dropped_is_missed(north: Cast, table: str, constraint: str) -> None:
    execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
    assert broken()[5].endswith(f"the constraint {constraint} of {table} is gone")


def test_a_conditional_key_that_was_dropped_is_missed(north: Cast) -> None:
    execute("DROP INDEX one_plan_in_force")
    assert set(broken()) == {5}


# --- 6: no row refers to another board


def test_a_demand_on_a_team_of_another_board_is_found(north: Cast) -> None:
    elsewhere = TeamFactory()
    demand = DemandFactory(bet=BetFactory(cycle=north.cycle, owner=north.vera), team__board=north.board)
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute("ALTER TABLE bets_demand DROP CONSTRAINT demand_team_same_board")
    execute("UPDATE bets_demand SET team_id = %s WHERE id = %s", [elsewhere.pk, demand.pk])
    execute(
        "ALTER TABLE bets_demand ADD CONSTRAINT demand_team_same_board FOREIGN KEY (board_id, team_id)"
        " REFERENCES org_team (board_id, id) NOT VALID"
    )
    assert broken() == {
        6: f"6 no row refers to another board: demand {demand.pk}: its team is of another board, or gone"
    }


def test_an_event_about_another_board_is_found(north: Cast) -> None:
    payload = PlanLocked(digest="", revision=1, funded=0)
    record(payload, board_id=north.olga.board_id, topic=north.cycle.topic, by=north.olga, subject=north.cycle, now=NOW)
    assert set(broken()) == {6}
