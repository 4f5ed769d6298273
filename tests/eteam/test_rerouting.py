"""Every act after which a route may be another judges all of them anew, in its own transaction."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from eteam.actions.rerouting import reroute, routes_if
from eteam.clocks import calendar_of, calendar_version, due_now, running_pause
from eteam.models import Blocker, LadderStep, Room, Session
from org.models import Calendar
from tests.cast import Cast
from tests.eteam.rows import (
    BlockerFactory,
    LadderStepFactory,
    OutcomeFactory,
    PauseFactory,
    RoomFactory,
    SessionFactory,
)
from tests.eteam.vectors import at
from tests.factories import CalendarFactory

FRIDAY = at("2026-11-27T11:00Z")


@pytest.fixture
def room(cast: Cast) -> Room:
    found: Room = RoomFactory(board=cast.board)
    return found


@pytest.fixture
def tuesday(room: Room) -> Session:
    found: Session = SessionFactory(board=room.board)
    return found


def raised(cast: Cast, raised_at: str, due_at: str, **values: Any) -> Blocker:
    found: Blocker = BlockerFactory(
        blocked_team=cast.data, raised_by=cast.vera, raised_at=at(raised_at), due_at=at(due_at), **values
    )
    return found


def route(blocker: Blocker) -> str:
    return Blocker.objects.get(pk=blocker.pk).route


def steps(blocker: Blocker) -> list[int]:
    return list(LadderStep.objects.filter(blocker=blocker).order_by("percent").values_list("percent", flat=True))


def move(session: Session, starts_at: datetime) -> None:
    session.starts_at, session.ends_at = starts_at, starts_at + timedelta(hours=3)
    session.revision += 1
    session.save()


def test_a_session_that_is_moved_makes_now_of_what_could_wait_for_it_with_one_step_of_the_ladder(
    cast: Cast, room: Room, tuesday: Session
) -> None:
    first = raised(cast, "2026-11-27T08:10Z", "2026-12-01T12:10Z", route="first")
    last = raised(cast, "2026-11-27T11:00Z", "2026-12-01T15:00Z", route="room")
    assert reroute(room, FRIDAY) == ()
    with transaction.atomic():
        move(tuesday, at("2026-12-01T13:00Z"))
        changed = reroute(room, FRIDAY)
    assert {each.pk: each.route for each in changed} == {first.pk: "now", last.pk: "first"}
    assert (route(first), steps(first)) == ("now", [0])
    assert (route(last), steps(last)) == ("first", [])
    assert Blocker.objects.get(pk=first.pk).routed_at == FRIDAY
    assert reroute(room, FRIDAY) == ()
    assert steps(first) == [0]


def test_if_the_move_is_undone_so_is_the_route(cast: Cast, room: Room, tuesday: Session) -> None:
    first = raised(cast, "2026-11-27T08:10Z", "2026-12-01T12:10Z", route="first")
    with transaction.atomic():
        move(tuesday, at("2026-12-01T13:00Z"))
        reroute(room, FRIDAY)
        transaction.set_rollback(True)
    assert (route(first), steps(first)) == ("first", [])


def test_the_due_time_stays_whatever_the_route_becomes(cast: Cast, room: Room) -> None:
    blocker = raised(cast, "2026-11-27T08:10Z", "2026-12-01T12:10Z", route="first")
    reroute(room, FRIDAY)
    assert (route(blocker), Blocker.objects.get(pk=blocker.pk).due_at) == ("now", blocker.due_at)


def test_a_blocker_that_turns_now_late_gets_the_highest_step_alone(cast: Cast, room: Room) -> None:
    blocker = raised(cast, "2026-11-24T12:00Z", "2026-11-26T16:00Z", route="room")
    reroute(room, at("2026-11-26T10:00Z"))  # 14 of its 20 hours are over
    assert steps(blocker) == [50]


def test_a_blocker_that_turns_now_again_takes_no_step_twice(cast: Cast, room: Room) -> None:
    blocker = raised(cast, "2026-11-27T08:10Z", "2026-12-01T12:10Z", route="first")
    reroute(room, FRIDAY)
    session = SessionFactory(board=room.board)
    reroute(room, FRIDAY)
    assert route(blocker) == "first"
    session.delete()
    reroute(room, FRIDAY + timedelta(minutes=5))
    assert (route(blocker), steps(blocker)) == ("now", [0])
    assert LadderStep.objects.get().at == FRIDAY, "it was told then"


def test_one_that_was_raised_as_now_gets_the_step_that_it_lacks(cast: Cast, room: Room) -> None:
    blocker = raised(cast, "2026-11-27T08:00Z", "2026-12-01T12:00Z", route="now", stepped=False)
    assert reroute(room, FRIDAY) == ()
    assert steps(blocker) == [0]


def test_the_auditor_would_find_no_now_blocker_without_its_step(cast: Cast, room: Room) -> None:
    taken = raised(cast, "2026-11-27T08:00Z", "2026-12-01T12:00Z", route="now")
    LadderStepFactory(blocker=taken, percent=0)
    reroute(room, at("2026-12-01T12:00Z"))
    assert steps(taken) == [0], "the next ones come by the clock, not by a route"


def test_what_is_decided_unblocked_or_withdrawn_is_not_routed(cast: Cast, room: Room) -> None:
    now = at("2026-11-27T12:00Z")
    ended = [
        raised(cast, "2026-11-27T08:10Z", "2026-12-01T12:10Z", **ends)
        for ends in (
            {"decided_at": now},
            {"unblocked_at": now, "unblocked_entered_at": now, "unblocked_by": cast.victor},
            {"withdrawn_at": now, "withdrawn_by": cast.vera},
        )
    ]
    assert reroute(room, now) == ()
    assert [route(each) for each in ended] == ["room"] * 3


def test_another_boards_sessions_and_blockers_are_its_own(cast: Cast, room: Room) -> None:
    SessionFactory(board=cast.olga.board)
    theirs = BlockerFactory()
    ours = raised(cast, "2026-11-27T11:00Z", "2026-12-01T15:00Z")
    assert [each.pk for each in reroute(room, FRIDAY)] == [ours.pk]
    assert (route(ours), route(theirs)) == ("now", "room")


def test_a_cancelled_or_closed_session_is_none(cast: Cast, room: Room, tuesday: Session) -> None:
    blocker = raised(cast, "2026-11-27T11:00Z", "2026-12-01T15:00Z")
    assert reroute(room, FRIDAY) == ()
    Session.objects.filter(pk=tuesday.pk).update(state="cancelled", cancelled_for="A strike.")
    reroute(room, FRIDAY)
    assert route(blocker) == "now"


def opened(session: Session, cast: Cast) -> Session:
    session.state, session.opened_at, session.opened_by = Session.State.RUNNING, session.starts_at, cast.ines
    session.save()
    return session


def test_what_is_carried_in_the_running_session_waits_for_the_next(cast: Cast, room: Room, tuesday: Session) -> None:
    blocker = raised(cast, "2026-11-30T08:00Z", "2026-12-02T12:00Z")
    opened(tuesday, cast)
    SessionFactory(board=room.board, starts_at=at("2026-12-08T12:00Z"))
    now = at("2026-12-01T12:30Z")
    assert reroute(room, now) == ()
    carried = {"kind": "carried", "next_step": "Ask again", "reason": "No answer yet", "entered_at": now}
    typed = OutcomeFactory(
        blocker=blocker, session=tuesday, decider=None, owner=cast.vera, entered_by=cast.stina, waits_for=cast.ines,
        **carried,
    )  # fmt: skip
    assert reroute(room, now) == (), "the steward typed it, and nobody has confirmed it"
    typed.confirmed_at = now
    typed.save()
    assert [each.route for each in reroute(room, now)] == ["now"]


def test_the_box_and_the_others_decide_what_fits(cast: Cast, room: Room, tuesday: Session) -> None:
    both = [raised(cast, "2026-11-27T08:20Z", "2026-12-01T12:20Z", route="first") for _ in range(2)]
    assert reroute(room, FRIDAY) == ()
    room.box = 15
    assert [each.pk for each in reroute(room, FRIDAY)] == [both[1].pk]


def test_routes_if_shows_what_other_due_times_would_do_and_changes_nothing(
    cast: Cast, room: Room, tuesday: Session
) -> None:
    one = raised(cast, "2026-11-27T08:20Z", "2026-12-01T12:20Z", route="first")
    two = raised(cast, "2026-11-27T08:20Z", "2026-12-01T12:20Z", route="first")
    assert routes_if(room, {one.pk: at("2026-12-01T12:10Z")}, FRIDAY) == {one.pk: "first", two.pk: "first"}
    assert routes_if(room, {one.pk: at("2026-12-01T16:00Z")}, FRIDAY) == {one.pk: "room", two.pk: "first"}
    assert (route(one), route(two)) == ("first", "first")


def test_while_a_clock_stands_still_it_is_due_later_with_every_working_minute(
    cast: Cast, room: Room, tuesday: Session
) -> None:
    blocker = raised(cast, "2026-11-27T08:10Z", "2026-12-01T12:10Z", route="first")
    PauseFactory(blocker=blocker, starts_at=FRIDAY, by=cast.ines)
    assert running_pause(blocker) is not None
    assert due_now(blocker, FRIDAY) == blocker.due_at
    assert due_now(blocker, FRIDAY + timedelta(hours=2)) == at("2026-12-01T14:10Z")
    later = at("2026-11-30T09:00Z")  # six working hours later
    assert [each.route for each in reroute(room, later)] == ["room"]
    assert Blocker.objects.get(pk=blocker.pk).due_at == blocker.due_at, "nothing is written until it ends"


def test_the_number_of_statements_does_not_grow_with_the_blockers(
    cast: Cast, room: Room, tuesday: Session, django_assert_num_queries: Any
) -> None:
    for number in range(6):
        blocker = raised(cast, "2026-11-27T08:10Z", "2026-12-01T12:10Z")
        if number % 2:
            PauseFactory(blocker=blocker, by=cast.ines, starts_at=FRIDAY, ends_at=FRIDAY)
    with django_assert_num_queries(5):  # blockers, pauses, sessions; routes, steps
        assert len(reroute(room, FRIDAY)) == 6
    with django_assert_num_queries(3):
        assert reroute(room, FRIDAY) == ()


# --- which calendar counts


def stored(cast: Cast, **values: Any) -> Calendar:
    found: Calendar = CalendarFactory(board=cast.board, made_by=cast.stina, **values)
    return found


def test_the_newest_version_of_the_teams_own_calendar_counts_else_the_boards(cast: Cast) -> None:
    assert calendar_version(cast.data) is None
    boards = stored(cast)
    assert calendar_version(cast.data) == boards
    stored(cast, team=cast.data, version=1)
    second = stored(cast, team=cast.data, version=2)
    assert calendar_version(cast.data) == second


def test_a_blocker_keeps_the_version_that_it_was_raised_with(cast: Cast) -> None:
    before = stored(cast, weekly={"1": [["10:00", "12:00"]]})
    blocker = raised(cast, "2026-11-27T08:10Z", "2026-12-01T12:10Z", calendar=before)
    stored(cast, version=2, weekly={"2": [["09:00", "17:00"]]})
    assert calendar_of(Blocker.objects.get(pk=blocker.pk)).weekly.keys() == {1}
    plain = raised(cast, "2026-11-27T08:10Z", "2026-12-01T12:10Z", zone="Asia/Tokyo")
    assert (calendar_of(plain).zone, sorted(calendar_of(plain).weekly)) == ("Asia/Tokyo", [1, 2, 3, 4, 5])


# --- whose clock runs


def test_a_clock_runs_unless_a_pause_of_its_blocker_lasts(cast: Cast) -> None:
    paused, over, plain = (raised(cast, "2026-11-27T08:10Z", "2026-12-01T12:10Z") for _ in range(3))
    PauseFactory(blocker=paused, by=cast.ines, starts_at=FRIDAY)
    PauseFactory(blocker=over, by=cast.ines, starts_at=FRIDAY, ends_at=FRIDAY)
    assert set(Blocker.objects.open().ticking()) == {over, plain}
