"""To the chat of a board, by the address that Slack or Teams gives for messages from outside."""

from datetime import datetime
from urllib.parse import urlsplit

import httpx

from eteam.models import Reminder, Room
from eteam.reminders import marking
from eteam.reminders.claiming import claim
from eteam.reminders.kinds import CHAT
from eteam.reminders.places import address
from journal.failpoints import failpoint

TIMEOUT = 5.0
"""Seconds."""

_SLOW_DOWN = 429


class NotTaken(Exception):
    """The other side answered, and took nothing. `for_good`: it will not."""

    def __init__(self, why: str, *, for_good: bool) -> None:
        super().__init__(why)
        self.for_good = for_good


def chat_one(now: datetime | None) -> bool:
    """Whether there was one to handle."""
    reminder = claim(CHAT, now)
    if reminder is None:
        return False
    if reminder.state == Reminder.State.CLAIMED and marking.begin(reminder, f"chat.{reminder.pk}"):
        failpoint("reminder.before_send")
        _send(reminder, now)
    return True


def _send(reminder: Reminder, now: datetime | None) -> None:
    room = Room.objects.of(reminder.board_id).first()
    try:
        post(room.chat if room else "", text(reminder))
    except NotTaken as refusal:
        if refusal.for_good:
            marking.failed(reminder, str(refusal))
        else:
            marking.delayed(reminder, str(refusal), now, perhaps_sent=False)
    except httpx.HTTPError as error:
        never_left = isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout))
        marking.delayed(reminder, f"The chat does not answer: {error}", now, perhaps_sent=not never_left)
    else:
        marking.sent(reminder, now)


def text(reminder: Reminder) -> str:
    """One line and a link. What people wrote is no markup there: a title cannot call everybody, nor hide a link."""
    body = reminder.body or {}
    said = body["headline"].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{said}\n{address(body['path'])}"


def post(url: str, said: str) -> None:
    """Raises NotTaken, and httpx.HTTPError where nothing was answered. Follows nothing: a 3xx is a failure."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise NotTaken("The address of the chat is not https.", for_good=True)
    try:
        # Its status is all that is read: what it answers may be as long as it likes.
        with httpx.stream("POST", url, json={"text": said}, timeout=TIMEOUT, follow_redirects=False) as answer:
            code = answer.status_code
    except httpx.InvalidURL as error:
        raise NotTaken(f"The address of the chat is none: {error}", for_good=True) from None
    if not 200 <= code < 300:
        raise NotTaken(f"The chat answered {code}.", for_good=code != _SLOW_DOWN and code < 500)
