"""A session from its invitation to its end: who is told what, when it is moved, cancelled, added late."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from eteam.models import Reminder, Room, Session
from eteam.reminders.about.sessions import ABOUT
from eteam.reminders.planning import plan
from eteam.reminders.sending import send_due
from org.models import Membership, Notice
from tests.cast import Cast, make_member
from tests.eteam.reminders.conftest import at
from tests.eteam.rows import SessionFactory

WEEK_BEFORE = at("2026-11-24 12:00")
DAY_BEFORE = at("2026-11-30 14:00")
HOUR_BEFORE = at("2026-12-01 11:00")
STARTS = at("2026-12-01 12:00")

_OF_ALL = 7

pytestmark = pytest.mark.django_db


def tick(now: datetime) -> None:
    plan(now)
    send_due(now)


def told(member: Membership, channel: str = "inbox") -> list[str]:
    """The kinds that were sent to the member, in the order in which they were."""
    rows = Reminder.objects.filter(recipient=member, channel=channel, state="sent")
    return [kind.removeprefix("session_") for kind in rows.order_by("sent_at", "pk").values_list("kind", flat=True)]


def states(member: Membership, channel: str = "inbox") -> dict[str, str]:
    """What became of each kind; `kind@revision` where there are several."""
    rows = Reminder.objects.filter(recipient=member, channel=channel)
    return {f"{row.kind.removeprefix('session_')}@{row.revision}": row.state for row in rows}


def move(session: Session, starts_at: datetime) -> None:
    session.starts_at, session.ends_at = starts_at, starts_at + timedelta(hours=3)
    session.revision += 1
    session.save()


def cancel(session: Session) -> None:
    session.state, session.cancelled_for = Session.State.CANCELLED, "Half of us are away."
    session.revision += 1
    session.save()


def test_leaders_vps_and_the_steward_are_invited_and_nobody_else(cast: Cast, session: Session) -> None:
    plan(WEEK_BEFORE)
    invited = set(Reminder.objects.filter(kind="session_invitation").values_list("recipient", flat=True))
    assert invited == {member.pk for member in (cast.ines, cast.otto, cast.vera, cast.victor, cast.stina)}


def test_planning_twice_plans_once(session: Session) -> None:
    plan(WEEK_BEFORE)
    before = Reminder.objects.count()
    plan(WEEK_BEFORE + timedelta(minutes=1))
    assert Reminder.objects.count() == before == 5 * 3 * 2


def test_each_comes_at_its_time(cast: Cast, session: Session) -> None:
    tick(WEEK_BEFORE)
    assert told(cast.vera) == ["invitation"]
    tick(DAY_BEFORE - timedelta(seconds=1))
    assert told(cast.vera) == ["invitation"]
    tick(DAY_BEFORE)
    tick(HOUR_BEFORE)
    assert told(cast.vera) == told(cast.vera, "mail") == ["invitation", "day_before", "hour_before"]


def test_one_far_ahead_is_not_told_of_yet(session: Session) -> None:
    plan(STARTS - timedelta(days=15))
    assert not Reminder.objects.exists()


def test_whoever_becomes_a_vp_later_is_invited_then(cast: Cast, session: Session) -> None:
    tick(WEEK_BEFORE)
    new = make_member(cast.board, "Nora", ["vp"])
    tick(WEEK_BEFORE + timedelta(days=1))
    assert told(new) == ["invitation"]
    assert told(cast.vera) == ["invitation"]


def test_an_acting_vp_is_invited_while_they_act(cast: Cast, session: Session) -> None:
    cast.willy.acting_for, cast.willy.acting_reason = cast.vera, "Vera is away."
    cast.willy.acting_from, cast.willy.acting_until = WEEK_BEFORE.date(), WEEK_BEFORE.date() + timedelta(days=20)
    cast.willy.save()
    tick(WEEK_BEFORE)
    assert told(cast.willy) == ["invitation"]


def test_added_late_is_told_once_of_all_that_is_past(cast: Cast, session: Session) -> None:
    tick(DAY_BEFORE + timedelta(hours=1))
    assert told(cast.vera) == ["catch_up"]
    assert states(cast.vera) == {"catch_up@1": "sent", "day_before@1": "folded", "hour_before@1": "planned"}
    folded = Reminder.objects.get(recipient=cast.vera, kind="session_day_before", channel="mail")
    assert folded.folded_into == Reminder.objects.get(recipient=cast.vera, kind="session_catch_up", channel="mail")


class TestMoved:
    def test_everybody_who_had_been_told_hears_it_once(self, cast: Cast, session: Session) -> None:
        tick(WEEK_BEFORE)
        move(session, STARTS + timedelta(days=1))
        later = WEEK_BEFORE + timedelta(hours=1)
        for seconds in (0, 60, 120, 180):
            tick(later + timedelta(seconds=seconds))
        assert told(cast.vera) == told(cast.vera, "mail") == ["invitation", "moved"]

    def test_the_reminders_of_the_old_time_do_not_come(self, cast: Cast, session: Session) -> None:
        tick(WEEK_BEFORE)
        move(session, STARTS + timedelta(days=1))
        tick(WEEK_BEFORE + timedelta(hours=1))
        assert states(cast.vera) == {
            "invitation@1": "sent", "day_before@1": "folded", "hour_before@1": "folded",
            "moved@2": "planned", "day_before@2": "planned", "hour_before@2": "planned",
        }  # fmt: skip
        tick(WEEK_BEFORE + timedelta(hours=2))
        tick(DAY_BEFORE)
        assert "day_before" not in told(cast.vera)
        tick(DAY_BEFORE + timedelta(days=1))
        assert told(cast.vera) == ["invitation", "moved", "day_before"]

    def test_twice_in_two_minutes_is_told_once(self, cast: Cast, session: Session) -> None:
        tick(WEEK_BEFORE)
        move(session, STARTS + timedelta(days=1))
        tick(WEEK_BEFORE + timedelta(minutes=10))
        move(session, STARTS + timedelta(days=2))
        for minutes in (11, 12, 13, 14):
            tick(WEEK_BEFORE + timedelta(minutes=minutes))
        assert told(cast.vera) == ["invitation", "moved"]
        assert states(cast.vera)["moved@2"] == "folded"
        first = Reminder.objects.get(recipient=cast.vera, kind="session_moved", revision=2, channel="inbox")
        assert first.folded_into is not None
        assert first.folded_into.revision == 3
        assert "3 December" in Notice.objects.filter(member=cast.vera).latest("pk").sentence

    def test_what_is_near_is_folded_into_it(self, cast: Cast, session: Session) -> None:
        tick(WEEK_BEFORE)
        tick(DAY_BEFORE)
        move(session, STARTS + timedelta(hours=2))
        now = STARTS - timedelta(hours=4)
        tick(now)
        tick(now + timedelta(minutes=2))
        tick(STARTS + timedelta(hours=1))
        assert told(cast.vera) == ["invitation", "day_before", "moved"]
        assert states(cast.vera)["hour_before@2"] == "folded"

    def test_who_was_not_told_yet_is_invited_to_the_new_time_alone(self, cast: Cast, session: Session) -> None:
        plan(WEEK_BEFORE)
        move(session, STARTS + timedelta(days=1))
        tick(WEEK_BEFORE + timedelta(minutes=1))
        assert told(cast.vera) == ["invitation"]
        assert "2 December" in Notice.objects.get(member=cast.vera).sentence

    def test_moved_far_ahead_is_told_all_the_same(self, cast: Cast, session: Session) -> None:
        tick(WEEK_BEFORE)
        move(session, STARTS + timedelta(days=60))
        tick(WEEK_BEFORE + timedelta(hours=1))
        tick(WEEK_BEFORE + timedelta(hours=2))
        assert told(cast.vera) == ["invitation", "moved"]

    def test_between_plan_and_claim_it_is_seen_at_the_claim(self, cast: Cast, session: Session) -> None:
        plan(WEEK_BEFORE)
        move(session, STARTS + timedelta(days=1))
        send_due(WEEK_BEFORE)
        assert not Notice.objects.exists()
        assert states(cast.vera)["invitation@1"] == "folded"


class TestCancelled:
    def test_what_is_unsent_is_withdrawn_and_one_message_says_so(self, cast: Cast, session: Session) -> None:
        tick(WEEK_BEFORE)
        cancel(session)
        for minutes in (1, 2, 3):
            tick(WEEK_BEFORE + timedelta(minutes=minutes))
        assert told(cast.vera) == told(cast.vera, "mail") == ["invitation", "cancelled"]
        assert states(cast.vera)["day_before@1"] == "withdrawn"
        tick(HOUR_BEFORE)
        assert told(cast.vera) == ["invitation", "cancelled"]

    def test_who_was_never_told_hears_nothing(self, cast: Cast, session: Session) -> None:
        plan(WEEK_BEFORE)
        cancel(session)
        tick(WEEK_BEFORE + timedelta(minutes=1))
        assert not Notice.objects.exists()

    def test_between_plan_and_claim_it_is_seen_at_the_claim(self, cast: Cast, session: Session) -> None:
        plan(WEEK_BEFORE)
        cancel(session)
        send_due(WEEK_BEFORE)
        assert not Notice.objects.exists()

    def test_moved_and_cancelled_before_anybody_heard_is_cancelled(self, cast: Cast, session: Session) -> None:
        tick(WEEK_BEFORE)
        move(session, STARTS + timedelta(days=1))
        tick(WEEK_BEFORE + timedelta(minutes=1))
        cancel(session)
        for minutes in (2, 3, 4):
            tick(WEEK_BEFORE + timedelta(minutes=minutes))
        assert told(cast.vera) == ["invitation", "cancelled"]


def test_held_after_all_says_so(cast: Cast, session: Session) -> None:
    tick(WEEK_BEFORE)
    cancel(session)
    tick(WEEK_BEFORE + timedelta(minutes=1))
    session.state, session.revision = Session.State.PLANNED, 3
    session.save()
    for minutes in (5, 8):
        tick(WEEK_BEFORE + timedelta(minutes=minutes))
    said = Notice.objects.filter(member=cast.vera).latest("pk").sentence
    assert said == "The session of North is held after all: Tuesday 1 December, 13:00 in Stockholm."
    assert told(cast.vera) == ["invitation", "cancelled", "moved"]


class TestNever:
    def test_after_the_start(self, cast: Cast, session: Session) -> None:
        plan(WEEK_BEFORE)
        send_due(STARTS)
        assert not Notice.objects.exists()
        assert set(states(cast.vera).values()) == {"expired"}

    def test_to_somebody_who_has_left(self, cast: Cast, session: Session) -> None:
        plan(WEEK_BEFORE)
        cast.vera.ended_at = WEEK_BEFORE
        cast.vera.save()
        send_due(WEEK_BEFORE)
        assert not Notice.objects.filter(member=cast.vera).exists()
        assert states(cast.vera)["invitation@1"] == "withdrawn"

    def test_to_somebody_who_is_no_longer_in_the_room(self, cast: Cast, session: Session) -> None:
        plan(WEEK_BEFORE)
        cast.victor.roles = []
        cast.victor.save()
        send_due(WEEK_BEFORE)
        assert not Notice.objects.filter(member=cast.victor).exists()

    def test_to_another_board(self, cast: Cast, session: Session) -> None:
        tick(WEEK_BEFORE)
        assert not Reminder.objects.filter(recipient=cast.olga).exists()


def test_the_chat_hears_of_the_day_and_nothing_before(room: Room, session: Session) -> None:
    room.chat = "https://chat.example.com/hook"
    room.save()
    plan(WEEK_BEFORE)
    rows = Reminder.objects.filter(channel="chat")
    assert [(row.kind, row.recipient, row.due_at) for row in rows] == [("session_today", None, at("2026-12-01 07:00"))]


def test_notices_are_counted(session: Session, cast: Cast) -> None:
    tick(WEEK_BEFORE)
    assert Counter(Notice.objects.values_list("kind", flat=True)) == {"eteam.reminder.session_invitation": 5}


def test_four_sessions_cost_as_much_as_one(
    room: Room, session: Session, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ABOUT.plan(WEEK_BEFORE)
    with django_assert_num_queries(_OF_ALL):
        ABOUT.plan(WEEK_BEFORE)
    for days in (1, 2, 3):
        SessionFactory(board=room.board, starts_at=STARTS + timedelta(days=days))
    ABOUT.plan(WEEK_BEFORE)
    with django_assert_num_queries(_OF_ALL):
        ABOUT.plan(WEEK_BEFORE)
