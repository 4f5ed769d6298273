"""Taking up one reminder: nobody else does, and whether it still holds is asked in the same transaction."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import OperationalError, transaction

from eteam.models import Reminder
from eteam.reminders.about.subject import Stop, withdrawn
from eteam.reminders.bodies import body
from eteam.reminders.subjects import SUBJECTS
from eteam.reminders.unsubscribing import is_muted
from journal.clock import database_now
from journal.failpoints import failpoint

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 10
"""Of one message. More, and something is so wrong that it would go on for ever."""


def next_due(channel: str, now: datetime | None) -> Reminder | None:
    """The oldest that is due, or that a process took up and did not end in time; its row locked. In a transaction.

    `now` None: by the database's clock. One or two statements.
    """
    due = Reminder.objects.due(now or database_now()).filter(channel=channel).order_by("due_at", "pk")
    rows = due.select_related("board", "recipient__person", "recipient__board")
    return rows.select_for_update(of=("self",), skip_locked=True, no_key=True).first()


def claim(channel: str, now: datetime | None) -> Reminder | None:
    """One that is to be sent now, with its body and a lease; or one that was settled instead. None: nothing is due.

    After the commit it is this process's until `lease_until`; whether it is to be sent says its state.
    """
    failpoint("reminder.before_claim")
    with transaction.atomic():
        reminder = next_due(channel, now)
        if reminder is not None:
            _take(reminder, now or database_now())
    if reminder is not None:
        failpoint("reminder.claimed")
    return reminder


def _take(reminder: Reminder, at: datetime) -> None:
    if not prepared(reminder, at):
        return
    reminder.state = Reminder.State.CLAIMED
    reminder.lease_until = at + timedelta(seconds=settings.REMINDER_LEASE)
    reminder.attempts += 1
    reminder.save(update_fields=["state", "lease_until", "attempts", "body"])


def prepared(reminder: Reminder, at: datetime) -> bool:
    """Whether it is to be sent, and then it has its body; if not, it is settled. Its row is locked by the caller."""
    stop = _judge(reminder, at)
    if stop is None:
        return True
    if reminder.message_id:
        # It was being sent when its process ended: nobody knows whether it arrived.
        stop = Stop(Reminder.State.UNCONFIRMED, f"It was being sent when that was broken off. {stop.why}")
    reminder.state, reminder.error, reminder.lease_until = stop.state, stop.why[:400], None
    reminder.save(update_fields=["state", "error", "lease_until"])
    return False


def _judge(reminder: Reminder, at: datetime) -> Stop | None:
    """Why it is not sent; None: it is, and has its body. One that cannot be judged or written delays nobody."""
    try:
        with transaction.atomic():
            stop = _stop(reminder, at)
            if stop is None and reminder.body is None:
                reminder.body = body(reminder, at)
    except OperationalError:
        raise  # the database itself: the message is as good as before
    except Exception:
        logger.exception("could not write reminder %s", reminder.pk)
        stop = Stop(Reminder.State.FAILED, "It could not be written. The log says why.")
    return stop


def _stop(reminder: Reminder, at: datetime) -> Stop | None:
    """Why it must not be sent; None if it may."""
    if reminder.not_after is not None and at >= reminder.not_after:
        return Stop(Reminder.State.EXPIRED, "Too late: it had begun.")
    member = reminder.recipient
    if member is not None and (member.ended_at is not None or not member.person.is_active):
        return withdrawn("They are no longer on the board.")
    if is_muted(reminder, at):
        return withdrawn("They do without this e-mail.")
    if reminder.attempts >= MOST_ATTEMPTS:
        return Stop(Reminder.State.FAILED, f"Given up after {MOST_ATTEMPTS} attempts.")
    return SUBJECTS[reminder.subject].stop(reminder, at)
