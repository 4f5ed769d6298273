"""Sessions are planned for a cycle, added, moved, cancelled and taken up again."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from eteam.actions.planning import Stale, Taken, add, cancel, generate, move, name_chair, restore
from eteam.coming import Doubtful, without_a_time
from eteam.models import Blocker, LadderStep, Room, Session
from journal.models import Event
from journal.refusals import Invalid, WrongState
from tests.cast import Cast
from tests.eteam.rows import BlockerFactory, RoomFactory, SessionFactory
from tests.factories import NOW, CycleFactory, TeamFactory

AT_TWO = datetime(2026, 12, 1, 13, tzinfo=UTC)
"""14:00 in Stockholm."""
STOCKHOLM = "Europe/Stockholm"


@pytest.fixture
def room(cast: Cast) -> Room:
    return RoomFactory(board=cast.board)


@pytest.fixture
def tuesday(cast: Cast, room: Room) -> Session:
    """1 December, 13:00 to 16:00 in Stockholm."""
    return SessionFactory(board=cast.board)


def told(kind: str) -> list[dict[str, Any]]:
    return [event.data for event in Event.objects.filter(kind=f"eteam.session.{kind}").order_by("number")]


def blocker(cast: Cast, due_at: datetime, route: str) -> Blocker:
    return BlockerFactory(board=cast.board, blocked_team=TeamFactory(board=cast.board), due_at=due_at, route=route)


# --- the sessions of a cycle


def test_a_cycle_gets_a_session_each_week(cast: Cast, room: Room) -> None:
    made = generate(cycle=cast.cycle, by=cast.stina, now=NOW)
    assert [len(made), made[0].planned_on, made[-1].planned_on] == [26, date(2027, 1, 5), date(2027, 6, 29)]
    stored = Session.objects.filter(board=cast.board).by_start()
    assert [each.pk for each in stored] == [each.pk for each in made]
    assert {(each.cycle_id, each.kind, each.state, each.revision, each.zone, each.minutes) for each in stored} == {
        (cast.cycle.pk, "session", "planned", 1, STOCKHOLM, 180)
    }
    assert made[12].starts_at == datetime(2027, 3, 30, 11, tzinfo=UTC), "13:00 in summer, too"
    assert told("planned") == [{"cycle": cast.cycle.pk, "sessions": [each.pk for each in made]}]


def test_with_a_checkpoint_it_gets_both(cast: Cast) -> None:
    RoomFactory(board=cast.board, checkpoint_weekday=5, checkpoint_starts=time(9))
    made = generate(cycle=cast.cycle, by=cast.ines, now=NOW)
    assert [each.kind for each in made[:3]] == ["checkpoint", "session", "checkpoint"]
    assert {each.minutes for each in made} == {30, 180}


def test_twice_is_the_same_as_once(cast: Cast, room: Room) -> None:
    generate(cycle=cast.cycle, by=cast.ines, now=NOW)
    assert generate(cycle=cast.cycle, by=cast.otto, now=NOW) == []
    assert Session.objects.count() == 26
    assert len(told("planned")) == 1


def test_no_week_comes_back_that_was_moved_or_cancelled(cast: Cast, room: Room) -> None:
    first, second, *_ = generate(cycle=cast.cycle, by=cast.ines, now=NOW)
    move(session=first, starts_at=first.starts_at + timedelta(days=1), minutes=180, by=cast.ines, now=NOW)
    cancel(session=second, reason="All are away.", by=cast.ines, now=NOW)
    assert generate(cycle=cast.cycle, by=cast.ines, now=NOW) == []


def test_what_is_past_is_not_planned(cast: Cast, room: Room) -> None:
    made = generate(cycle=cast.cycle, by=cast.ines, now=datetime(2027, 6, 22, 11, 30, tzinfo=UTC))
    assert [each.planned_on for each in made] == [date(2027, 6, 29)], "that of the 22nd has begun"


def test_a_session_that_was_put_there_by_hand_takes_its_place(cast: Cast, room: Room) -> None:
    there = add(
        room=room, kind="session", starts_at=datetime(2027, 1, 5, 13, tzinfo=UTC), minutes=60, by=cast.ines, now=NOW
    )
    made = generate(cycle=cast.cycle, by=cast.ines, now=NOW)
    assert there.cycle_id == cast.cycle.pk
    assert [len(made), made[0].planned_on] == [25, date(2027, 1, 12)]


def test_two_cycles_that_overlap_share_their_weeks(cast: Cast, room: Room) -> None:
    generate(cycle=cast.cycle, by=cast.ines, now=NOW)
    other = CycleFactory(board=cast.board, name="Summer", starts_on=date(2027, 6, 1), ends_on=date(2027, 7, 10))
    assert [each.planned_on for each in generate(cycle=other, by=cast.ines, now=NOW)] == [date(2027, 7, 6)]


def test_a_date_without_the_time_is_left_for_somebody_to_choose_and_the_others_are_planned(cast: Cast) -> None:
    room = RoomFactory(board=cast.board, weekday=7, starts=time(2, 30))
    made = generate(cycle=cast.cycle, by=cast.ines, now=NOW)
    dates = [each.planned_on for each in made]
    assert (len(dates), date(2027, 3, 21) in dates, date(2027, 3, 28) in dates) == (25, True, False)
    assert [each.on for each in without_a_time(room, cast.cycle, NOW)] == [date(2027, 3, 28)]
    assert generate(cycle=cast.cycle, by=cast.ines, now=NOW) == []
    at = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    add(room=room, kind="session", starts_at=at, minutes=180, by=cast.ines, now=NOW)
    assert without_a_time(room, cast.cycle, NOW) == [], "it is settled"


def test_a_time_that_comes_twice_is_not_guessed(cast: Cast) -> None:
    RoomFactory(board=cast.board, weekday=7, starts=time(2, 30))
    autumn = CycleFactory(board=cast.board, name="Autumn", starts_on=date(2027, 10, 1), ends_on=date(2027, 11, 30))
    with pytest.raises(Doubtful) as twice:
        generate(cycle=autumn, by=cast.ines, now=NOW)
    assert "31 October 2027" in twice.value.extra["errors"]["fold"]
    assert not Session.objects.exists()
    made = generate(cycle=autumn, by=cast.ines, now=NOW, fold=1)
    assert datetime(2027, 10, 31, 1, 30, tzinfo=UTC) in [each.starts_at for each in made]


def test_a_list_that_is_another_than_was_shown_is_stale(cast: Cast, room: Room) -> None:
    with pytest.raises(Stale):
        generate(cycle=cast.cycle, by=cast.ines, now=NOW, expected=27)
    assert len(generate(cycle=cast.cycle, by=cast.ines, now=NOW, expected=26)) == 26


def test_a_cycle_of_many_years_is_refused(cast: Cast, room: Room) -> None:
    long = CycleFactory(board=cast.board, name="Long", ends_on=date(2150, 1, 1))
    with pytest.raises(Invalid):
        generate(cycle=long, by=cast.ines, now=NOW)


# --- one more


def test_one_is_added_beside_the_timetable(cast: Cast, room: Room) -> None:
    session = add(room=room, kind="checkpoint", starts_at=AT_TWO, minutes=30, by=cast.stina, now=NOW)
    session.refresh_from_db()
    assert (session.planned_on, session.cycle, session.ends_at) == (None, None, AT_TWO + timedelta(minutes=30))
    assert told("added") == [{"session": session.pk, "starts_at": "2026-12-01T13:00:00Z", "minutes": 30}]


@pytest.mark.parametrize(
    ("starts_at", "minutes", "kind", "field"),
    [
        (NOW, 30, "session", "starts_at"),
        (NOW + timedelta(days=800), 30, "session", "starts_at"),
        (AT_TWO, 4, "session", "minutes"),
        (AT_TWO, 10**9, "session", "minutes"),
        (AT_TWO, 30, "party", "kind"),
    ],
)
def test_what_cannot_be_held_is_not_added(
    cast: Cast, room: Room, starts_at: datetime, minutes: int, kind: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        add(room=room, kind=kind, starts_at=starts_at, minutes=minutes, by=cast.ines, now=NOW)
    assert field in refused.value.extra["errors"]


# --- moved


def test_a_move_is_a_new_revision(cast: Cast, tuesday: Session) -> None:
    moved = move(session=tuesday, starts_at=AT_TWO, minutes=120, by=cast.ines, now=NOW)
    tuesday.refresh_from_db()
    assert (tuesday.starts_at, tuesday.minutes, tuesday.revision, tuesday.moved) == (AT_TWO, 120, 2, True)
    assert told("moved") == [
        {
            "session": moved.pk,
            "revision": 2,
            "before": "2026-12-01T12:00:00Z",
            "after": "2026-12-01T13:00:00Z",
            "minutes": 120,
        }
    ]


def test_where_it_is_already_it_does_not_move(cast: Cast, tuesday: Session) -> None:
    assert move(session=tuesday, starts_at=tuesday.starts_at, minutes=180, by=cast.ines, now=NOW).revision == 1
    assert not told("moved")


def test_a_moved_session_turns_what_fell_due_in_it_into_now(cast: Cast, tuesday: Session) -> None:
    """The journey of the issue: due 13:10 and FIRST; the session moved to 14:00 turns it NOW, with one ladder row."""
    first = blocker(cast, datetime(2026, 12, 1, 12, 10, tzinfo=UTC), "first")
    waits = blocker(cast, datetime(2026, 12, 1, 15, 0, tzinfo=UTC), "room")
    move(session=tuesday, starts_at=AT_TWO, minutes=180, by=cast.ines, now=NOW)
    first.refresh_from_db()
    waits.refresh_from_db()
    assert (first.route, waits.route) == ("now", "first")
    assert list(LadderStep.objects.values_list("blocker", "at")) == [(first.pk, NOW)]
    move(session=tuesday, starts_at=AT_TWO + timedelta(hours=1), minutes=180, by=cast.ines, now=NOW)
    assert LadderStep.objects.filter(blocker=first).count() == 1


def test_nothing_is_moved_into_the_past_or_over_another(cast: Cast, tuesday: Session) -> None:
    with pytest.raises(Invalid, match="past"):
        move(session=tuesday, starts_at=NOW - timedelta(minutes=1), minutes=180, by=cast.ines, now=NOW)
    friday = SessionFactory(board=cast.board, kind="checkpoint", starts_at=datetime(2026, 12, 4, 8, tzinfo=UTC))
    with pytest.raises(Taken):
        move(session=tuesday, starts_at=friday.starts_at - timedelta(hours=1), minutes=180, by=cast.ines, now=NOW)
    cancel(session=friday, reason="All are away.", by=cast.ines, now=NOW)
    move(session=tuesday, starts_at=friday.starts_at, minutes=180, by=cast.ines, now=NOW)


def test_one_may_follow_another_at_once(cast: Cast, tuesday: Session) -> None:
    friday = SessionFactory(board=cast.board, kind="checkpoint", starts_at=datetime(2026, 12, 4, 8, tzinfo=UTC))
    move(session=friday, starts_at=tuesday.ends_at, minutes=30, by=cast.ines, now=NOW)


def test_whoever_saw_an_older_revision_looks_again(cast: Cast, tuesday: Session) -> None:
    move(session=tuesday, starts_at=AT_TWO, minutes=180, by=cast.ines, now=NOW, revision=1)
    with pytest.raises(Stale, match="14:00"):
        move(session=tuesday, starts_at=AT_TWO + timedelta(hours=1), minutes=180, by=cast.otto, now=NOW, revision=1)
    with pytest.raises(Stale):
        cancel(session=tuesday, reason="Away.", by=cast.otto, now=NOW, revision=1)


@pytest.mark.parametrize("state", ["running", "closed", "cancelled"])
def test_only_what_is_planned_is_moved_or_cancelled(cast: Cast, tuesday: Session, state: str) -> None:
    over = {"closed_at": NOW, "closed_by": cast.ines} if state == "closed" else {}
    begun = {} if state == "cancelled" else {"opened_at": NOW, "opened_by": cast.ines}
    Session.objects.filter(pk=tuesday.pk).update(state=state, **begun, **over)
    with pytest.raises(WrongState, match=state):
        move(session=tuesday, starts_at=AT_TWO, minutes=180, by=cast.ines, now=NOW)
    with pytest.raises(WrongState, match=state):
        cancel(session=tuesday, reason="Away.", by=cast.ines, now=NOW)
    assert not Event.objects.filter(kind__startswith="eteam.").exists()


# --- cancelled, and taken up again


def test_a_cancelled_session_carries_its_reason_and_everything_is_routed_again(cast: Cast, tuesday: Session) -> None:
    waits = blocker(cast, datetime(2026, 12, 1, 15, 0, tzinfo=UTC), "room")
    cancel(session=tuesday, reason=" All are away. ", by=cast.ines, now=NOW)
    tuesday.refresh_from_db()
    waits.refresh_from_db()
    assert (tuesday.state, tuesday.cancelled_for, tuesday.revision) == ("cancelled", "All are away.", 2)
    assert waits.route == "now", "no session is planned any more"
    assert told("cancelled") == [
        {"session": tuesday.pk, "revision": 2, "starts_at": "2026-12-01T12:00:00Z", "reason": "All are away."}
    ]
    restore(session=tuesday, by=cast.otto, now=NOW)
    tuesday.refresh_from_db()
    waits.refresh_from_db()
    assert (tuesday.state, tuesday.cancelled_for, tuesday.revision) == ("planned", "", 3)
    assert waits.route == "room"
    assert LadderStep.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "   ", "\0"])
def test_without_a_reason_it_is_held(cast: Cast, tuesday: Session, reason: str) -> None:
    with pytest.raises(Invalid) as refused:
        cancel(session=tuesday, reason=reason, by=cast.ines, now=NOW)
    assert "reason" in refused.value.extra["errors"]


def test_what_is_over_or_has_no_room_is_not_taken_up_again(cast: Cast, tuesday: Session) -> None:
    with pytest.raises(WrongState):
        restore(session=tuesday, by=cast.ines, now=NOW)
    cancel(session=tuesday, reason="Away.", by=cast.ines, now=NOW)
    with pytest.raises(Invalid, match="past"):
        restore(session=tuesday, by=cast.ines, now=tuesday.starts_at)
    SessionFactory(board=cast.board, starts_at=AT_TWO)
    with pytest.raises(Taken):
        restore(session=tuesday, by=cast.ines, now=NOW)


# --- who presides


def test_a_leader_presides(cast: Cast, tuesday: Session) -> None:
    name_chair(session=tuesday, chair=cast.otto, by=cast.stina, now=NOW)
    tuesday.refresh_from_db()
    assert (tuesday.chair_id, tuesday.revision) == (cast.otto.pk, 1), "nobody is told to come at another time"
    name_chair(session=tuesday, chair=cast.otto, by=cast.stina, now=NOW)
    name_chair(session=tuesday, chair=None, by=cast.stina, now=NOW)
    assert told("chair_named") == [
        {"session": tuesday.pk, "chair": cast.otto.pk, "name": "Otto"},
        {"session": tuesday.pk, "name": ""},
    ]


@pytest.mark.parametrize("who", ["vera", "stina", "emil", "olga"])
def test_nobody_else_does(cast: Cast, tuesday: Session, who: str) -> None:
    with pytest.raises(Invalid):
        name_chair(session=tuesday, chair=getattr(cast, who), by=cast.ines, now=NOW)


@pytest.mark.parametrize("who", ["vera", "willy", "ada"])
def test_only_leaders_and_the_steward_plan(cast: Cast, tuesday: Session, room: Room, who: str) -> None:
    by = getattr(cast, who)
    for act in (
        lambda: generate(cycle=cast.cycle, by=by, now=NOW),
        lambda: add(room=room, kind="session", starts_at=AT_TWO + timedelta(days=2), minutes=30, by=by, now=NOW),
        lambda: move(session=tuesday, starts_at=AT_TWO, minutes=180, by=by, now=NOW),
        lambda: cancel(session=tuesday, reason="Away.", by=by, now=NOW),
        lambda: name_chair(session=tuesday, chair=cast.ines, by=by, now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not Event.objects.filter(kind__startswith="eteam.").exists()
