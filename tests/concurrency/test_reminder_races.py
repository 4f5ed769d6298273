"""Two who send at once: each message goes out once, and nobody waits for another. Without the lock on its row it goes
out twice; without SKIP LOCKED everybody waits for the slowest.
"""

from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

from eteam.models import Reminder
from eteam.reminders import by_inbox, claiming
from eteam.reminders.planning import plan
from eteam.reminders.sending import send_due
from org.models import Notice
from tests.cast import make_cast
from tests.elsewhere import begin_elsewhere
from tests.eteam.rows import ReminderFactory, SessionFactory
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def one_message() -> None:
    cast = make_cast()
    session = SessionFactory(board=cast.board)
    ReminderFactory(
        board=cast.board, recipient=cast.vera, subject_id=session.pk, revision=1, channel="inbox", due_at=NOW
    )


def race() -> int:
    """The second sender looks for work while the first holds the message and has not committed: how many notices."""
    one_message()
    with transaction.atomic():
        reminder = claiming.next_due("inbox", NOW)
        assert reminder is not None
        other: Future[int] = begin_elsewhere(lambda: send_due(NOW))
        other.result(10)
        by_inbox._handle(reminder, NOW)
    return Notice.objects.count()


def test_the_second_leaves_it_to_the_first() -> None:
    assert race() == 1


def test_without_the_lock_both_send_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", _unlocked)
    assert race() == 2


def behind_a_slow_one() -> int:
    """The first sender holds one of two messages and takes its time: how many the second sends meanwhile.

    Both locks hold here. It waits for a lock for half a second at most, as long as the first one lives in any case.
    """
    one_message()
    first = Reminder.objects.get()
    ReminderFactory(
        board=first.board, recipient=first.recipient, subject_id=first.subject_id, revision=2, channel="inbox",
        due_at=NOW + timedelta(seconds=1),
    )  # fmt: skip
    now = NOW + timedelta(seconds=2)
    with transaction.atomic():
        held = claiming.next_due("inbox", now)
        assert held == first
        return begin_elsewhere(lambda: _taken_without_waiting(now)).result(30)


def _taken_without_waiting(now: datetime) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '500ms'")
        found = claiming.next_due("inbox", now)
        return found.revision if found else 0


def test_a_slow_sender_keeps_nobody_from_the_next_message() -> None:
    assert behind_a_slow_one() == 2, "the second message, for the first is taken"


def test_without_skipping_what_is_locked_the_others_stand_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock of the row stays: only SKIP LOCKED is taken away, and the second sender waits for the first."""
    lock = QuerySet.select_for_update

    def waits(rows: QuerySet[Reminder], **options: Any) -> QuerySet[Reminder]:
        return lock(rows, **{**options, "skip_locked": False})

    monkeypatch.setattr(QuerySet, "select_for_update", waits)
    with pytest.raises(OperationalError, match="lock timeout"):
        behind_a_slow_one()


def _unlocked(rows: QuerySet[Reminder], **options: object) -> QuerySet[Reminder]:
    return rows


def test_two_ticks_at_once_plan_once() -> None:
    cast = make_cast()
    SessionFactory(board=cast.board)
    with transaction.atomic():
        plan(NOW)
        before = Reminder.objects.count()
        other = begin_elsewhere(lambda: plan(NOW))
        assert other.result(10) is True
    assert Reminder.objects.count() == before == 30
