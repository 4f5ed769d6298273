"""Invariants 1 to 4: each breach is found, and nothing else."""

import pytest

from bets.models import Plan
from tests.cast import Cast
from tests.config.verify.breaking import broken, execute, unguarded
from tests.factories import WaiverFactory

# --- 1: ranks are exactly 1..n


def test_a_gap_in_the_ranks_is_found(north: Cast) -> None:
    with unguarded("bets_rank"):
        execute("UPDATE bets_rank SET position = 5 WHERE position = 4")
    assert broken() == {1: "1 ranks are exactly 1..n: north/2027H1: 4 ranks, among them #5"}


def test_ranks_that_begin_at_two_are_found(north: Cast) -> None:
    with unguarded("bets_rank"):
        execute("UPDATE bets_rank SET position = position + 1")
    assert set(broken()) == {1}


def test_a_tie_is_found_and_so_is_the_key_that_is_gone(north: Cast) -> None:
    execute("ALTER TABLE bets_rank DROP CONSTRAINT one_bet_per_rank")
    with unguarded("bets_rank"):
        execute("UPDATE bets_rank SET position = 3 WHERE position = 4")
    told = broken()
    assert "4 ranks, among them #3" in told[1]
    assert "the constraint one_bet_per_rank of bets_rank is gone" in told[5]


def test_a_draft_among_the_ranks_is_found(north: Cast) -> None:
    execute("UPDATE bets_bet SET status = 'draft' WHERE id = %s", [north.d.pk])
    assert broken() == {1: "1 ranks are exactly 1..n: north/2027H1: #2 is draft"}


# --- 2: the log gives the order


def test_an_order_that_no_event_led_to_is_found(north: Cast) -> None:
    execute("UPDATE bets_rank SET position = 5 - position")
    assert broken() == {
        2: "2 the log gives the order: north/2027H1: the log leads to another order than the stored one"
    }


def test_a_revision_without_its_event_is_found(north: Cast) -> None:
    execute("UPDATE bets_cycle SET revision = revision + 1")
    assert broken() == {
        2: "2 the log gives the order: north/2027H1: at revision 3, but the log has 2 changes of the order, "
        "not one for each"
    }


def test_an_event_that_was_rewritten_tears_the_log(north: Cast) -> None:
    with unguarded("journal_event"):
        execute("""UPDATE journal_event SET data = data || '{"start": 3}' WHERE revision = 2""")
    assert broken() == {
        2: f"2 the log gives the order: north/2027H1: the log is torn, bet {north.d.pk} does not stand at 3"
    }


# --- 3: what is allocated fits


def rewrite_plan(cast: Cast, **parts: object) -> None:
    """Make the stored plan say something else, under a hash of its own."""
    plan = Plan.objects.get(cycle=cast.cycle)
    content = plan.content | parts
    with unguarded("bets_plan"):
        Plan.objects.filter(pk=plan.pk).update(content=content)
    execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_plan_that_funds_what_does_not_follow_is_found(locked: Cast) -> None:
    rewrite_plan(locked, funded=locked.ids("AB"))
    told = broken()
    assert set(told) == {3}
    assert "do not follow from its order, demand and capacity" in told[3]
    assert "the plan is not what its hash says" in told[3]


def test_funded_bets_that_ask_for_more_than_there_is_are_found(locked: Cast) -> None:
    rewrite_plan(locked, funded=locked.ids("ADB"))
    told = broken()
    assert set(told) == {3}
    assert "funded bets ask data for 30 of 20 tenths" in told[3]


def test_a_plan_that_is_not_whole_is_found(locked: Cast) -> None:
    with unguarded("bets_plan"):
        execute("""UPDATE bets_plan SET content = '{"funded": []}'""")
    assert set(broken()) == {3}


# --- 4: a locked cycle does not change


@pytest.mark.parametrize(
    ("table", "statement", "part"),
    [
        ("bets_demand", "UPDATE bets_demand SET tenths = tenths - 1", "demands"),
        ("bets_capacity", "UPDATE bets_capacity SET raw_tenths = raw_tenths + 1", "capacities"),
        ("bets_bet", "UPDATE bets_bet SET must_do = true WHERE title = 'Alpha'", "must_do"),
        ("bets_cycle", "UPDATE bets_cycle SET policy = 'fill'", "policy"),
    ],
)
def test_a_change_after_lock_is_found(locked: Cast, table: str, statement: str, part: str) -> None:
    with unguarded(table):
        execute(statement)
    told = broken()
    assert set(told) == {4}
    assert f"north/2027H1: changed since it was locked ({part}" in told[4]


def test_a_new_order_after_lock_is_found_by_the_plan_and_by_the_log(locked: Cast) -> None:
    with unguarded("bets_rank"):
        execute("UPDATE bets_rank SET position = 5 - position")
    assert set(broken()) == {2, 4}


def test_a_locked_cycle_without_a_plan_is_found(north: Cast) -> None:
    execute("UPDATE bets_cycle SET state = 'locked'")
    assert broken() == {4: "4 a locked cycle does not change: north/2027H1: locked, with 0 plans in force"}


def test_a_plan_in_force_over_an_open_cycle_is_found(locked: Cast) -> None:
    execute("UPDATE bets_cycle SET state = 'ranking'")
    assert broken() == {4: "4 a locked cycle does not change: north/2027H1: ranking, with 1 plans in force"}


def test_a_title_put_right_after_the_lock_is_no_breach(locked: Cast) -> None:
    execute("UPDATE bets_bet SET title = 'Alfa' WHERE id = %s", [locked.a.pk])
    assert broken() == {}


def test_a_name_that_was_changed_in_the_plan_is_found(locked: Cast) -> None:
    with unguarded("bets_plan"):
        execute("""UPDATE bets_plan SET content = jsonb_set(content, '{shown,cycle}', '"Another"')""")
    assert broken() == {3: "3 what is allocated fits the capacity: north/2027H1: the plan is not what its hash says"}


def test_a_leaders_sentence_that_was_changed_after_the_lock_is_found(locked: Cast) -> None:
    with unguarded("bets_waiver"):
        WaiverFactory(cycle=locked.cycle, by=locked.ines)
    assert broken() == {4: "4 a locked cycle does not change: north/2027H1: changed since it was locked (waivers)"}
