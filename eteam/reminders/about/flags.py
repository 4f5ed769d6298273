"""A flag waits for its VP, who has some working hours before it becomes a blocker by itself."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from bets.addressees import answering
from eteam.models import Flag, Reminder
from eteam.reminders.about.subject import Stop, Subject, withdrawn
from eteam.reminders.people import zone_of
from eteam.reminders.places import flags_page
from eteam.reminders.wanted import Wanted, keep
from eteam.reminders.words import Words, when

NAME, KIND = "flag", "flag_waiting"


def plan(now: datetime) -> None:
    """One statement, and two for each new flag."""
    said = Reminder.objects.filter(subject=NAME, subject_id=OuterRef("pk"))
    flags = Flag.objects.waiting().filter(~Exists(said), becomes_at__gt=now).select_related("team")
    for flag in flags.order_by("pk"):
        keep([_wanted(flag, member) for member in answering(flag.team, now)], now)


def _wanted(flag: Flag, member: int) -> Wanted:
    return Wanted(
        board=flag.board_id, kind=KIND, subject=NAME, subject_id=flag.pk, recipient=member,
        due_at=flag.flagged_at, not_after=flag.becomes_at,
    )  # fmt: skip


def stop(reminder: Reminder, now: datetime) -> Stop | None:
    if Flag.objects.waiting().filter(pk=reminder.subject_id).exists():
        return None
    return withdrawn("It does not wait any more.")


def words(reminder: Reminder, now: datetime) -> Words:
    flag = Flag.objects.select_related("board", "team", "flagged_by__person").get(pk=reminder.subject_id)
    zone = zone_of(reminder.recipient, flag.board)
    return Words(
        headline=f"{flag.flagged_by.name} flags what blocks {flag.team.name}: “{flag.title}”.",
        paragraphs=("Make it a blocker, or reject it with a reason. Untouched, it becomes one by itself.",),
        facts=(("Flagged", when(flag.flagged_at, zone, now)), ("By itself", when(flag.becomes_at, zone, now))),
        path=flags_page(flag.board),
        act="Answer the flag",
    )


ABOUT = Subject(NAME, plan, stop, words)
