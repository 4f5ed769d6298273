"""Pitches close in 7 days, and in 1: to the VPs who have not submitted any."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from bets.models import Bet, Cycle
from eteam.models import Reminder
from eteam.reminders.about.subject import Stop, Subject, withdrawn
from eteam.reminders.minutes import revision_of
from eteam.reminders.people import vps, zone_of
from eteam.reminders.wanted import Wanted, keep
from eteam.reminders.words import Words, when
from org.models import Role
from org.moments import relative

NAME = "pitches"
WEEK, DAY = "pitches_close_week", "pitches_close_day"

_WEEK, _DAY = timedelta(days=7), timedelta(days=1)


def plan(now: datetime) -> None:
    """One statement, and three for each cycle whose pitches close within a week."""
    cycles = Cycle.objects.filter(state=Cycle.State.PITCHING, pitches_close_at__gt=now)
    for cycle in cycles.filter(pitches_close_at__lte=now + _WEEK).select_related("board").order_by("pk"):
        keep(_wanted(cycle, now), now)


def _wanted(cycle: Cycle, now: datetime) -> Iterator[Wanted]:
    left = DAY if cycle.pitches_close_at - now <= _DAY else WEEK
    at = cycle.pitches_close_at - (_DAY if left == DAY else _WEEK)
    submitted = _submitted(cycle)
    for vp in vps(cycle.board_id, now):
        if vp.pk not in submitted:
            yield Wanted(
                board=cycle.board_id, kind=left, subject=NAME, subject_id=cycle.pk,
                revision=revision_of(cycle.pitches_close_at), recipient=vp.pk, due_at=at,
                not_after=cycle.pitches_close_at,
            )  # fmt: skip


def _submitted(cycle: Cycle) -> set[int]:
    """Who has submitted a bet, whatever became of it."""
    bets = Bet.objects.filter(cycle=cycle).exclude(status=Bet.Status.DRAFT)
    return set(bets.values_list("owner", flat=True))


def stop(reminder: Reminder, now: datetime) -> Stop | None:
    cycle = Cycle.objects.filter(pk=reminder.subject_id, state=Cycle.State.PITCHING).first()
    if cycle is None:
        return withdrawn("Pitches are closed.")
    if revision_of(cycle.pitches_close_at) != reminder.revision:
        return withdrawn("Pitches close at another time.")
    if reminder.recipient_id in _submitted(cycle):
        return withdrawn("They have submitted one.")
    if reminder.recipient and Role.VP not in reminder.recipient.duties(now):
        return withdrawn("They are no VP any more.")
    return None


def words(reminder: Reminder, now: datetime) -> Words:
    cycle = Cycle.objects.select_related("board").get(pk=reminder.subject_id)
    closes = when(cycle.pitches_close_at, zone_of(reminder.recipient, cycle.board), now)
    drafts = Bet.objects.filter(cycle=cycle, owner=reminder.recipient, status=Bet.Status.DRAFT).order_by("pk")
    titles = [("Draft", title) for title in drafts.values_list("title", flat=True)[:5]]
    return Words(
        headline=f"Pitches for {cycle.name} close {relative(cycle.pitches_close_at, now)}: you have submitted none.",
        paragraphs=("What is not submitted by then is not ranked.",),
        facts=(("Close", closes), *titles),
        path=reverse("pitches", args=[cycle.pk]),
        act="Open your pitches",
    )


ABOUT = Subject(NAME, plan, stop, words)
