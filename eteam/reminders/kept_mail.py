"""Mail that went nowhere because no server is named: messages kept as files, the newest first."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

_MOST_FILES = 200
_MOST = 100
_BIGGEST = 4 * 1024 * 1024
"""Bytes of one file that are read."""

_BETWEEN = b"-" * 79 + b"\n"
"""What Django's backend writes after each message."""


def keeps_mail() -> bool:
    """Whether this installation has no mail server."""
    kept_as_files: bool = settings.EMAIL_BACKEND == "django.core.mail.backends.filebased.EmailBackend"
    return kept_as_files


@dataclass(frozen=True, slots=True)
class Kept:
    """All of it as plain text, to be escaped by whoever shows it. `is_calendar`: an invitation is attached. `at` None:
    nobody can tell.
    """

    to: str
    subject: str
    at: datetime | None
    text: str
    is_calendar: bool


def kept(folder: Path, lists: Collection[str] | None) -> Sequence[Kept]:
    """Of the boards whose List-Id is one of `lists`; None: all there are, with the links that let people in."""
    found: list[Kept] = []
    for message in _messages(folder):
        if lists is None or str(message["List-Id"] or "") in lists:
            found.append(_kept(message))
        if len(found) == _MOST:
            break
    return found


def _messages(folder: Path) -> Iterator[EmailMessage]:
    files = sorted(folder.glob("*.log"), key=lambda path: path.name, reverse=True) if folder.is_dir() else []
    for path in files[:_MOST_FILES]:
        for part in reversed(_parts(path)):
            message = message_from_bytes(part, policy=policy.default)
            if isinstance(message, EmailMessage):
                yield message


def _parts(path: Path) -> list[bytes]:
    try:
        with path.open("rb") as file:
            whole = file.read(_BIGGEST)
    except OSError:
        return []
    return [part for part in whole.split(_BETWEEN) if part.strip()]


def _kept(message: EmailMessage) -> Kept:
    body = message.get_body(["plain"])
    return Kept(
        to=str(message["To"] or "").strip(),
        subject=str(message["Subject"] or "").strip(),
        at=_at(message),
        text=_text(body) if isinstance(body, EmailMessage) else "",
        is_calendar=any(part.get_content_type() == "text/calendar" for part in message.walk()),
    )


def _at(message: EmailMessage) -> datetime | None:
    try:
        at: datetime | None = message["Date"].datetime
    except (AttributeError, ValueError):  # there is none, or it is none
        return None
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at  # “-0000”: in UTC, and nobody says where


def _text(body: EmailMessage) -> str:
    try:
        return str(body.get_content())
    except (LookupError, KeyError):  # a charset or a type that nobody knows
        return ""
