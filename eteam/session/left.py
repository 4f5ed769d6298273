"""The working time that is left until a blocker is due, as everybody in the room reads it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from eteam.clocks import calendar_of, pauses_of
from eteam.models import Blocker
from org.working_time import due, worked

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Left:
    """`numeral`: `12:30` hours and minutes, `−2:17` when over. `words` stand under it; `resumes` while it stands."""

    numeral: str
    words: str
    resumes: str
    is_over: bool

    @property
    def stands(self) -> bool:
        return bool(self.resumes) and not self.is_over


def left(blocker: Blocker, now: datetime) -> Left:
    """No statement where calendar and pauses came with the row."""
    calendar, pauses = calendar_of(blocker), pauses_of(blocker, now)
    is_over = now > blocker.due_at
    span = worked(min(now, blocker.due_at), max(now, blocker.due_at), calendar, pauses)
    minutes = -(-span // _MINUTE) if not is_over else span // _MINUTE
    opens = due(now, 1, calendar) - _MINUTE
    still = f"resumes {opens.astimezone(ZoneInfo(calendar.zone)):%a %H:%M}" if opens - now > _MINUTE else ""
    words = "hours over" if is_over else "stands still" if still else "hours left"
    return Left(f"{'−' if is_over else ''}{minutes // 60}:{minutes % 60:02}", words, still, is_over)
