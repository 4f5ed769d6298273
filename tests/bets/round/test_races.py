"""Several at once, each on a connection of its own: two Readies, Ready against a closing, two openings."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse

from bets.actions import ready, rounds
from bets.actions.rounds import RoundIsOpen, RoundIsOver
from bets.models import Cycle, PrivateOrder, Round
from bets.models.cycle import CycleQuerySet
from journal.models import Event
from journal.refusals import Refusal
from tests.bets.round.the_round import opened, order_of, ready_as, sorted_as
from tests.cast import Cast, make_cast, make_member
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def table(transactional_db: None) -> Cast:
    cast = make_cast()
    reverse(
        "round", args=[cast.cycle.pk]
    )  # the first one reads all addresses, for longer than anybody waits for a lock
    return cast


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """From the same moment; the names of what they raised, "" for nothing."""
    start = threading.Barrier(len(acts))

    def carried_out(act: Callable[[], Any]) -> str:
        try:
            connection.ensure_connection()
            start.wait()
            act()
        except (Refusal, IntegrityError) as error:
            return type(error).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(carried_out, acts))


def say_ready(cast: Cast, round: Round, name: str) -> Callable[[], Any]:
    leader = getattr(cast, name)
    version = order_of(round, leader).version
    return lambda: ready.say_ready(round=round, version=version, by=leader, now=NOW)


@pytest.mark.parametrize("time", range(3))
def test_of_two_readies_exactly_one_closes_the_round(table: Cast, time: int) -> None:
    round = opened(table)
    for leader in (table.ines, table.otto):
        sorted_as(table, round, leader, "BACD")
    assert at_once(say_ready(table, round, "ines"), say_ready(table, round, "otto")) == ["", ""]
    assert Event.objects.filter(kind="bets.round.revealed").count() == 1
    assert Event.objects.filter(kind="bets.private_order.ready").count() == 1
    assert Round.objects.get().is_revealed


def test_without_the_lock_neither_of_them_knows_of_the_other(table: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: both look before either has written, and the round stays open for ever."""
    round = opened(table)
    for leader in (table.ines, table.otto):
        sorted_as(table, round, leader, "BACD")
    both = threading.Barrier(2)
    is_last = ready.is_last

    def together(*given: Any) -> bool:
        found = is_last(*given)
        both.wait(timeout=5)
        return found

    def only_read(cycles: CycleQuerySet, pk: int) -> Cycle:
        return cycles.select_related("board").get(pk=pk)

    monkeypatch.setattr(CycleQuerySet, "locked", only_read)
    monkeypatch.setattr(ready, "is_last", together)
    monkeypatch.setattr(ready, "held_order", unheld)
    assert at_once(say_ready(table, round, "ines"), say_ready(table, round, "otto")) == ["", ""]
    assert Round.objects.get().is_open, "although nobody is at it any more"


def unheld(round: Round, version: int, by: Any) -> tuple[Round, PrivateOrder]:
    return Round.objects.select_related("cycle__board").get(pk=round.pk), order_of(round, by)


@pytest.mark.parametrize("time", range(3))
def test_ready_against_a_closing_either_counts_or_is_refused(table: Cast, time: int) -> None:
    lena, lea = (make_member(table.board, name, ["leader"]) for name in ("Lena", "Lea"))
    round = opened(table)
    ready_and_sorting(table, round, lena, lea)
    ends = at_once(say_ready(table, round, "ines"), lambda: rounds.close(round=round, by=table.otto, now=NOW))
    assert ends in (["", ""], [RoundIsOver.__name__, ""])
    used = Event.objects.get(kind="bets.round.revealed").data["used"]
    assert ("Ines" in used) is (ends[0] == "") is (order_of(round, table.ines).ready_at is not None)


def ready_and_sorting(table: Cast, round: Round, *leaders: Any) -> None:
    """Two are at it, so that nobody's Ready is the last; Otto and the first of `leaders` are ready."""
    sorted_as(table, round, table.ines, "ABCD")
    sorted_as(table, round, leaders[1], "ABCD")
    for leader in (table.otto, leaders[0]):
        ready_as(table, round, leader, "ABCD")


@pytest.mark.parametrize("time", range(3))
def test_of_two_openings_one_is_refused_in_words(table: Cast, time: int) -> None:
    ends = at_once(*(opening(table, leader) for leader in (table.ines, table.otto)))
    assert sorted(ends) == ["", RoundIsOpen.__name__]
    assert Round.objects.count() == Event.objects.filter(kind="bets.round.opened").count() == 1


@pytest.fixture
def without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts read the cycle without holding it, and both look before either writes."""
    both = threading.Barrier(2)

    def only_read(cycles: CycleQuerySet, pk: int) -> Cycle:
        return cycles.select_related("board").get(pk=pk)

    def look(cycle: Cycle, reference: object) -> None:
        both.wait(timeout=5)

    monkeypatch.setattr(CycleQuerySet, "locked", only_read)
    monkeypatch.setattr(rounds, "_check_reference", look)


def test_without_the_lock_the_key_still_refuses_the_second_but_not_in_words(
    table: Cast, without_the_lock: None
) -> None:
    ends = at_once(*(opening(table, leader) for leader in (table.ines, table.otto)))
    assert sorted(ends) == ["", IntegrityError.__name__]
    assert Round.objects.count() == 1


def opening(cast: Cast, leader: Any) -> Callable[[], Any]:
    return lambda: rounds.open_round(cycle=cast.cycle, by=leader, now=NOW)
