"""Who was told of a session, by which way, and what became of it. Two statements."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eteam.models import Reminder, Session
from eteam.reminders.about.sessions import NAME
from eteam.reminders.kinds import KINDS

_STATES = {
    Reminder.State.PLANNED: "planned",
    Reminder.State.CLAIMED: "being sent",
    Reminder.State.SENT: "sent",
    Reminder.State.UNCONFIRMED: "unconfirmed",
    Reminder.State.FAILED: "failed",
    Reminder.State.EXPIRED: "expired",
    Reminder.State.FOLDED: "folded",
    Reminder.State.WITHDRAWN: "withdrawn",
}

_WRONG = frozenset({Reminder.State.FAILED, Reminder.State.UNCONFIRMED, Reminder.State.EXPIRED})


@dataclass(frozen=True, slots=True)
class Delivery:
    """`at`: when it was sent, or is due. `why`: a sentence, where it was not sent."""

    who: str
    what: str
    channel: str
    state: str
    at: datetime
    why: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class Deliveries:
    """`sums`: how many of each state, as `12 sent`, in a fixed order."""

    rows: Sequence[Delivery]
    sums: Sequence[str]

    @property
    def wrong(self) -> Sequence[Delivery]:
        return [row for row in self.rows if row.is_wrong]


def of_session(session: Session, now: datetime) -> Deliveries:
    """The oldest first."""
    rows = Reminder.objects.filter(subject=NAME, subject_id=session.pk)
    return _page(list(rows.select_related("recipient__person", "folded_into").order_by("due_at", "pk")), now)


def troubled(board: int, since: datetime, now: datetime, most: int = 50) -> Deliveries:
    """What of a board was not delivered since then, whatever it is about; the newest first."""
    rows = Reminder.objects.filter(board=board, state__in=_WRONG, due_at__gte=since)
    return _page(list(rows.select_related("recipient__person", "folded_into").order_by("-due_at", "-pk")[:most]), now)


def _page(rows: Sequence[Reminder], now: datetime) -> Deliveries:
    counts = Counter(_state(row, now) for row in rows)
    sums = [f"{counts[state]} {state}" for state in _STATES.values() if counts[state]]
    return Deliveries([_delivery(row, now) for row in rows], sums)


def _state(row: Reminder, now: datetime) -> str:
    """One that is being sent, and should have been by now, may have arrived: nobody knows."""
    if row.state == Reminder.State.CLAIMED and row.lease_until and row.lease_until <= now and row.message_id:
        return _STATES[Reminder.State.UNCONFIRMED]
    return _STATES[Reminder.State(row.state)]


def _delivery(row: Reminder, now: datetime) -> Delivery:
    kind = KINDS.get(row.kind)
    return Delivery(
        who=row.recipient.name if row.recipient else "The board's chat",
        what=kind.says if kind else row.kind,
        channel=row.get_channel_display(),
        state=_state(row, now),
        at=row.sent_at or row.due_at,
        why=_why(row),
        is_wrong=row.state in _WRONG,
    )


def _why(row: Reminder) -> str:
    if row.folded_into is not None and row.folded_into.kind in KINDS:
        return f"“{KINDS[row.folded_into.kind].says}” says it."
    return row.error
