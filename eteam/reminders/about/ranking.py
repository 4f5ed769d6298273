"""The ranking session of a cycle is tomorrow, or on the next working day: to leaders, VPs and steward."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from bets.models import Cycle
from eteam.models import Reminder
from eteam.reminders import moments
from eteam.reminders.about.subject import Stop, Subject, withdrawn
from eteam.reminders.minutes import revision_of
from eteam.reminders.people import in_rooms, sits_in_room, zone_of
from eteam.reminders.wanted import Wanted, keep
from eteam.reminders.words import Words, when
from org.calendars import calendar_of

NAME, KIND = "ranking_day", "ranking_session_day"

_OPEN = (Cycle.State.PITCHING, Cycle.State.RANKING)
_FAR = timedelta(days=30)
"""Where everybody is away for longer than that before it, they hear of it when they have that much time left."""


def plan(now: datetime) -> None:
    """One statement, and three for each cycle that is to be ranked within a month."""
    cycles = Cycle.objects.filter(state__in=_OPEN, ranking_session_at__gt=now, ranking_session_at__lte=now + _FAR)
    for cycle in cycles.select_related("board").order_by("pk"):
        keep(_wanted(cycle, now), now)


def _wanted(cycle: Cycle, now: datetime) -> Iterator[Wanted]:
    """Rows are made when they are due: those of an earlier date are never in the way of a later one."""
    if cycle.ranking_session_at is None:
        return
    calendar = calendar_of(cycle.board)
    for member in in_rooms([cycle.board_id], now).get(cycle.board_id, ()):
        at = moments.day_before(cycle.ranking_session_at, zone_of(member, cycle.board), calendar)
        if at <= now:
            yield Wanted(
                board=cycle.board_id, kind=KIND, subject=NAME, subject_id=cycle.pk,
                revision=revision_of(cycle.ranking_session_at), recipient=member.pk, due_at=at,
                not_after=cycle.ranking_session_at,
            )  # fmt: skip


def stop(reminder: Reminder, now: datetime) -> Stop | None:
    cycle = Cycle.objects.filter(pk=reminder.subject_id, state__in=_OPEN).first()
    if cycle is None:
        return withdrawn("The cycle is ranked.")
    if cycle.ranking_session_at is None or revision_of(cycle.ranking_session_at) != reminder.revision:
        return withdrawn("The ranking session is at another time.")
    if reminder.recipient and not sits_in_room(reminder.recipient, now):
        return withdrawn("They are no longer a leader, VP or steward.")
    return None


def words(reminder: Reminder, now: datetime) -> Words:
    cycle = Cycle.objects.select_related("board").get(pk=reminder.subject_id)
    starts = when(cycle.ranking_session_at or now, zone_of(reminder.recipient, cycle.board), now)
    is_open = cycle.state == Cycle.State.RANKING
    return Words(
        headline=f"The ranking session of {cycle.name} is {starts}.",
        paragraphs=("Leaders and VPs look at the one order together. Read what you want to speak about before it.",),
        facts=(("Begins", starts),),
        path=reverse("session" if is_open else "cycle_page", args=[cycle.pk]),
        act="Open the ranking session" if is_open else "Open the cycle",
    )


ABOUT = Subject(NAME, plan, stop, words)
