"""F15: the clock jumps by an hour and by a day, and through both changes of summer time."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection

from eteam.models import Blocker, Reminder
from eteam.reminders.about import sessions
from eteam.reminders.planning import plan
from eteam.reminders.sending import send_due
from org.models import Notice
from tests.cast import Cast
from tests.eteam.rows import BlockerFactory, RoomFactory, SessionFactory
from tests.faults.reminders.test_without_guards import NO_KEY

STOCKHOLM_ZONE = ZoneInfo("Europe/Stockholm")
QUARTER, HOUR, DAY, WEEK = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)

AUTUMN = datetime(2026, 10, 20, 11, tzinfo=UTC)  # Tuesday 13:00 in Stockholm, five days before the clocks go back
SPRING = datetime(2027, 3, 23, 12, tzinfo=UTC)  # Tuesday 13:00, five days before they go forward
STOCKHOLM = {AUTUMN: -HOUR, SPRING: HOUR}
"""By how much a session a week later at the same wall time begins later in UTC, negated."""


def lay(cast: Cast, first: datetime) -> list[int]:
    RoomFactory(board=cast.board)
    starts = [first, first + WEEK - STOCKHOLM[first], first + 2 * WEEK - STOCKHOLM[first]]
    return [SessionFactory(board=cast.board, starts_at=at).pk for at in starts]


def tick(now: datetime) -> None:
    plan(now)
    send_due(now)


def ticks(first: datetime) -> list[datetime]:
    """From two days before the first session until a day after the last: several a day, and in each last hour."""
    last = first + 2 * WEEK - STOCKHOLM[first]
    starts = [first, first + WEEK - STOCKHOLM[first], last]
    often = [first - 2 * DAY + 8 * HOUR * number for number in range(3 * 17)]
    return sorted([*often, *(start - HOUR + QUARTER * number for start in starts for number in range(3))])


def told(board: int) -> Counter[tuple[str, int, int | None, str]]:
    """How often each was told of each."""
    rows = Reminder.objects.filter(board=board, state=Reminder.State.SENT)
    return Counter(rows.values_list("kind", "subject_id", "recipient", "channel"))


def assert_once(cast: Cast) -> None:
    letters = Counter(letter.extra_headers["Message-ID"] for letter in mail.outbox)
    assert set(letters.values()) == {1}
    counted = told(cast.board.pk)
    assert set(counted.values()) == {1}
    assert len(letters) == sum(way == "mail" for *_, way in counted)
    notices = Notice.objects.filter(board=cast.board, kind__startswith="eteam.reminder.").count()
    assert notices == sum(way == "inbox" for *_, way in counted)


@pytest.mark.parametrize("first", [AUTUMN, SPRING])
def test_through_the_change_of_clocks_everybody_is_reminded_of_each_session_once(cast: Cast, first: datetime) -> None:
    sessions = lay(cast, first)
    for now in ticks(first):
        tick(now)
    assert_once(cast)
    counted = told(cast.board.pk)
    for kind in ("session_day_before", "session_hour_before"):
        assert {session for name, session, *_ in counted if name == kind} == set(sessions)
    days = Reminder.objects.filter(board=cast.board, kind="session_day_before", channel="mail", recipient=cast.ines)
    assert {at.astimezone(STOCKHOLM_ZONE).hour for at in days.values_list("due_at", flat=True)} == {15}


@pytest.mark.parametrize(
    ("first", "jump"),
    [
        (AUTUMN, HOUR),
        (SPRING, -HOUR),
        (SPRING, DAY),
        *(pytest.param(*each, marks=pytest.mark.faults) for each in ((SPRING, HOUR), (AUTUMN, -HOUR), (AUTUMN, DAY))),
    ],
)
def test_a_clock_that_jumps_and_comes_back_tells_nobody_twice(cast: Cast, first: datetime, jump: timedelta) -> None:
    lay(cast, first)
    blocker = BlockerFactory(board=cast.board, blocked_team=cast.data, raised_by=cast.vera)
    due = blocker.due_at
    for number, now in enumerate(ticks(first)):
        tick(now + jump if number % 7 in (3, 4) else now)
    assert_once(cast)
    assert Blocker.objects.get(pk=blocker.pk).due_at == due
    assert not Reminder.objects.filter(board=cast.board).unsent().exists()


def test_a_planner_that_neither_looks_nor_has_a_key_tells_people_twice_when_the_clock_jumps(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: it plans by the clock alone, and each look is a first one."""
    lay(cast, AUTUMN)
    monkeypatch.setattr(sessions._Known, "of", lambda _: sessions._Known(defaultdict(set), defaultdict(set)))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(NO_KEY)
    for now in (AUTUMN - 2 * HOUR, AUTUMN - HOUR, AUTUMN - 2 * HOUR + QUARTER):
        tick(now)
    assert max(told(cast.board.pk).values()) > 1
