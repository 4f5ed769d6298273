"""Two who send at once: each message goes out once. Without the lock on its row it goes out twice."""

from concurrent.futures import Future

import pytest
from django.db import transaction
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
