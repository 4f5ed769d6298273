"""Sends what is due, one at a time, for as long as there is something: by any number of processes at once."""

import time
from datetime import datetime

from eteam.reminders.by_chat import chat_one
from eteam.reminders.by_inbox import inbox_one
from eteam.reminders.by_mail import Post, mail_one


def send_due(now: datetime | None = None, limit: int | None = None, seconds: float | None = None) -> int:
    """How many were handled: sent, or settled because they no longer hold.

    `now` None: what is due by the database's clock. Ends after `limit`, after `seconds`, or when nothing is due. The
    inbox comes first: it waits for no other machine.
    """
    until = time.monotonic() + seconds if seconds is not None else None
    handled = 0
    with Post() as post:
        while (limit is None or handled < limit) and (until is None or time.monotonic() < until):
            if not handle_one(post, now):
                break
            handled += 1
    return handled


def handle_one(post: Post, now: datetime | None = None) -> bool:
    """One of those that are due, whether it was sent or not. False if there is none."""
    return inbox_one(now) or chat_one(now) or mail_one(post, now)
