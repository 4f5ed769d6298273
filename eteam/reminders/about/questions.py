"""A leader asked about a bet, or challenged it: by mail too, for who is not in the product every day."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from bets.addressees import writers
from bets.excerpt import excerpt
from bets.models import Comment
from eteam.models import Reminder
from eteam.reminders.about.subject import Stop, Subject, withdrawn
from eteam.reminders.wanted import Wanted, keep
from eteam.reminders.words import Words
from org.models import Role

NAME, KIND = "question", "bet_asked"

_RECENT = timedelta(days=1)
_EXCERPT = 600


def plan(now: datetime) -> None:
    """One statement, and two for each new question."""
    said = Reminder.objects.filter(subject=NAME, subject_id=OuterRef("pk"))
    asked = Comment.objects.filter(
        ~Exists(said), parent=None, kind__in=[Comment.Kind.QUESTION, Comment.Kind.CHALLENGE], at__gt=now - _RECENT,
        author__roles__contains=[Role.LEADER],
    )  # fmt: skip
    for comment in asked.select_related("bet").order_by("pk"):
        keep(_wanted(comment), now)


def _wanted(comment: Comment) -> Iterator[Wanted]:
    for member in writers(comment.bet):
        if member != comment.author_id:
            yield Wanted(
                board=comment.board_id, kind=KIND, subject=NAME, subject_id=comment.pk, recipient=member,
                due_at=comment.at,
            )  # fmt: skip


def stop(reminder: Reminder, now: datetime) -> Stop | None:
    comment = Comment.objects.filter(pk=reminder.subject_id).select_related("bet").first()
    if comment is None:
        return withdrawn("The question was taken back.")
    if reminder.recipient_id not in writers(comment.bet):
        return withdrawn("It is not their bet any more.")
    return None


def words(reminder: Reminder, now: datetime) -> Words:
    comment = Comment.objects.select_related("bet", "author__person").get(pk=reminder.subject_id)
    verb = "challenges" if comment.kind == Comment.Kind.CHALLENGE else "asks about"
    return Words(
        headline=f"{comment.author.name} {verb} “{comment.bet.title}”.",
        paragraphs=(f"“{excerpt(comment.text, _EXCERPT)}”",),
        path=f"{reverse('bet', args=[comment.bet_id])}#comment-{comment.pk}",
        act="Answer",
    )


ABOUT = Subject(NAME, plan, stop, words)
