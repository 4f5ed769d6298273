"""The ladder of a blocker that cannot wait: who is told at 0, 50, 80 and 100 % of its working minutes."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef

from bets.addressees import answering
from eteam.models import Blocker, LadderStep, Reminder, Room, Session, Side
from eteam.reminders.about.ladder_words import words
from eteam.reminders.about.subject import Stop, Subject, withdrawn
from eteam.reminders.kinds import LADDER
from eteam.reminders.wanted import Wanted, keep
from org.notices import leaders

NAME = "blocker"
BOTH_VPS, AND_CHAIR, LEADERS, BREACH = 0, 50, 80, 100

_RECENT = timedelta(days=7)
"""Older steps are history: nobody is told of them any more, were it only because nobody could be."""


def plan(now: datetime) -> None:
    """For each step that was taken, those who are told. One statement, and some for each new step."""
    rows = Reminder.objects.filter(subject=NAME, kind=LADDER)
    said = rows.filter(subject_id=OuterRef("blocker"), revision=OuterRef("percent"))
    steps = LadderStep.objects.filter(~Exists(said), at__gt=now - _RECENT).select_related(
        "blocker__board", "blocker__blocked_team", "blocker__blocking_team"
    )
    for each in steps.order_by("at", "pk"):
        keep(_wanted(each, now), now)


def _wanted(each: LadderStep, now: datetime) -> Iterable[Wanted]:
    blocker = each.blocker
    told: list[int | None] = [*dict.fromkeys(_recipients(each.percent, blocker, now))]
    if told and Room.objects.of(blocker.board_id).exclude(chat="").exists():
        told.append(None)
    for recipient in told:
        yield Wanted(
            board=blocker.board_id,
            kind=LADDER,
            subject=NAME,
            subject_id=blocker.pk,
            revision=each.percent,
            recipient=recipient,
            due_at=each.at,
        )


def _recipients(percent: int, blocker: Blocker, now: datetime) -> Sequence[int]:
    if percent >= LEADERS:
        return leaders(blocker.board)
    found = [*answering(blocker.blocked_team, now), *_blocking_side(blocker, now)]
    if percent == AND_CHAIR:
        # Its owner has accepted a time to decide it by: the ladder waits for that.
        return [] if blocker.decide_by else [*found, *_chair(blocker)]
    return found or leaders(blocker.board)


def _blocking_side(blocker: Blocker, now: datetime) -> list[int]:
    if blocker.blocking_team is not None:
        return answering(blocker.blocking_team, now)
    if blocker.blocking == Side.LEADERS:
        return leaders(blocker.board)
    return [blocker.owner_id] if blocker.owner_id else []


def _chair(blocker: Blocker) -> list[int]:
    """Of the next session; by default who opened the last one, and without any the leaders."""
    sessions = Session.objects.filter(board=blocker.board_id)
    named = sessions.standing().exclude(chair=None).by_start().values_list("chair", flat=True).first()
    last = sessions.exclude(opened_by=None).order_by(F("opened_at").desc()).values_list("opened_by", flat=True).first()
    found = named or last
    return [found] if found else leaders(blocker.board)


def stop(reminder: Reminder, now: datetime) -> Stop | None:
    blocker = Blocker.objects.filter(pk=reminder.subject_id).first()
    if blocker is None or not blocker.is_open:
        return withdrawn("The blocker is not open any more.")
    if blocker.decided_at is not None:
        return withdrawn("It was decided what is to be done.")
    return None


ABOUT = Subject(NAME, plan, stop, words)
