"""After another timetable the planned sessions go along, if somebody says so."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from eteam.actions.following_timetable import WITHDRAWN_FOR, follow
from eteam.actions.planning import Stale, cancel, generate, move
from eteam.actions.timetable import change
from eteam.coming import shifts
from eteam.models import Room, Session
from journal.models import Event
from tests.cast import Cast
from tests.eteam.rows import BlockerFactory, RoomFactory
from tests.factories import NOW, TeamFactory


@pytest.fixture
def room(cast: Cast) -> Room:
    """Tuesday 13:00 and Friday 09:00, planned for the whole cycle."""
    room = RoomFactory(board=cast.board, checkpoint_weekday=5, checkpoint_starts=time(9))
    generate(cycle=cast.cycle, by=cast.ines, now=NOW)
    return room


def first(kind: str = "session") -> Session:
    found = Session.objects.filter(kind=kind).by_start().first()
    assert found
    return found


def test_nothing_follows_while_the_timetable_is_as_it_was(cast: Cast, room: Room) -> None:
    assert shifts(room, NOW) == []
    assert follow(room=room, by=cast.ines, now=NOW) == []
    assert not Event.objects.filter(kind="eteam.session.followed").exists()


def test_every_session_goes_to_the_new_day_of_its_week(cast: Cast, room: Room) -> None:
    room = change(room=room, by=cast.ines, now=NOW, weekday=3, starts=time(10), minutes=120)
    assert first().starts_at == datetime(2027, 1, 5, 12, tzinfo=UTC), "they stay until somebody says so"
    follow(room=room, by=cast.ines, now=NOW)
    session = first()
    assert (session.planned_on, session.starts_at, session.minutes, session.revision, session.moved) == (
        date(2027, 1, 6), datetime(2027, 1, 6, 9, tzinfo=UTC), 120, 2, False,
    )  # fmt: skip
    (event,) = Event.objects.filter(kind="eteam.session.followed")
    assert len(event.data["moved"]) == 26
    assert event.data["moved"][0] == {
        "session": session.pk, "revision": 2, "before": "2027-01-05T12:00:00Z", "after": "2027-01-06T09:00:00Z",
    }  # fmt: skip
    assert generate(cycle=cast.cycle, by=cast.ines, now=NOW) == [], "each week has its session"


def test_it_can_be_done_again_and_back(cast: Cast, room: Room) -> None:
    before = list(Session.objects.by_start().values_list("pk", "starts_at"))
    for weekday in (4, 2):
        room = change(room=room, by=cast.ines, now=NOW, weekday=weekday)
        follow(room=room, by=cast.ines, now=NOW)
    assert list(Session.objects.by_start().values_list("pk", "starts_at")) == before


def test_what_was_moved_by_hand_stays_and_so_does_what_is_cancelled(cast: Cast, room: Room) -> None:
    one, two = Session.objects.filter(kind="session").by_start()[:2]
    later = one.starts_at + timedelta(hours=1)
    move(session=one, starts_at=later, minutes=180, by=cast.ines, now=NOW)
    cancel(session=two, reason="Away.", by=cast.ines, now=NOW)
    room = change(room=room, by=cast.ines, now=NOW, weekday=3)
    follow(room=room, by=cast.ines, now=NOW)
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.starts_at == later
    assert (two.state, two.planned_on) == ("cancelled", date(2027, 1, 12))


def test_this_week_stays_where_its_new_time_is_past(cast: Cast, room: Room) -> None:
    friday = datetime(2027, 1, 7, 12, tzinfo=UTC)
    room = change(room=room, by=cast.ines, now=friday, checkpoint_weekday=1)
    follow(room=room, by=cast.ines, now=friday)
    found = Session.objects.filter(kind="checkpoint", starts_at__gt=friday).by_start()
    assert [each.planned_on for each in found[:2]] == [date(2027, 1, 8), date(2027, 1, 11)]


def test_nothing_follows_over_one_that_stays(cast: Cast, room: Room) -> None:
    checkpoint = first("checkpoint")
    hand = Session.objects.filter(kind="checkpoint").by_start()[1]
    move(session=hand, starts_at=datetime(2027, 1, 6, 13, tzinfo=UTC), minutes=30, by=cast.ines, now=NOW)
    room = change(room=room, by=cast.ines, now=NOW, weekday=3)
    follow(room=room, by=cast.ines, now=NOW)
    assert first().planned_on == date(2027, 1, 5), "Wednesday at 14:00 is taken"
    assert checkpoint.planned_on == date(2027, 1, 1)


def test_without_a_checkpoint_they_are_cancelled_and_come_back_with_it(cast: Cast, room: Room) -> None:
    room = change(room=room, by=cast.ines, now=NOW, checkpoint_weekday=None, checkpoint_starts=None)
    found = follow(room=room, by=cast.ines, now=NOW)
    gone = Session.objects.filter(kind="checkpoint")
    assert len(found) == gone.count() == 26
    assert {(each.state, each.cancelled_for, each.revision) for each in gone} == {("cancelled", WITHDRAWN_FOR, 2)}
    room = change(room=room, by=cast.ines, now=NOW, checkpoint_weekday=4, checkpoint_starts=time(9))
    assert len(generate(cycle=cast.cycle, by=cast.ines, now=NOW)) == 25, "as many Thursdays"


def test_what_is_due_is_routed_again_with_them(cast: Cast, room: Room) -> None:
    due_at = datetime(2027, 1, 1, 8, 40, tzinfo=UTC)
    waits = BlockerFactory(board=cast.board, blocked_team=TeamFactory(board=cast.board), due_at=due_at, route="room")
    room = change(room=room, by=cast.ines, now=NOW, checkpoint_starts=time(11))
    follow(room=room, by=cast.ines, now=NOW)
    waits.refresh_from_db()
    assert waits.route == "now"


def test_a_list_that_is_another_than_was_shown_is_stale(cast: Cast, room: Room) -> None:
    room = change(room=room, by=cast.ines, now=NOW, weekday=3)
    with pytest.raises(Stale):
        follow(room=room, by=cast.ines, now=NOW, expected=25)
    assert len(follow(room=room, by=cast.ines, now=NOW, expected=26)) == 26


def test_a_vp_lets_nothing_follow(cast: Cast, room: Room) -> None:
    with pytest.raises(PermissionDenied):
        follow(room=room, by=cast.vera, now=NOW)
