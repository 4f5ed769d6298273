"""The order at any revision, read from the log."""

from typing import Any

import pytest
from django.db import connection

from bets.actions.leaving import decline, to_tray, withdraw
from bets.actions.orders import adopt, restore, undo
from bets.actions.ranking import move
from bets.history import NoSuchRevision, changes, newest_first, order_at
from bets.models import Cycle, Rank
from bets.ordering import After, ToRank
from tests.cast import Cast
from tests.factories import NOW, BetFactory
from tests.logged import log_order


@pytest.fixture
def storied(cast: Cast) -> tuple[Cast, list[list[int]]]:
    """An act of each kind, and the order after each: `[0]` is revision 0."""
    log_order(cast)
    cycle, ines = cast.cycle, cast.ines
    echo = BetFactory(cycle=cycle, owner=cast.vera)
    orders = [[], Rank.objects.order(cycle)]
    for act in (
        lambda: move(cycle=cycle, bet=cast.d.pk, target=After(None), by=ines, now=NOW),
        lambda: move(cycle=cycle, bet=echo.pk, target=ToRank(2), by=ines, now=NOW),
        lambda: undo(cycle=cycle, revision=3, by=ines, now=NOW),
        lambda: to_tray(cycle=cycle, bet=cast.b.pk, by=ines, now=NOW),
        lambda: adopt(cycle=cycle, order=cast.ids("CBDA"), by=ines, now=NOW, reason="Round two."),
        lambda: withdraw(bet=cast.c, by=cast.vera, now=NOW, reason="The partner left."),
        lambda: restore(cycle=cycle, revision=2, by=ines, now=NOW, reason="An accident."),
        lambda: decline(bet=cast.b, by=ines, now=NOW, reason="Not this year."),
        lambda: withdraw(bet=echo, by=cast.vera, now=NOW, reason="From the tray: no revision."),
        lambda: move(cycle=cycle, bet=cast.a.pk, target=ToRank(1), by=ines, now=NOW, reason="Last."),
    ):
        act()
        if Cycle.objects.get(pk=cycle.pk).revision == len(orders):
            orders.append(Rank.objects.order(cycle))
    cycle.refresh_from_db()
    return cast, orders


def test_the_order_of_every_revision_is_what_it_was(storied: tuple[Cast, list[list[int]]]) -> None:
    cast, orders = storied
    assert len(orders) == cast.cycle.revision + 1 == 11
    assert [order_at(cast.cycle, revision) for revision in range(len(orders))] == orders


def test_changes_are_the_acts_after_a_revision_oldest_first(storied: tuple[Cast, list[list[int]]]) -> None:
    cast, _ = storied
    assert [event.revision for event in changes(cast.cycle)] == list(range(1, 11))
    assert [event.revision for event in changes(cast.cycle, since=8)] == [9, 10]
    assert changes(cast.cycle, since=10) == []


def test_the_newest_act_comes_first_when_it_is_asked_for(storied: tuple[Cast, list[list[int]]]) -> None:
    cast, _ = storied
    assert [event.revision for event in newest_first(cast.cycle)] == list(range(10, 0, -1))


def test_a_long_history_is_read_page_by_page(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr("bets.history.PAGE", 3)
    log_order(cast)
    for rank in (2, 3, 4, 1, 2, 3):
        move(cycle=cast.cycle, bet=cast.a.pk, target=ToRank(rank), by=cast.ines, now=NOW)
    with django_assert_num_queries(1):
        assert next(newest_first(cast.cycle)).revision == 7
    with django_assert_num_queries(3 + 1):
        assert [event.revision for event in newest_first(cast.cycle)] == [7, 6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize("revision", [-1, 11, 2**70])
def test_there_is_no_order_before_the_first_and_after_the_last_revision(
    storied: tuple[Cast, list[list[int]]], revision: int
) -> None:
    with pytest.raises(NoSuchRevision, match="revisions 0 to 10"):
        order_at(storied[0].cycle, revision)


def test_a_replay_begins_at_the_last_whole_order(storied: tuple[Cast, list[list[int]]]) -> None:
    """What stood before it is not even read: a log may be long."""
    cast, orders = storied
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_event DISABLE TRIGGER USER")
        cursor.execute(
            """UPDATE journal_event SET data = '{"act": "move", "bet": 1, "start": 99}' WHERE revision < 8"""
        )
    assert order_at(cast.cycle, 10) == orders[10]


def test_other_cycles_have_their_own_history(storied: tuple[Cast, list[list[int]]], cast: Cast) -> None:
    other = Cycle.objects.create(
        board=cast.board, name="2027H2", starts_on="2027-07-01", ends_on="2027-12-31", pitches_close_at=NOW
    )
    assert order_at(other, 0) == []
    assert changes(other) == []
