"""What a move costs: rows written and statements sent."""

from typing import Any

import pytest
from django.db import connection

from bets.actions.ranking import move
from bets.ordering import After, ToRank
from journal.models import Counter
from tests.bets.actions.acting import act, key, tray
from tests.cast import Cast
from tests.factories import NOW

_WRITTEN = """
SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables
WHERE n_tup_ins + n_tup_upd + n_tup_del > 0
"""


def written() -> dict[str, tuple[int, int, int]]:
    """Rows inserted, updated and deleted by this transaction so far, per table."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITTEN)
        return {name: counts for name, *counts in cursor.fetchall()}


def written_by(work: Any) -> dict[str, tuple[int, ...]]:
    before = written()
    work()
    after = written()
    change = {
        table: tuple(now - then for now, then in zip(after[table], before.get(table, (0, 0, 0)), strict=True))
        for table in after
    }
    return {table: counts for table, counts in change.items() if any(counts)}


@pytest.mark.parametrize(("letter", "rank"), [("D", 1), ("A", 4), ("B", 3)])
def test_a_move_writes_the_ranks_between_a_cycle_an_event_and_a_counter(north: Cast, letter: str, rank: int) -> None:
    start = north.order.index(letter) + 1
    assert written_by(lambda: act(north, letter, ToRank(rank))) == {
        "bets_rank": (0, abs(start - rank) + 1, 0),
        "bets_cycle": (0, 1, 0),
        "journal_event": (1, 0, 0),
        "journal_counter": (0, 1, 0),
    }


def test_a_key_costs_one_row_more(north: Cast) -> None:
    rows = written_by(lambda: act(north, "D", After(None), key=key()))
    assert rows.pop("journal_answer") == (1, 0, 0)
    assert set(rows) == {"bets_rank", "bets_cycle", "journal_event", "journal_counter"}


def test_a_move_that_changes_nothing_costs_no_row(north: Cast) -> None:
    assert written_by(lambda: act(north, "D", ToRank(4))) == {}


@pytest.fixture
def statements(django_assert_num_queries: Any) -> Any:
    return django_assert_num_queries


def test_a_move_is_five_statements_in_its_savepoint(north: Cast, statements: Any) -> None:
    """Lock, member, order, shift, event; the two of the savepoint are BEGIN and COMMIT outside of tests."""
    with statements(2 + 5):
        act(north, "D", After(north.a.pk))


def test_a_key_costs_two_statements_more(north: Cast, statements: Any) -> None:
    with statements(2 + 5 + 2):
        act(north, "D", After(north.a.pk), key=key())


def test_a_base_revision_costs_one_statement_more_if_it_is_old(north: Cast, statements: Any) -> None:
    act(north, "C", After(None))
    with statements(2 + 5 + 1):
        act(north, "D", After(north.a.pk), base_revision=1)


def test_a_place_is_one_statement_more(north: Cast, statements: Any) -> None:
    echo = tray(north)
    with statements(2 + 5 + 1):
        move(cycle=north.cycle, bet=echo.pk, target=After(None), by=north.ines, now=NOW)


def test_the_counter_is_the_last_lock_and_counts_on(north: Cast) -> None:
    act(north, "D", After(None))
    assert Counter.objects.get(board_id=north.board.pk).number == 2
