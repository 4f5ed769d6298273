"""A board's room is set up once, and its rules are changed."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from eteam.access import NoRoom
from eteam.actions.timetable import RoomExists, change, set_up
from eteam.models import Blocker, LadderStep, Room
from journal.models import Event
from journal.refusals import Invalid
from org.models import Membership
from tests.cast import Cast
from tests.eteam.rows import BlockerFactory, RoomFactory, SessionFactory
from tests.factories import NOW, TeamFactory


def events(kind: str) -> list[dict[str, Any]]:
    return [event.data for event in Event.objects.filter(kind=kind)]


def test_a_leader_says_when_the_room_meets(cast: Cast) -> None:
    room = set_up(board=cast.board, by=cast.ines, now=NOW, checkpoint_weekday=5, checkpoint_starts=time(9))
    room.refresh_from_db()
    assert (room.zone, room.weekday, room.starts, room.minutes) == (cast.board.zone, 2, time(13), 180)
    assert (room.checkpoint_weekday, room.checkpoint_starts, room.box, room.target) == (5, time(9), 10, 1200)
    (event,) = Event.objects.filter(kind="eteam.room.set_up")
    assert (event.topic, event.actor_id, event.subject_name) == (f"room:{cast.board.pk}", cast.ines.pk, "E-Team")


@pytest.mark.parametrize("who", ["vera", "willy", "ada"])
def test_only_leaders_and_the_steward_may(cast: Cast, who: str) -> None:
    by: Membership = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        set_up(board=cast.board, by=by, now=NOW)
    assert not Room.objects.exists()
    room = RoomFactory(board=cast.board)
    with pytest.raises(PermissionDenied):
        change(room=room, by=by, now=NOW, box=15)


def test_whoever_has_left_or_leads_another_board_is_unknown(cast: Cast) -> None:
    for stranger in (cast.emil, cast.olga):
        with pytest.raises(Http404):
            set_up(board=cast.board, by=stranger, now=NOW)


def test_a_board_has_one_room(cast: Cast) -> None:
    set_up(board=cast.board, by=cast.ines, now=NOW)
    with pytest.raises(RoomExists):
        set_up(board=cast.board, by=cast.otto, now=NOW)
    assert len(events("eteam.room.set_up")) == 1


def test_there_is_nothing_to_change_without_a_room(cast: Cast) -> None:
    with pytest.raises(NoRoom):
        change(room=Room(board=cast.board), by=cast.ines, now=NOW, box=15)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"zone": "Europe/Atlantis"}, "zone"),
        ({"weekday": 8}, "weekday"),
        ({"weekday": 0}, "weekday"),
        ({"minutes": 10}, "minutes"),
        ({"minutes": 100_000}, "minutes"),
        ({"box": 0}, "box"),
        ({"target": 59}, "target"),
        ({"target": 2**40}, "target"),
        ({"checkpoint_weekday": 5}, "checkpoint_starts"),
        ({"checkpoint_starts": time(9)}, "checkpoint_weekday"),
        ({"checkpoint_weekday": 9, "checkpoint_starts": time(9)}, "checkpoint_weekday"),
        ({"checkpoint_weekday": 2, "checkpoint_starts": time(14)}, "checkpoint_starts"),
        ({"chat": "http://hooks.example.com/1"}, "chat"),
        ({"chat": "javascript:alert(1)"}, "chat"),
        ({"chat": "hooks.example.com"}, "chat"),
        ({"chat": "https://hooks.example.com/\0"}, "chat"),
        ({"chat": "https://"}, "chat"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(cast: Cast, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        set_up(board=cast.board, by=cast.ines, now=NOW, **values)
    assert field in refused.value.extra["errors"]
    assert not Room.objects.exists()
    room = RoomFactory(board=cast.board)
    with pytest.raises(Invalid) as refused:
        change(room=room, by=cast.ines, now=NOW, **values)
    assert field in refused.value.extra["errors"]
    assert not events("eteam.room.changed")


def test_what_is_no_setting_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        set_up(board=cast.board, by=cast.ines, now=NOW, board_id=7)
    with pytest.raises(Invalid):
        change(room=RoomFactory(board=cast.board), by=cast.ines, now=NOW, made_at=NOW)


def test_the_log_says_what_changed_and_never_the_chat_address(cast: Cast) -> None:
    room = RoomFactory(board=cast.board)
    address = "https://hooks.example.com/services/T000/SECRET"
    change(room=room, by=cast.stina, now=NOW, box=15, chat=address, starts=time(14), weekday=2)
    assert events("eteam.room.changed") == [
        {"fields": {"box": ["10", "15"], "chat": ["none", "an address"], "starts": ["13:00:00", "14:00:00"]}}
    ]
    room.refresh_from_db()
    assert room.chat == address


def test_the_same_again_is_no_change(cast: Cast) -> None:
    change(room=RoomFactory(board=cast.board), by=cast.ines, now=NOW, box=10, weekday=2, chat="")
    assert not events("eteam.room.changed")


def test_another_target_leaves_what_is_raised_as_it_is(cast: Cast) -> None:
    room = RoomFactory(board=cast.board)
    blocker = BlockerFactory(board=cast.board, blocked_team=cast.data)
    due_at = blocker.due_at
    change(room=room, by=cast.ines, now=NOW, target=600)
    blocker.refresh_from_db()
    assert (blocker.target, blocker.due_at) == (1200, due_at)


def test_another_box_routes_again_in_the_same_transaction(cast: Cast) -> None:
    """The session begins on Tuesday at 13:00; two that are due at 13:25 fit in boxes of 10, and one in boxes of 20."""
    room = RoomFactory(board=cast.board)
    SessionFactory(board=cast.board)
    due_at = datetime(2026, 12, 1, 12, 25, tzinfo=UTC)
    team = TeamFactory(board=cast.board)
    pair = [BlockerFactory(board=cast.board, blocked_team=team, due_at=due_at, route="first") for _ in range(2)]
    change(room=room, by=cast.ines, now=NOW, box=20)
    routes = list(
        Blocker.objects.filter(pk__in=[each.pk for each in pair]).order_by("pk").values_list("route", flat=True)
    )
    assert routes == ["first", "now"]
    assert list(LadderStep.objects.values_list("blocker", flat=True)) == [pair[1].pk]
