"""The working time that is left until a blocker is due: it stands still outside hours. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from org.moments import short
from org.working_time import Calendar, Span, open_spans, worked

_AHEAD = timedelta(days=5)
"""How far past its due time a page may go on counting without asking again."""


@dataclass(frozen=True, slots=True)
class Countdown:
    """`left` is negative once it is over. `resumes_at`: when it goes on, while it stands still; None: it runs, or a
    pause holds it. `spans`: the open time that a page needs to go on counting by itself.
    """

    due_at: datetime
    zone: str
    left: timedelta
    resumes_at: datetime | None
    is_paused: bool
    spans: tuple[Span, ...]

    @property
    def is_over(self) -> bool:
        return self.left < timedelta()

    @property
    def stands_still(self) -> bool:
        return self.is_paused or self.resumes_at is not None

    @property
    def numeral(self) -> str:
        """`12:30`, hours and minutes of working time; `−2:17` when it is over. Begun minutes that are left count."""
        return numeral(self.left)

    @property
    def words(self) -> str:
        """What stands under the numeral."""
        if self.stands_still and not self.is_over:
            return "stands still"
        return "hours over" if self.is_over else "hours left"

    @property
    def resumes(self) -> str:
        """`resumes Mon 09:00`, or nothing while it runs."""
        if self.is_paused:
            return "waits on somebody outside"
        return f"resumes {_weekday_clock(self.resumes_at, self.zone)}" if self.resumes_at else ""

    @property
    def stored(self) -> str:
        """The spans for a script: seconds since 1970, `1764230400-1764259200 1764316800-…`."""
        return " ".join(f"{int(opens.timestamp())}-{int(closes.timestamp())}" for opens, closes in self.spans)


def countdown(
    due_at: datetime, calendar: Calendar, now: datetime, pauses: Sequence[Span] = (), *, is_paused: bool = False
) -> Countdown:
    """As of `now`. While `is_paused`, the time between now and the due time is what will be left when it goes on."""
    spans = tuple(open_spans(min(now, due_at), max(now, due_at) + _AHEAD, calendar, pauses))
    ahead = worked(now, due_at, calendar, pauses)
    left = ahead if now <= due_at else -worked(due_at, now, calendar, pauses)
    return Countdown(due_at, calendar.zone, left, None if is_paused else _resumes(spans, now), is_paused, spans)


def numeral(left: timedelta) -> str:
    """`12:30`; what is left is rounded up to the minute, what is over cut off, so that 0:00 is over."""
    seconds = int(left.total_seconds())
    minutes = -(-seconds // 60) if seconds >= 0 else -seconds // 60
    return f"{'−' if seconds < 0 else ''}{minutes // 60}:{minutes % 60:02}"


def _resumes(spans: Sequence[Span], now: datetime) -> datetime | None:
    """None while one of the spans holds `now`."""
    if any(opens <= now < closes for opens, closes in spans):
        return None
    return next((opens for opens, _ in spans if opens > now), None)


def _weekday_clock(at: datetime, zone: str) -> str:
    """`Mon 09:00`"""
    weekday, *_, clock = short(at, zone).split(" ", 3)
    return f"{weekday} {clock}"
