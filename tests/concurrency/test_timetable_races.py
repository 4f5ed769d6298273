"""Two who set a room up at once, or plan the same cycle: each with its control."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connection

from eteam.actions import planning, timetable
from eteam.actions.planning import generate
from eteam.actions.timetable import RoomExists, set_up
from eteam.models import Room, Session
from journal.models import Event
from tests.cast import Cast, make_cast
from tests.eteam.rows import RoomFactory
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 20


@pytest.fixture
def table(transactional_db: None) -> Cast:
    return make_cast()


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Each on a connection of its own, from the same moment; the names of what they raised, "" for nothing."""
    ready = threading.Barrier(len(acts))

    def carried_out(act: Callable[[], Any]) -> str:
        try:
            connection.ensure_connection()
            ready.wait()
            act()
        except (RoomExists, IntegrityError) as error:
            return type(error).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(carried_out, acts))


def set_up_at_once(cast: Cast) -> list[str]:
    people = (cast.ines, cast.otto, cast.stina, cast.ines)
    return at_once(*(lambda by=by: set_up(board=cast.board, by=by, now=NOW) for by in people))


def plan_at_once(cast: Cast) -> list[str]:
    people = (cast.ines, cast.otto, cast.stina, cast.ines)
    return at_once(*(lambda by=by: generate(cycle=cast.cycle, by=by, now=NOW) for by in people))


def test_of_many_who_set_a_room_up_at_once_one_does(table: Cast) -> None:
    assert set_up_at_once(table) == ["", *["RoomExists"] * 3]
    assert Room.objects.count() == Event.objects.filter(kind="eteam.room.set_up").count() == 1


def test_without_the_lock_they_run_into_the_key(table: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timetable, "hold_board", lambda board: None)
    for _ in range(ROUNDS):
        if "IntegrityError" in set_up_at_once(table):
            return
        Room.objects.all().delete()
    pytest.fail("the race above would not have been noticed")


def test_of_many_who_plan_a_cycle_at_once_one_does(table: Cast) -> None:
    RoomFactory(board=table.board)
    assert plan_at_once(table) == [""] * 4
    assert Session.objects.count() == 26
    assert Event.objects.filter(kind="eteam.session.planned").count() == 1


@pytest.fixture
def without_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """The room is read, and not held."""
    monkeypatch.setattr(planning, "held", lambda board, by, to: Room.objects.get(board=board))


def test_without_the_room_they_plan_the_same_dates(table: Cast, without_the_room: None) -> None:
    RoomFactory(board=table.board)
    for _ in range(ROUNDS):
        if "IntegrityError" in plan_at_once(table):
            return
        Session.objects.all().delete()
    pytest.fail("the race above would not have been noticed")
