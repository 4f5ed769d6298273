"""A lock against a move and a change of capacity at the same moment: the plan is what the cycle holds, every time."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from bets.actions.capacity import Share, set_capacity
from bets.actions.locking import lock, unlock
from bets.actions.ranking import move
from bets.models import Capacity, Cycle, Plan
from bets.ordering import After
from bets.plan import changed
from config.verify import verify
from journal.refusals import WrongState
from tests.cast import Cast, make_cast
from tests.factories import NOW, PrototypeFactory
from tests.logged import log_order

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 25
FULL = 1_000
GUARDED = ("bets_rank", "bets_capacity", "bets_cycle")


@pytest.fixture
def table(transactional_db: None) -> Cast:
    """Whatever the order, and with two weeks or three of Data, nothing is missing: no team has any left."""
    cast = log_order(make_cast())
    for bet in (cast.a, cast.b, cast.c, cast.d):
        PrototypeFactory(bet=bet)
    Capacity.objects.update(raw_tenths=20)
    reverse("plan", args=[cast.cycle.pk])  # the first one reads all addresses, for longer than anybody waits for a lock
    return cast


@pytest.fixture
def without_the_triggers(table: Cast) -> Iterator[None]:
    with connection.cursor() as cursor:
        for name in GUARDED:
            cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    yield
    with connection.cursor() as cursor:
        for name in GUARDED:
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Each on a connection of its own, from the same moment; the names of what they raised, "" for nothing."""
    ready = threading.Barrier(len(acts))

    def carried_out(act: Callable[[], Any]) -> str:
        try:
            connection.ensure_connection()
            ready.wait()
            act()
        except WrongState as error:
            return type(error).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(carried_out, acts))


def play(cast: Cast, rounds: int) -> tuple[Counter[str], list[list[str]]]:
    """How the rounds ended for whoever was not the lock, and what of each plan was not as the cycle had it."""
    chance, ends, wrong = random.Random(7), Counter[str](), []
    for _ in range(rounds):
        bet, weeks = chance.choice(cast.ids("ABCD")), chance.choice([20, 30])
        share = Share(team=cast.data, raw_tenths=weeks)
        other: Callable[[], Any] = chance.choice(
            [
                lambda bet=bet: move(cycle=cast.cycle, bet=bet, target=After(None), by=cast.otto, now=NOW),
                lambda share=share: set_capacity(cycle=cast.cycle, shares=[share], by=cast.otto, now=NOW),
            ]
        )
        _, end = at_once(lambda: lock(cycle=cast.cycle, by=cast.ines, now=NOW), other)
        ends[end or "carried out"] += 1
        plan = Plan.objects.get(cycle=cast.cycle, unlocked_at=None)
        if parts := changed(Cycle.objects.select_related("board").get(pk=cast.cycle.pk), plan.content):
            wrong.append(parts)
        for leader in (cast.ines, cast.otto):
            unlock(cycle=cast.cycle, by=leader, now=NOW, reason="The next round.")
    return ends, wrong


@pytest.mark.parametrize("rounds", [ROUNDS, pytest.param(FULL, marks=pytest.mark.faults)])
def test_the_plan_is_right_whoever_comes_first(table: Cast, rounds: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Who comes before the lock is in the plan, and who comes after it is refused."""
    ends, wrong = play(table, rounds)
    with capsys.disabled():
        print(f"\n{rounds} locks against another act: {dict(ends)}; the zero is < {3 / rounds:.2%}")  # noqa: T201
    assert wrong == []
    assert set(ends) <= {"carried out", "WrongState"}
    assert [str(finding) for finding in verify() if not finding.holds] == []


def test_without_lock_and_triggers_a_plan_would_be_wrong(
    table: Cast, without_the_lock: None, without_the_triggers: None
) -> None:
    assert any(play(table, ROUNDS)[1] for _ in range(4))
