"""The ladder of a blocker that cannot wait. Raised Tuesday 24 November, 13:00 in Stockholm; due Thursday, 17:00."""

from datetime import datetime, timedelta

import pytest

from eteam.actions.time_passes import pass_time
from eteam.models import Blocker, LadderStep, Reminder, Room
from eteam.reminders.planning import plan
from eteam.reminders.sending import send_due
from org.models import Notice, Team
from tests.cast import Cast
from tests.eteam.reminders.conftest import at
from tests.eteam.rows import BlockerFactory, LadderStepFactory, SessionFactory
from tests.factories import TeamFactory

RAISED = at("2026-11-24 12:00")
HALF = at("2026-11-25 14:00")  # 10 of 20 working hours
MOST = at("2026-11-26 12:00")  # 16
DUE = at("2026-11-26 16:00")

pytestmark = pytest.mark.django_db


@pytest.fixture
def cloud(cast: Cast) -> Team:
    return TeamFactory(board=cast.board, slug="cloud", name="Cloud", vp=cast.victor)


@pytest.fixture
def blocker(cast: Cast, room: Room, cloud: Team) -> Blocker:
    """Vera's team waits for Victor's."""
    teams = {"blocked_team": cast.data, "blocking": "team", "blocking_team": cloud}
    blocker: Blocker = BlockerFactory(**teams, raised_by=cast.vera, route="now", owner=cast.victor)
    LadderStepFactory(blocker=blocker, percent=0, at=RAISED)
    return blocker


def told(percent: int) -> set[str]:
    rows = Reminder.objects.filter(kind="ladder", revision=percent, channel="inbox", state="sent")
    return {row.recipient.name for row in rows.select_related("recipient__person") if row.recipient}


def tick(now: datetime) -> None:
    pass_time(now=now)
    plan(now)
    send_due(now)


def test_both_vps_are_told_at_once(blocker: Blocker) -> None:
    tick(RAISED)
    assert told(0) == {"Vera", "Victor"}
    sentence = Notice.objects.filter(kind="eteam.reminder.ladder").latest("pk").sentence
    assert sentence.startswith("“No signing key for the beta fleet” cannot wait: Data is blocked, due Thursday 26 Nov")


def test_each_step_is_told_once(blocker: Blocker) -> None:
    for now in (RAISED, HALF, HALF, MOST, MOST, DUE, DUE, DUE + timedelta(hours=20)):
        tick(now)
        tick(now + timedelta(minutes=1))
    assert list(LadderStep.objects.order_by("percent").values_list("percent", flat=True)) == [0, 50, 80, 100]
    assert told(0) == {"Vera", "Victor"}
    assert told(50) == {"Vera", "Victor", "Ines", "Otto"}  # no session was ever opened: the leaders instead of a chair
    assert told(80) == told(100) == {"Ines", "Otto"}
    assert Notice.objects.count() == 2 + 4 + 2 + 2


def test_a_minute_early_is_early(blocker: Blocker) -> None:
    tick(HALF - timedelta(minutes=1))
    assert LadderStep.objects.count() == 1


def test_the_chair_of_the_next_session_is_told_half_way(cast: Cast, blocker: Blocker) -> None:
    SessionFactory(board=cast.board, chair=cast.otto)
    tick(HALF)
    assert told(50) == {"Vera", "Victor", "Otto"}


def test_whoever_opened_the_last_one_is_the_chair_by_default(cast: Cast, blocker: Blocker) -> None:
    SessionFactory(
        board=cast.board, state="closed", starts_at=RAISED - timedelta(days=7), opened_at=RAISED - timedelta(days=7),
        opened_by=cast.ines, closed_at=RAISED - timedelta(days=7), closed_by=cast.ines,
    )  # fmt: skip
    tick(HALF)
    assert told(50) == {"Vera", "Victor", "Ines"}


def test_half_way_nobody_is_told_if_the_owner_accepted_a_time_to_decide_it_by(blocker: Blocker) -> None:
    blocker.decide_by = DUE
    blocker.save()
    tick(HALF)
    assert told(50) == set()
    tick(MOST)
    assert told(80) == {"Ines", "Otto"}


def test_steps_that_were_slept_through_collapse_into_the_highest(blocker: Blocker) -> None:
    tick(MOST)
    assert list(LadderStep.objects.order_by("percent").values_list("percent", flat=True)) == [0, 80]


@pytest.mark.parametrize("fields", [{"decided_at": RAISED}, {"withdrawn_at": RAISED}])
def test_what_is_decided_or_withdrawn_is_told_no_more(
    cast: Cast, blocker: Blocker, fields: dict[str, datetime]
) -> None:
    plan(RAISED)
    for name, value in fields.items():
        setattr(blocker, name, value)
    blocker.withdrawn_by = cast.vera if blocker.withdrawn_at else None
    blocker.save()
    send_due(RAISED)
    tick(DUE)
    assert not Notice.objects.exists()
    assert set(Reminder.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_the_leaders_are_told_if_they_are_the_blocking_side(blocker: Blocker) -> None:
    blocker.blocking, blocker.blocking_team = "leaders", None
    blocker.save()
    tick(RAISED)
    assert told(0) == {"Vera", "Ines", "Otto"}


def test_the_chat_hears_it_too(room: Room, blocker: Blocker) -> None:
    room.chat = "https://chat.example.com/hook"
    room.save()
    plan(RAISED)
    assert Reminder.objects.filter(kind="ladder", channel="chat", recipient=None).count() == 1


def test_one_that_can_wait_has_no_ladder(cast: Cast, blocker: Blocker) -> None:
    LadderStep.objects.all().delete()
    Blocker.objects.update(route="room")
    SessionFactory(board=cast.board, starts_at=RAISED + timedelta(days=1))
    tick(RAISED)
    assert not LadderStep.objects.exists()
