"""Two who open a session at once, and a freeze in the middle of moves: each with its control."""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse

from bets.actions import ranking
from bets.actions.ranking import move
from bets.actions.sessions import SessionIsOpen, open_session
from bets.actions.steering import freeze, thaw
from bets.frozen import OrderIsFrozen
from bets.models import Cycle, RankingSession
from bets.ordering import ToRank
from journal.models import Event
from org.models import Membership
from tests.cast import Cast, make_cast
from tests.factories import NOW, RankingSessionFactory
from tests.logged import log_order

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10
MOVES = 12


@pytest.fixture
def table(transactional_db: None) -> Cast:
    cast = log_order(make_cast())
    reverse("session", args=[cast.cycle.pk])  # the first one reads all addresses, for longer than anybody should wait
    return cast


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Each on a connection of its own, from the same moment; the names of what they raised, "" for nothing."""
    ready = threading.Barrier(len(acts))

    def carried_out(act: Callable[[], Any]) -> str:
        try:
            connection.ensure_connection()
            ready.wait()
            act()
        except (SessionIsOpen, OrderIsFrozen, IntegrityError) as error:
            return type(error).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(carried_out, acts))


def open_four_times(cast: Cast) -> list[str]:
    people = (cast.ines, cast.otto, cast.stina, cast.ines)
    return sorted(at_once(*(lambda by=by: open_session(cycle=cast.cycle, by=by, now=NOW) for by in people)))


def test_of_many_who_open_a_session_at_once_one_does(table: Cast) -> None:
    assert open_four_times(table) == ["", *["SessionIsOpen"] * 3]
    assert RankingSession.objects.count() == 1
    assert Event.objects.filter(kind="bets.session.opened").count() == 1


def test_without_the_lock_they_run_into_the_key(table: Cast, without_the_lock: None) -> None:
    for _ in range(ROUNDS):
        if "IntegrityError" in open_four_times(table):
            return
        RankingSession.objects.all().delete()
    pytest.fail("the race above would not have been noticed")


def moved_while_frozen(cast: Cast) -> int:
    """Two leaders move while the steward freezes: how many moves came after the freeze was committed."""
    RankingSessionFactory(cycle=cast.cycle, opened_by=cast.stina)
    late = 0
    for seed in range(ROUNDS):
        ines, otto = mover(cast, cast.ines, seed), mover(cast, cast.otto, seed + ROUNDS)
        at_once(ines, otto, lambda: freeze(cycle=cast.cycle, by=cast.stina, now=NOW))
        frozen = Event.objects.filter(kind="bets.ranking.frozen").order_by("-number")[0]
        late += Event.objects.filter(kind="bets.ranking.changed", number__gt=frozen.number).count()
        assert Cycle.objects.get(pk=cast.cycle.pk).frozen
        thaw(cycle=cast.cycle, by=cast.stina, now=NOW)
    return late


def mover(cast: Cast, by: Membership, seed: int) -> Callable[[], None]:
    dice = random.Random(seed)

    def moves() -> None:
        for _ in range(MOVES):
            bet, rank = dice.choice(cast.ids("ABCD")), dice.randint(1, 4)
            move(cycle=cast.cycle, bet=bet, target=ToRank(rank), by=by, now=NOW)

    return moves


def test_after_a_freeze_no_move_passes(table: Cast) -> None:
    assert moved_while_frozen(table) == 0


def test_without_the_check_moves_pass(table: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "check_not_frozen", lambda cycle: None)
    assert moved_while_frozen(table) > 0
