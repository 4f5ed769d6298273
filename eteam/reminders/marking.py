"""How an attempt to send ended. Only who holds the lease marks: somebody else may have taken it up since."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from eteam.models import Reminder
from journal.clock import database_now
from journal.failpoints import failpoint

PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=60))
"""Before the second, third, fourth and fifth attempt, after which there is no other."""

_LONGEST = 400


def begin(reminder: Reminder, message_id: str) -> bool:
    """From here on nobody can know whether it arrived, until somebody marks it. False if the lease is lost."""
    reminder.message_id = message_id
    return bool(_held(reminder).update(message_id=message_id))


def sent(reminder: Reminder, now: datetime | None) -> None:
    failpoint("reminder.sent_before_mark")
    at = now or database_now()
    _held(reminder).update(state=Reminder.State.SENT, sent_at=at, lease_until=None, error="")
    failpoint("reminder.marked")


def failed(reminder: Reminder, why: str) -> None:
    """For good: the other side will not take it, however often."""
    _held(reminder).update(state=Reminder.State.FAILED, lease_until=None, error=_line(why))


def delayed(reminder: Reminder, why: str, now: datetime | None, *, perhaps_sent: bool) -> None:
    """Tried again after a pause, but never past `not_after`, and not after the fifth time.

    `perhaps_sent`: the other side did not say; if there is no other attempt, nobody knows.
    """
    at = now or database_now()
    again = at + PAUSES[reminder.attempts - 1] if reminder.attempts <= len(PAUSES) else None
    if again is None or (reminder.not_after is not None and again >= reminder.not_after):
        end = Reminder.State.UNCONFIRMED if perhaps_sent else Reminder.State.FAILED
        _held(reminder).update(state=end, lease_until=None, error=_line(why))
        return
    kept = reminder.message_id if perhaps_sent else ""
    _held(reminder).update(
        state=Reminder.State.PLANNED, due_at=again, lease_until=None, error=_line(why), message_id=kept
    )


def _held(reminder: Reminder) -> QuerySet[Reminder]:
    return Reminder.objects.filter(
        pk=reminder.pk, state=Reminder.State.CLAIMED, lease_until=reminder.lease_until, attempts=reminder.attempts
    )


def _line(why: str) -> str:
    return " ".join(why.split())[:_LONGEST]
