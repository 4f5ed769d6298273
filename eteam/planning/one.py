"""What cancelling one session would do to the longest wait around it."""

from dataclasses import dataclass
from datetime import datetime

from eteam.closed_days import CANCEL, KEEP, choices
from eteam.models import Session
from eteam.planning.words import days
from eteam.promise import day_length
from org.calendars import calendar_of


@dataclass(frozen=True, slots=True)
class Waits:
    """In days of the board's calendar; `cancelled` is empty where none comes after it."""

    kept: str
    cancelled: str


def waits(session: Session, now: datetime) -> Waits:
    """Two statements."""
    calendar = calendar_of(session.board)
    others = Session.objects.standing().filter(board=session.board_id).exclude(pk=session.pk)
    spans = list(others.values_list("starts_at", "ends_at"))
    found = {
        each.what: each.longest
        for each in choices((session.starts_at, session.ends_at), spans, session.zone, calendar, now)
    }
    length = day_length(calendar)
    kept, cancelled = ("" if found[what] is None else days(found[what] or 0, length) for what in (KEEP, CANCEL))
    return Waits(kept, cancelled)
