"""To the chat of a board: one line and a link, over https, and nothing followed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from eteam.models import Reminder, Room, Session
from eteam.reminders import by_chat
from eteam.reminders.sending import send_due
from tests.eteam.reminders.conftest import at
from tests.eteam.rows import ReminderFactory

NOW = at("2026-12-01 07:00")
HOOK = "https://chat.example.com/hook"

pytestmark = pytest.mark.django_db


class Chat:
    """Stands where the wire begins: what would be sent, and what is answered (a status, or an error)."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.answers: int | Exception = 200

    @contextmanager
    def stream(self, method: str, url: str, **options: Any) -> Iterator[SimpleNamespace]:
        if isinstance(self.answers, Exception):
            raise self.answers
        self.got.append({"method": method, "url": url, **options})
        yield SimpleNamespace(status_code=self.answers)


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch) -> Chat:
    chat = Chat()
    monkeypatch.setattr(by_chat.httpx, "stream", chat.stream)
    return chat


@pytest.fixture
def reminder(room: Room, session: Session) -> Reminder:
    room.chat = HOOK
    room.save()
    reminder: Reminder = ReminderFactory(
        board=room.board, recipient=None, channel="chat", kind="session_today", subject_id=session.pk, revision=1,
        due_at=NOW, not_after=session.starts_at,
    )  # fmt: skip
    return reminder


def test_the_day_of_the_session_is_told_with_a_link(chat: Chat, reminder: Reminder, session: Session) -> None:
    send_due(NOW)
    send_due(NOW + timedelta(minutes=1))
    (got,) = chat.got
    assert (got["method"], got["url"], got["timeout"], got["follow_redirects"]) == ("POST", HOOK, 5.0, False)
    first, link = got["json"]["text"].split("\n")
    assert first == "The session of North is today: Tuesday 1 December, 13:00 in Stockholm."
    assert link.startswith("http://localhost:8000/")
    reminder.refresh_from_db()
    assert reminder.state == "sent"


def test_what_people_wrote_is_no_markup_there(chat: Chat, reminder: Reminder) -> None:
    reminder.board.name = "<!channel> & North"
    reminder.board.save()
    send_due(NOW)
    assert "&lt;!channel&gt; &amp; North" in chat.got[0]["json"]["text"]


@pytest.mark.parametrize("url", ["http://chat.example.com/hook", "", "https://", "ftp://chat.example.com"])
def test_only_https(chat: Chat, reminder: Reminder, room: Room, url: str) -> None:
    Room.objects.update(chat=url)
    send_due(NOW)
    reminder.refresh_from_db()
    assert (chat.got, reminder.state) == ([], "failed")


@pytest.mark.parametrize("answers", [301, 302, 400, 403, 404, 410])
def test_what_the_other_side_refuses_is_failed_and_shown(chat: Chat, reminder: Reminder, answers: int) -> None:
    chat.answers = answers
    send_due(NOW)
    reminder.refresh_from_db()
    assert (reminder.state, reminder.error) == ("failed", f"The chat answered {answers}.")


@pytest.mark.parametrize("answers", [429, 500, 503, httpx.ReadTimeout("slow"), httpx.ConnectError("away")])
def test_what_passes_is_tried_again_after_a_minute(chat: Chat, reminder: Reminder, answers: int | Exception) -> None:
    chat.answers = answers
    send_due(NOW)
    reminder.refresh_from_db()
    assert (reminder.state, reminder.due_at) == ("planned", NOW + timedelta(minutes=1))
    chat.answers = 200
    send_due(NOW + timedelta(minutes=1))
    reminder.refresh_from_db()
    assert reminder.state == "sent"
