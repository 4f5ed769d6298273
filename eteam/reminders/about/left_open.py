"""A session that is still running at midnight: its chair is told. It is never closed by itself."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from eteam.models import Reminder, Session
from eteam.reminders.about.subject import Stop, Subject, withdrawn
from eteam.reminders.places import session_page
from eteam.reminders.wanted import Wanted, keep
from eteam.reminders.words import Words

NAME, KIND = "left_open", "session_left_open"


def plan(now: datetime) -> None:
    """One statement: whoever is named as the chair, else whoever opened it."""
    said = Reminder.objects.filter(subject=NAME, subject_id=OuterRef("pk"))
    left = Session.objects.running().filter(~Exists(said), left_open=True)
    keep([_wanted(session, now) for session in left.order_by("pk")], now)


def _wanted(session: Session, now: datetime) -> Wanted:
    chair = session.chair_id or session.opened_by_id
    return Wanted(board=session.board_id, kind=KIND, subject=NAME, subject_id=session.pk, recipient=chair, due_at=now)


def stop(reminder: Reminder, now: datetime) -> Stop | None:
    if Session.objects.running().filter(pk=reminder.subject_id).exists():
        return None
    return withdrawn("It was closed.")


def words(reminder: Reminder, now: datetime) -> Words:
    session = Session.objects.select_related("board").get(pk=reminder.subject_id)
    return Words(
        headline=f"The {session.get_kind_display().lower()} of {session.board.name} was not closed by midnight.",
        paragraphs=("Give each item an outcome and close it, or close it with items unheard and a reason.",),
        path=session_page(session),
        act="Open the session",
    )


ABOUT = Subject(NAME, plan, stop, words)
