"""In the product: exactly once, for the notice and the mark that it is sent are one commit."""

from datetime import datetime

from django.db import transaction

from eteam.models import Reminder
from eteam.reminders.claiming import next_due, prepared
from eteam.reminders.kinds import INBOX
from journal.clock import database_now
from journal.failpoints import failpoint
from org.models import Notice

_LONGEST = 400


def inbox_one(now: datetime | None) -> bool:
    """Whether there was one to handle."""
    failpoint("reminder.before_claim")
    with transaction.atomic():
        reminder = next_due(INBOX, now)
        if reminder is not None:
            failpoint("reminder.claimed")
            _handle(reminder, now or database_now())
    if reminder is None:
        return False
    failpoint("reminder.marked")
    return True


def _handle(reminder: Reminder, at: datetime) -> None:
    if not prepared(reminder, at) or reminder.body is None or reminder.recipient is None:
        return
    failpoint("reminder.before_send")
    Notice.objects.create(
        board_id=reminder.board_id,
        member=reminder.recipient,
        kind=f"eteam.reminder.{reminder.kind}",
        sentence=reminder.body["headline"][:_LONGEST],
        path=reminder.body["path"],
        at=at,
    )
    failpoint("reminder.sent_before_mark")
    reminder.state, reminder.sent_at = Reminder.State.SENT, at
    reminder.attempts += 1
    reminder.save(update_fields=["state", "sent_at", "attempts", "body"])
