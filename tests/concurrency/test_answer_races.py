"""Answers at the same moment: a question ends once, against whatever else happens to its bets or to the cycle."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.urls import reverse

from bets.actions.answering import Shown, StaleQuestion, answer
from bets.actions.locking import NotReady, lock, unlock
from bets.actions.orders import adopt
from bets.actions.ranking import move
from bets.models import Capacity, Cycle, Opinion, Settlement
from bets.ordering import After
from config.verify import verify
from journal.models import Event
from journal.refusals import WrongState
from tests.bets.asking.the_room import gather, pair, reveal
from tests.cast import Cast, make_cast
from tests.factories import NOW, PrototypeFactory
from tests.logged import log_order

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 8
FULL = 300
EXPECTED = (StaleQuestion, WrongState, NotReady)


@pytest.fixture
def table(transactional_db: None) -> Cast:
    """B or C is asked, of Ines and Otto, who are here; nothing else keeps the cycle from being locked."""
    cast = log_order(make_cast())
    for bet in (cast.a, cast.b, cast.c, cast.d):
        PrototypeFactory(bet=bet)
    Capacity.objects.update(raw_tenths=20)
    reveal(cast, "ABCD", "ACBD")
    gather(cast, cast.ines, cast.otto)
    reverse("plan", args=[cast.cycle.pk])  # the first one reads all addresses, for longer than anybody waits for a lock
    return cast


def at_once(*acts: Callable[[], Any], tolerate: tuple[type[Exception], ...] = EXPECTED) -> list[str]:
    """Each on a connection of its own, from the same moment; the names of what they raised, or how it ended."""
    ready = threading.Barrier(len(acts))

    def carried_out(act: Callable[[], Any]) -> str:
        try:
            connection.ensure_connection()
            ready.wait()
            return str(getattr(act(), "ended", "") or "done")
        except tolerate as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(carried_out, acts))


def answers(cast: Cast, keeps: int) -> list[Callable[[], Any]]:
    """Ines and Otto say the same, on the order as it is now."""
    seen = Shown(Cycle.objects.get(pk=cast.cycle.pk).revision)
    return [
        lambda by=by: answer(cycle=cast.cycle, pair=pair(cast, "BC"), keeps=keeps, by=by, now=NOW, shown=seen)
        for by in (cast.ines, cast.otto)
    ]


def begin_again(cast: Cast) -> None:
    """The order of before, and nothing said."""
    Opinion.objects.all().delete()
    Settlement.objects.all().delete()
    adopt(cycle=cast.cycle, order=cast.ids("ABCD"), by=cast.ines, now=NOW, reason="The next round.")


def ends() -> int:
    return Event.objects.filter(data__has_key="leaders").count()


@pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(FULL, marks=pytest.mark.faults)])
def test_two_who_answer_at_once_end_it_exactly_once(table: Cast, rounds: int) -> None:
    for number in range(1, rounds + 1):
        begin_again(table)
        done = at_once(*answers(table, table.c.pk))
        assert sorted(done) == ["done", "moved"], "the first waits for the other, and the second ends it"
        assert (table.order, ends(), Settlement.objects.count()) == ("ACBD", number, 1)
    assert [str(finding) for finding in verify() if not finding.holds] == []


def test_without_the_lock_it_ends_twice_or_never(table: Cast, without_the_lock: None) -> None:
    """Each looks before the other has said anything, or both carry it out: what the lock is for."""
    for _ in range(6):
        before = ends()
        at_once(*answers(table, table.b.pk), tolerate=(*EXPECTED, IntegrityError, OperationalError))
        if ends() - before != 1:
            return
        Opinion.objects.all().delete()
        Settlement.objects.all().delete()
    pytest.fail("it ended exactly once every time")


def test_an_answer_against_a_move_of_one_of_the_two(table: Cast) -> None:
    """Who comes first is in the order; an answer that comes second was given about another order."""
    found = Counter[str]()
    for _ in range(ROUNDS):
        begin_again(table)
        first, second = answers(table, table.c.pk)
        first()
        _, end = at_once(lambda: to_the_end(table), second)
        found[end] += 1
        assert table.order == "ACDB"
    assert set(found) <= {"moved", "StaleQuestion"}, found
    assert [str(finding) for finding in verify() if not finding.holds] == []


def to_the_end(cast: Cast) -> None:
    move(cycle=cast.cycle, bet=cast.b.pk, target=After(cast.d.pk), by=cast.ines, now=NOW, reason="value")


def test_an_answer_against_a_lock(table: Cast) -> None:
    """Never locked while the question is open: the lock comes second and finds it settled, or first and refuses."""
    for _ in range(ROUNDS):
        begin_again(table)
        first, second = answers(table, table.b.pk)
        first()
        locked, ended = at_once(lambda: lock(cycle=table.cycle, by=table.ines, now=NOW), second)
        assert ended == "kept"
        assert locked in ("done", "NotReady")
        if locked == "done":
            for leader in (table.ines, table.otto):
                unlock(cycle=table.cycle, by=leader, now=NOW, reason="The next round.")
            gather(table, table.ines, table.otto)
