"""Reminders that there should be, written so that planning twice plans once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from eteam.models import Reminder
from eteam.reminders.kinds import CHAT, KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One message to one member, or with `recipient` None to the chat of the board. See `eteam.models.Reminder`."""

    board: int
    kind: str
    subject: str
    subject_id: int
    revision: int = 0
    recipient: int | None
    due_at: datetime
    not_after: datetime | None = None
    folded: bool = False


def keep(wanted: Iterable[Wanted], now: datetime) -> None:
    """Each by every way of its kind; what there is already stays as it is. One statement, none for nothing."""
    rows = [_row(each, channel, now) for each in wanted for channel in _channels(each)]
    if rows:
        Reminder.objects.bulk_create(rows, ignore_conflicts=True)


def _channels(each: Wanted) -> list[str]:
    return [channel for channel in KINDS[each.kind].channels if (channel == CHAT) == (each.recipient is None)]


def _row(each: Wanted, channel: str, now: datetime) -> Reminder:
    return Reminder(
        board_id=each.board,
        kind=each.kind,
        subject=each.subject,
        subject_id=each.subject_id,
        revision=each.revision,
        recipient_id=each.recipient,
        channel=channel,
        due_at=each.due_at,
        not_after=each.not_after,
        state=Reminder.State.FOLDED if each.folded else Reminder.State.PLANNED,
        planned_at=now,
    )
