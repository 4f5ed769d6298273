"""Acts in the room at once: one close, an outcome against a close, two items on the floor; each with its control."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from eteam import access
from eteam.actions.sessions import close_session
from eteam.actions.steering import give_floor
from eteam.models import Outcome, Room, Session
from eteam.session.current import NoSession
from journal.models import Event
from journal.refusals import Refusal
from tests.cast import make_cast
from tests.eteam.live.the_room import TheRoom, at, make_room

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 12


@pytest.fixture
def stage(transactional_db: None) -> TheRoom:
    stage = make_room(make_cast())
    reverse("room", args=["north"])  # the first one reads all addresses, for longer than anybody should wait
    stage.opened()
    return stage


@pytest.fixture
def without_the_rooms_lock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every act reads the room and locks nothing."""

    def unlocked(board: int, by: Any, to: str, *, own: bool = False) -> Room:
        return Room.objects.select_related("board").get(board=board)

    for module in ("sessions", "steering", "outcomes"):
        monkeypatch.setattr(f"eteam.actions.{module}.held", unlocked)
    yield
    assert access.held


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Each on a connection of its own, from the same moment; the names of what they raised, "" for nothing."""
    ready = threading.Barrier(len(acts))

    def carried_out(act: Callable[[], Any]) -> str:
        try:
            connection.ensure_connection()
            ready.wait()
            act()
        except Refusal as refused:
            return type(refused).__name__
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(carried_out, acts))


def reopen(stage: TheRoom) -> None:
    Session.objects.filter(pk=stage.session.pk).update(
        state="running", closed_at=None, closed_by=None, unheard=0, unheard_for="", focus="", focus_since=None
    )


def closes(stage: TheRoom) -> int:
    """Four close at once: how many closed."""
    cast = stage.cast
    acts = [
        lambda by=by: close_session(session=stage.session, by=by, now=at(60), unheard_reason="The fire alarm.")
        for by in (cast.ines, cast.otto, cast.stina, cast.ines)
    ]
    return at_once(*acts).count("")


def test_of_many_who_close_a_session_at_once_one_does(stage: TheRoom) -> None:
    stage.blocker("Key", at(300))
    assert closes(stage) == 1
    assert Outcome.objects.filter(kind="unheard").count() == 1
    assert Event.objects.filter(kind="eteam.session.closed").count() == 1


def test_without_the_lock_it_is_closed_more_than_once(stage: TheRoom, without_the_rooms_lock: None) -> None:
    stage.blocker("Key", at(300))
    for _ in range(ROUNDS):
        if closes(stage) > 1:
            return
        reopen(stage)
    pytest.fail("the race above would not have been noticed")


def late_outcomes(stage: TheRoom) -> int:
    """An outcome is recorded while somebody closes: how often one was written into a session that was closed."""
    late = 0
    for number in range(ROUNDS):
        blocker = stage.blocker(f"Key {number}", at(300))
        at_once(
            lambda of=blocker: stage.end(of, stage.decided()),
            lambda: close_session(session=stage.session, by=stage.cast.otto, now=at(60), unheard_reason="Fire."),
        )
        kinds = list(Outcome.objects.filter(blocker=blocker).values_list("kind", flat=True))
        late += len(kinds) != 1
        reopen(stage)
    return late


def test_an_outcome_is_before_the_close_or_refused(stage: TheRoom) -> None:
    assert late_outcomes(stage) == 0


def test_without_the_lock_an_item_is_decided_and_unheard(stage: TheRoom, without_the_rooms_lock: None) -> None:
    assert late_outcomes(stage) > 0


def floors(stage: TheRoom) -> list[bool]:
    """Two put different items on the floor at once: whether what is on it is what was told last."""
    items = [f"blocker:{stage.blocker(title, at(300)).pk}" for title in ("Key", "Oven")]
    cast, same = stage.cast, []
    for _ in range(ROUNDS):
        reopen(stage)
        raised = at_once(
            *(
                lambda item=item, by=by: give_floor(session=stage.session, item=item, by=by, now=at(5))
                for item, by in zip(items, (cast.ines, cast.stina), strict=True)
            )
        )
        assert raised == ["", ""]
        told = Event.objects.filter(kind="eteam.session.floor_given").latest("number").data["item"]
        same.append(Session.objects.get(pk=stage.session.pk).focus == told)
    return same


def test_of_two_items_on_the_floor_the_last_one_told_is_there(stage: TheRoom) -> None:
    assert all(floors(stage))


def beginnings(stage: TheRoom) -> list[int]:
    """Two put the same item on the floor while a third puts another: how often its box began without an end between.

    Of different items alone the session's own row keeps the order, for who writes second waits there until the first
    has told. What the room's lock adds is that the second sees what the first did.
    """
    key, oven = (f"blocker:{stage.blocker(title, at(300)).pk}" for title in ("Key", "Oven"))
    cast, repeated = stage.cast, []
    for _ in range(ROUNDS):
        reopen(stage)
        before = Event.objects.latest("number").number
        acts = [(key, cast.ines), (oven, cast.otto), (key, cast.stina)]
        raised = at_once(
            *(
                lambda item=item, by=by: give_floor(session=stage.session, item=item, by=by, now=at(5))
                for item, by in acts
            )
        )
        assert raised == ["", "", ""]
        told = Event.objects.filter(kind="eteam.session.floor_given", number__gt=before).order_by("number")
        items = [event.data["item"] for event in told]
        repeated.append(sum(one == other for one, other in pairwise(items)))
    return repeated


def test_an_item_that_is_on_the_floor_begins_its_box_once(stage: TheRoom) -> None:
    assert not any(beginnings(stage))


def test_without_the_lock_two_begin_the_box_of_one_item(stage: TheRoom, without_the_rooms_lock: None) -> None:
    assert any(beginnings(stage))


def test_nothing_happens_in_a_session_that_is_closed(stage: TheRoom) -> None:
    close_session(session=stage.session, by=stage.cast.ines, now=at(60))
    with pytest.raises(NoSession):
        close_session(session=stage.session, by=stage.cast.ines, now=at(61))
    with pytest.raises(NoSession):
        stage.end(stage.blocker("Key", at(300)), stage.decided())
