"""Blockers raised, flags that become one, answers that meet the silence, at once: each with its control."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from eteam.actions.raising import raise_blocker
from eteam.actions.time_passes import pass_time
from eteam.actions.unblocking import confirm, reject
from eteam.models import Blocker, Flag, LadderStep, Room
from eteam.models.room import RoomQuerySet
from journal.models import Event
from journal.refusals import Refusal
from tests.eteam.blockers.scene import Scene, at, make_scene
from tests.eteam.blockers.test_unblocking import said

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 10
RAISED = at("2026-11-27 09:10")
"""Due on Tuesday at 13:10: one box fits before it, and a second one does not."""


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    made = make_scene()
    reverse("blocker", args=[1])  # the first one reads all addresses, for longer than anybody should wait
    return made


@pytest.fixture
def without_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts read the room without holding it."""

    def only_read(rooms: RoomQuerySet, board: int) -> Room:
        return rooms.select_related("board").get(board=board)

    monkeypatch.setattr(RoomQuerySet, "locked", only_read)


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Each on a connection of its own, from the same moment; the names of what they raised, "" for nothing."""
    ready = threading.Barrier(len(acts))

    def carried_out(act: Callable[[], Any]) -> str:
        try:
            connection.ensure_connection()
            ready.wait()
            act()
        except (Refusal, DatabaseError) as error:
            return type(error).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(carried_out, acts))


# --- two who raise at once


def raised_at_once(scene: Scene) -> list[str]:
    """The routes of two that are due at the same time, of which one is to be heard first."""

    def act(title: str) -> Callable[[], Blocker]:
        return lambda: raise_blocker(
            room=scene.room, title=title, text="", blocked_team=scene.data, blocking="leaders", blocking_team=None,
            bet=None, by=scene.cast.vera, now=RAISED,
        )  # fmt: skip

    assert at_once(act("One"), act("Other")) == ["", ""]
    found = sorted(Blocker.objects.values_list("route", flat=True))
    Blocker.objects.all().delete()
    return found


def test_of_two_who_raise_at_once_one_has_the_box_and_the_other_cannot_wait(scene: Scene) -> None:
    for _ in range(ROUNDS):
        assert raised_at_once(scene) == ["first", "now"]


def test_without_the_room_both_are_promised_the_same_box(scene: Scene, without_the_room: None) -> None:
    for _ in range(ROUNDS * 3):
        if raised_at_once(scene) == ["first", "first"]:
            return
    pytest.fail("the race above would not have been noticed")


# --- two ticks at once


def ticks_at_once(scene: Scene) -> tuple[int, int]:
    """How many blockers a flag became, and how many events say so."""
    said_by = scene.flagged(at("2026-11-23 09:00"))
    at_once(*(lambda: pass_time(now=at("2026-11-23 13:00")) for _ in range(3)))
    made = Blocker.objects.filter(flag=said_by)
    events = Event.objects.filter(kind="eteam.blocker.raised", data__flag=said_by.pk)
    found = made.count(), events.count()
    made.delete()
    Flag.objects.all().delete()
    return found


def test_a_flag_becomes_one_blocker_however_many_ticks_there_are(scene: Scene) -> None:
    for _ in range(ROUNDS):
        assert ticks_at_once(scene) == (1, 1)


def test_without_the_room_ticks_run_into_the_key(
    scene: Scene, without_the_room: None, caplog: pytest.LogCaptureFixture
) -> None:
    """The key of the flag keeps it one even then; that it was tried twice stands in the log."""
    for _ in range(ROUNDS * 3):
        assert ticks_at_once(scene) == (1, 1)
        if "time could not pass" in caplog.text:
            return
    pytest.fail("the race above would not have been noticed")


def breached_at_once(scene: Scene) -> tuple[int, int]:
    """How many events say that one blocker has breached, and how many steps of its ladder."""
    blocker = scene.raised()
    at_once(*(lambda: pass_time(now=at("2026-12-01 13:01")) for _ in range(3)))
    events = Event.objects.filter(kind="eteam.blocker.breached", subject_id=blocker.pk).count()
    steps = LadderStep.objects.filter(blocker=blocker, percent=100).count()
    Blocker.objects.all().delete()
    return events, steps


def test_a_breach_is_told_once(scene: Scene) -> None:
    for _ in range(ROUNDS):
        assert breached_at_once(scene) == (1, 1)


def test_without_the_room_a_breach_is_told_twice(scene: Scene, without_the_room: None) -> None:
    for _ in range(ROUNDS * 3):
        if breached_at_once(scene)[0] > 1:
            return
    pytest.fail("the race above would not have been noticed")


# --- an answer and the silence


def answered_at_the_last_moment(scene: Scene) -> list[str]:
    """What was told of one blocker, of which the VP confirms, the VP's stand-in rejects, and the silence decides."""
    blocker = said(scene.raised(), scene.cast.victor, at("2026-11-30 10:00"))
    late = at("2026-12-01 10:00")
    at_once(
        lambda: confirm(blocker=blocker, by=scene.cast.vera, now=late),
        lambda: reject(blocker=blocker, reason="No.", by=scene.cast.ines, now=late),
        lambda: pass_time(now=late),
    )
    kinds = ["eteam.blocker.confirmed", "eteam.blocker.still_blocked"]
    found = Event.objects.filter(kind__in=kinds, subject_id=blocker.pk).values_list("kind", flat=True)
    standing = Blocker.objects.get(pk=blocker.pk)
    assert standing.is_open is (list(found) == ["eteam.blocker.still_blocked"]) or len(found) > 1
    Blocker.objects.all().delete()
    return list(found)


def test_one_answer_counts_be_it_silence(scene: Scene) -> None:
    for _ in range(ROUNDS):
        assert len(answered_at_the_last_moment(scene)) == 1


def test_without_the_room_several_answers_count(scene: Scene, without_the_room: None) -> None:
    for _ in range(ROUNDS * 3):
        if len(answered_at_the_last_moment(scene)) > 1:
            return
    pytest.fail("the race above would not have been noticed")
