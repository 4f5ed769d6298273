"""The engine with shorter pauses, and without one of its guards: what a negative control takes away."""

import time
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from eteam.models import Reminder
from eteam.reminders import by_inbox, by_mail, claiming, folding, marking, planning
from eteam.reminders.about import sessions
from eteam.reminders.subjects import ALL
from eteam.reminders.wanted import Wanted, keep
from journal.clock import database_now
from journal.failpoints import failpoint

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 3, 4))

SETTLES = timedelta(seconds=1)

SLOW = 0.5
"""Seconds between what a planner reads and what it writes."""


def shorten() -> None:
    marking.PAUSES = PAUSES  # type: ignore[assignment]
    folding.SETTLES = SETTLES


def take_away(guard: str) -> None:
    """`guard` is one of `GUARDS`, or nothing."""
    if guard:
        GUARDS[guard]()


def _no_lock() -> None:
    """Two may take up the same row."""

    def next_due(channel: str, now: datetime | None) -> Reminder | None:
        due = Reminder.objects.due(now or database_now()).filter(channel=channel).order_by("due_at", "pk")
        return due.select_related("board", "recipient__person", "recipient__board").first()

    claiming.next_due = next_due
    by_inbox.next_due = next_due


def _mark_first() -> None:
    """What is called sent was not given to anybody yet."""
    give, mark = by_mail._send, marking.sent

    def send(post: by_mail.Post, reminder: Reminder, now: datetime | None) -> None:
        mark(reminder, now)
        failpoint("reminder.between")
        give(post, reminder, now)

    by_mail._send = send


def _new_keys() -> None:
    """Each attempt under a Message-ID of its own."""

    def message_id(reminder: Reminder) -> str:
        return f"<{uuid.uuid4()}@bets>"

    by_mail.message_id = message_id


def _inbox_apart() -> None:
    """The notice is one commit, the mark that it is there another."""
    atomic = transaction.atomic

    class Each:
        """Leaves commits to each statement."""

        def __enter__(self) -> None: ...
        def __exit__(self, *_: object) -> None: ...

    def next_due(channel: str, now: datetime | None) -> Reminder | None:
        with atomic():
            return claiming.next_due(channel, now)

    class Transaction:
        atomic = staticmethod(Each)

    by_inbox.transaction = Transaction  # type: ignore[assignment]
    by_inbox.next_due = next_due


def _planner_alone() -> None:
    """Two may plan at once; what keeps them apart then is the unique key. Slow, so that they do."""

    def late(wanted: Iterable[Wanted], now: datetime) -> None:
        found = list(wanted)
        time.sleep(SLOW)
        keep(found, now)

    def unguarded(name: str, now: datetime) -> None:
        with transaction.atomic():
            next(each for each in ALL if each.name == name).plan(now)

    sessions.keep = late
    planning._alone = unguarded


GUARDS: dict[str, Callable[[], Any]] = {
    "lock": _no_lock,
    "mark after send": _mark_first,
    "same key": _new_keys,
    "one commit": _inbox_apart,
    "planner alone": _planner_alone,
}
