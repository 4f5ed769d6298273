"""The other side says that a team is unblocked: its VP confirms or rejects it, before silence confirms."""

from datetime import datetime

from bets.addressees import answering
from eteam.models import Blocker, Reminder
from eteam.reminders.about.subject import Stop, Subject, withdrawn
from eteam.reminders.minutes import revision_of
from eteam.reminders.people import zone_of
from eteam.reminders.places import blocker_page
from eteam.reminders.wanted import Wanted, keep
from eteam.reminders.words import Words, when

NAME, KIND = "unblocked", "unblocked_answer"


def plan(now: datetime) -> None:
    """One statement, and three for each blocker that waits for an answer."""
    waiting = Blocker.objects.provisional().filter(confirm_by__gt=now).select_related("blocked_team")
    for blocker in waiting.order_by("pk"):
        keep([_wanted(blocker, member) for member in answering(blocker.blocked_team, now)], now)


def _wanted(blocker: Blocker, member: int) -> Wanted:
    entered_at = blocker.unblocked_entered_at or blocker.raised_at
    return Wanted(
        board=blocker.board_id, kind=KIND, subject=NAME, subject_id=blocker.pk, revision=revision_of(entered_at),
        recipient=member, due_at=entered_at, not_after=blocker.confirm_by,
    )  # fmt: skip


def stop(reminder: Reminder, now: datetime) -> Stop | None:
    blocker = Blocker.objects.provisional().filter(pk=reminder.subject_id).first()
    if blocker is None or blocker.unblocked_entered_at is None:
        return withdrawn("It was answered.")
    if revision_of(blocker.unblocked_entered_at) != reminder.revision:
        return withdrawn("It was rejected, and said again.")
    return None


def words(reminder: Reminder, now: datetime) -> Words:
    blockers = Blocker.objects.select_related("board", "blocked_team", "unblocked_by__person")
    blocker = blockers.get(pk=reminder.subject_id)
    zone = zone_of(reminder.recipient, blocker.board)
    by = blocker.unblocked_by.name if blocker.unblocked_by else "The other side"
    facts = [("Unblocked", when(at, zone, now)) for at in [blocker.unblocked_at] if at] + [
        ("Answer by", when(at, zone, now)) for at in [blocker.confirm_by] if at
    ]
    return Words(
        headline=f"{by} says that {blocker.blocked_team.name} is unblocked: “{blocker.title}”. Is it?",
        paragraphs=("Confirm it, or reject it and the clock runs on from the raise. Silence confirms.",),
        facts=tuple(facts),
        path=blocker_page(blocker),
        act="Confirm or reject",
    )


ABOUT = Subject(NAME, plan, stop, words)
