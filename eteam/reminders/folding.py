"""Which messages of one session one person gets: what comes, what is left out because another says it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from eteam.reminders import moments
from eteam.reminders.kinds import CATCH_UP, DAY_BEFORE, HOUR_BEFORE, INVITATION, MOVED, TODAY
from org.working_time import Calendar

SETTLES = timedelta(minutes=2)
"""So long a move waits before it is told: moved twice within that time is told once."""

NEAR = timedelta(hours=12)
"""What would come so soon after a move says the same as the message of the move."""


@dataclass(frozen=True, slots=True)
class Letter:
    """`folded`: kept for the record, and not sent: the first of them says it."""

    kind: str
    due_at: datetime
    folded: bool = False


def letters(starts_at: datetime, zone: str, calendar: Calendar, *, told: bool, now: datetime) -> tuple[Letter, ...]:
    """Of a session at its present time, to a member on the clocks of `zone`.

    `told`: of an earlier time; they hear that it was moved. Who was not is invited, or, if one of the reminders would
    have come already, gets one message in place of all that is past. The first is what the others are folded into.
    """
    reminders = (
        Letter(DAY_BEFORE, moments.day_before(starts_at, zone, calendar)),
        Letter(HOUR_BEFORE, moments.hour_before(starts_at)),
    )
    return tuple(_under(_first(reminders, starts_at, told, now), reminders, now))


def chat_letters(starts_at: datetime, zone: str, *, told: bool, now: datetime) -> tuple[Letter, ...]:
    """Of the same session, to the chat of its board."""
    today = Letter(TODAY, moments.same_day(starts_at, zone))
    if told:
        return tuple(_under(Letter(MOVED, _settled(starts_at, now)), (today,), now))
    return (today,)


def _first(reminders: tuple[Letter, ...], starts_at: datetime, told: bool, now: datetime) -> Letter:
    if told:
        return Letter(MOVED, _settled(starts_at, now))
    if any(letter.due_at <= now for letter in reminders):
        return Letter(CATCH_UP, now)
    return Letter(INVITATION, now)


def _under(first: Letter, reminders: tuple[Letter, ...], now: datetime) -> Iterator[Letter]:
    yield first
    until = now + NEAR if first.kind == MOVED else now
    for letter in reminders:
        yield Letter(letter.kind, letter.due_at, folded=letter.due_at <= until)


def _settled(starts_at: datetime, now: datetime) -> datetime:
    """Two minutes from now, or at once where the session begins before that."""
    return now + SETTLES if now + SETTLES < starts_at else now
