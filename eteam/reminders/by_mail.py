"""By e-mail: exactly once, unless a process dies between the server's 250 and our commit; then once more, by one id."""

import smtplib
from datetime import datetime
from email.utils import formataddr
from types import TracebackType
from typing import Any, Self

from django.core.mail import EmailMultiAlternatives, get_connection

from eteam.models import Reminder
from eteam.reminders import marking
from eteam.reminders.claiming import claim
from eteam.reminders.entries import host
from eteam.reminders.kinds import MAIL
from journal.failpoints import failpoint


class Unreached(OSError):
    """There was no conversation with the mail server at all."""


class Post:
    """A context: one connection to the mail server for many messages, opened by the first, made anew after a failure.

    `is_away`: it did not answer at all; this process leaves it alone until its next round.
    """

    def __init__(self) -> None:
        self._connection: Any = None
        self.is_away = False

    def send(self, message: EmailMultiAlternatives) -> None:
        """Raises what smtplib and sockets raise."""
        if self._connection is None:
            self._connection = get_connection()
            try:
                self._connection.open()
            except OSError as error:
                self._connection, self.is_away = None, True
                raise Unreached(str(error)) from error
        message.connection = self._connection
        try:
            message.send()
        except Exception:
            self.close()
            raise

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def mail_one(post: Post, now: datetime | None) -> bool:
    """Whether there was one to handle."""
    if post.is_away:
        return False
    reminder = claim(MAIL, now)
    if reminder is None:
        return False
    if reminder.state == Reminder.State.CLAIMED and marking.begin(reminder, message_id(reminder)):
        failpoint("reminder.before_send")
        _send(post, reminder, now)
    return True


def _send(post: Post, reminder: Reminder, now: datetime | None) -> None:
    try:
        post.send(message(reminder))
    except Exception as error:
        verdict = judge(error)
        if verdict.for_good:
            marking.failed(reminder, verdict.why)
        else:
            marking.delayed(reminder, verdict.why, now, perhaps_sent=verdict.perhaps_sent)
    else:
        marking.sent(reminder, now)


def message(reminder: Reminder) -> EmailMultiAlternatives:
    """Text and HTML, and an invitation as a calendar takes it. Raises ValueError for a header of several lines."""
    body, member = reminder.body or {}, reminder.recipient
    if member is None:
        raise ValueError("A mail goes to somebody.")
    mail = EmailMultiAlternatives(
        subject=body["headline"],
        body=body["text"],
        to=[formataddr((_one_line(member.name), member.person.email))],
        headers=_headers(reminder, body),
    )
    mail.attach_alternative(body["html"], "text/html")
    if body.get("calendar"):
        mail.attach_alternative(body["calendar"], f"text/calendar; method={body['method']}")
    return mail


def _headers(reminder: Reminder, body: dict[str, str]) -> dict[str, str]:
    headers = {
        "Message-ID": reminder.message_id,
        "Auto-Submitted": "auto-generated",
        "List-Id": list_id(reminder.board.slug),
    }
    if stop := body.get("stop"):
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return headers


def list_id(slug: str) -> str:
    """By which programs, and the page of sent mail, sort the messages of a board."""
    return f"<{slug}.{host()}>"


def message_id(reminder: Reminder) -> str:
    """Made from the key, so the same at every attempt."""
    key = f"{reminder.kind}.{reminder.subject}{reminder.subject_id}.r{reminder.revision}.m{reminder.recipient_id}"
    return f"<{key}.{reminder.planned_at:%Y%m%d%H%M%S}@{host()}>"


def _one_line(text: str) -> str:
    return " ".join(text.split())


class Verdict:
    """What an error means. `perhaps_sent`: the connection broke, so the server may have taken it."""

    def __init__(self, why: str, *, for_good: bool = False, perhaps_sent: bool = False) -> None:
        self.why, self.for_good, self.perhaps_sent = why, for_good, perhaps_sent


def judge(error: Exception) -> Verdict:
    """5xx for the message or its recipient is for good; everything about the server itself passes."""
    if isinstance(error, Unreached):
        return Verdict(f"The mail server does not let us in: {error}")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return _answered(code, said)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error)
    if isinstance(error, OSError):  # smtplib's own are too
        return Verdict(f"The mail server does not answer: {error}", perhaps_sent=True)
    return Verdict(f"It cannot be sent as it is: {error}", for_good=True)


def _answered(code: int, said: bytes | str) -> Verdict:
    return Verdict(f"{code} {_text(said)}", for_good=500 <= code < 600)


def _text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said
