"""A decision follows its owner until it is carried out: a day before it is due, and when it is overdue."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from eteam.models import Outcome, Reminder
from eteam.reminders.about.subject import Stop, Subject, withdrawn
from eteam.reminders.people import zone_of
from eteam.reminders.places import decisions_page
from eteam.reminders.wanted import Wanted, keep
from eteam.reminders.words import Words, when

NAME = "decision"
DUE, OVERDUE = "decision_due", "decision_overdue"

_DAY = timedelta(days=1)
_RECENT = timedelta(days=7)


def plan(now: datetime) -> None:
    """Three statements at most."""
    keep([*_due(now), *_overdue(now)], now)


def _due(now: datetime) -> Iterator[Wanted]:
    for outcome in _unsaid(DUE).filter(by_when__gt=now, by_when__lte=now + _DAY).order_by("pk"):
        if outcome.by_when and (at := _moment(outcome.entered_at, outcome.by_when)) <= now:
            yield _wanted(outcome, DUE, at, outcome.by_when)


def _overdue(now: datetime) -> Iterator[Wanted]:
    for outcome in _unsaid(OVERDUE).filter(by_when__lte=now, by_when__gt=now - _RECENT).order_by("pk"):
        if outcome.by_when:
            yield _wanted(outcome, OVERDUE, outcome.by_when, None)


def _moment(entered_at: datetime, by_when: datetime) -> datetime:
    """A day before, but not before half of the time is over: nobody is reminded of what they have just said."""
    return max(by_when - _DAY, entered_at + (by_when - entered_at) / 2)


def _unsaid(kind: str) -> QuerySet[Outcome]:
    said = Reminder.objects.filter(subject=NAME, kind=kind, subject_id=OuterRef("pk"))
    return Outcome.objects.decisions().filter(~Exists(said), owner__isnull=False)


def _wanted(outcome: Outcome, kind: str, at: datetime, not_after: datetime | None) -> Wanted:
    return Wanted(
        board=outcome.board_id, kind=kind, subject=NAME, subject_id=outcome.pk, recipient=outcome.owner_id,
        due_at=at, not_after=not_after,
    )  # fmt: skip


def stop(reminder: Reminder, now: datetime) -> Stop | None:
    if Outcome.objects.decisions().filter(pk=reminder.subject_id, owner=reminder.recipient).exists():
        return None
    return withdrawn("It is carried out.")


def words(reminder: Reminder, now: datetime) -> Words:
    outcomes = Outcome.objects.select_related("board", "blocker", "matter", "decider__person")
    outcome = outcomes.get(pk=reminder.subject_id)
    by_when = outcome.by_when or outcome.entered_at
    said = when(by_when, zone_of(reminder.recipient, outcome.board), now)
    about = outcome.blocker or outcome.matter
    verb = "is due" if reminder.kind == DUE else "was due"
    decider = [("Decided by", outcome.decider.name)] if outcome.decider else []
    return Words(
        headline=f"A decision of yours {verb} {said}: “{about}”.",
        paragraphs=(outcome.text, "Say that it is done when it is. Until then it follows you."),
        facts=(*decider, ("By when", said)),
        path=decisions_page(outcome.board),
        act="Open your decisions",
    )


ABOUT = Subject(NAME, plan, stop, words)
