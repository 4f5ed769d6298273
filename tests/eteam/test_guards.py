"""The triggers of the weekly room, as in tests/bets/test_guards.py: with each it is refused, without it would pass."""

import pytest

from config.verify.guards import made_triggers
from tests.bets.test_guards import execute, refused
from tests.eteam.rows import BlockerFactory, DueChangeFactory, ReportFactory

DUE = "does not move without a reason"
ONCE = "is written once"
CASES = {
    ("eteam_blocker", "due_stays"): (
        "UPDATE eteam_blocker SET due_at = due_at + interval '1 day' WHERE id = {blocker}",
        DUE,
    ),
    ("eteam_duechange", "due_change_stays"): ("UPDATE eteam_duechange SET after = before WHERE id = {change}", ONCE),
    ("eteam_report", "report_stays"): ("UPDATE eteam_report SET content = '[]' WHERE id = {report}", ONCE),
}

# What moves the clock beside the due time itself, or has a reason that is of something else.
MORE = [
    ("UPDATE eteam_blocker SET target = target + 1 WHERE id = {blocker}", DUE),
    ("UPDATE eteam_blocker SET raised_at = raised_at - interval '1 hour' WHERE id = {blocker}", DUE),
    ("UPDATE eteam_blocker SET first_due_at = due_at + interval '1 hour' WHERE id = {blocker}", DUE),
    ("UPDATE eteam_blocker SET due_at = due_at - interval '1 second' WHERE id = {blocker}", DUE),
    ("UPDATE eteam_blocker SET due_at = due_at + interval '2 days' WHERE id = {moved}", DUE),
    ("UPDATE eteam_blocker SET due_at = due_at + interval '1 day', target = 2400 WHERE id = {moved}", DUE),
    ("UPDATE eteam_duechange SET by_id = (SELECT max(id) FROM org_membership) WHERE id = {change}", ONCE),
    ("DELETE FROM eteam_report WHERE id = {report}", ONCE),
    ("UPDATE eteam_report SET data_at = data_at - interval '1 day' WHERE id = {report}", ONCE),
]

PERMITTED = [
    "UPDATE eteam_blocker SET due_at = due_at + interval '1 day' WHERE id = {moved}",  # its change says so
    "UPDATE eteam_blocker SET title = 'No key', route = 'now', owner_id = raised_by_id WHERE id = {blocker}",
    "UPDATE eteam_blocker SET due_at = due_at, target = target WHERE id = {blocker}",
]


@pytest.fixture
def scene(db: None) -> dict[str, int]:
    """One blocker as it was raised, and one with a change of its due time by a day."""
    change = DueChangeFactory()
    return {
        "blocker": BlockerFactory().pk,
        "moved": change.blocker.pk,
        "change": change.pk,
        "report": ReportFactory().pk,
    }


def test_every_trigger_of_the_room_has_a_case() -> None:
    assert set(CASES) == {(table, name) for table, name in made_triggers() if table.startswith("eteam_")}


@pytest.mark.parametrize(("table", "trigger"), sorted(CASES))
def test_a_trigger_refuses(scene: dict[str, int], table: str, trigger: str) -> None:
    statement, why = CASES[table, trigger]
    refused(statement.format(**scene), why)


@pytest.mark.parametrize(("table", "trigger"), sorted(CASES))
def test_without_the_trigger_it_would_pass(scene: dict[str, int], table: str, trigger: str) -> None:
    execute("SET CONSTRAINTS ALL IMMEDIATE")  # PostgreSQL alters no table with checks that still wait
    execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    assert execute(CASES[table, trigger][0].format(**scene)) > 0


@pytest.mark.parametrize(("statement", "why"), MORE, ids=[statement[:70] for statement, _ in MORE])
def test_other_ways_are_refused_as_well(scene: dict[str, int], statement: str, why: str) -> None:
    refused(statement.format(**scene), why)


@pytest.mark.parametrize("statement", PERMITTED)
def test_what_must_stay_possible_is(scene: dict[str, int], statement: str) -> None:
    assert execute(statement.format(**scene)) > 0
