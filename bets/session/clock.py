"""The clock of a turn: it runs towards an instant, or stands with some seconds left. Pure; `static/js/clock.js` too."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil


@dataclass(frozen=True, slots=True)
class Clock:
    """`ends_at` while it runs, `left` (seconds, below 0: over time) while it stands. Never both."""

    ends_at: datetime | None = None
    left: int | None = None

    @classmethod
    def full(cls, minutes: int) -> "Clock":
        """Standing at the beginning of a turn."""
        return cls(left=minutes * 60)

    @property
    def runs(self) -> bool:
        return self.ends_at is not None

    def left_at(self, now: datetime) -> int:
        """Seconds, begun ones whole: 0 from the end on, -1 a second later."""
        if self.ends_at is not None:
            return ceil((self.ends_at - now).total_seconds())
        return self.left or 0

    def started(self, now: datetime) -> "Clock":
        return self if self.runs else Clock(ends_at=now + timedelta(seconds=self.left or 0))

    def stopped(self, now: datetime) -> "Clock":
        return Clock(left=self.left_at(now))

    def longer(self, seconds: int) -> "Clock":
        """A clock over time gets its seconds from where it is: 40 over and a minute more is 20 left."""
        if self.ends_at is not None:
            return Clock(ends_at=self.ends_at + timedelta(seconds=seconds))
        return Clock(left=(self.left or 0) + seconds)


def words(seconds: int) -> str:
    """`4:05 left`, `over by 0:40`."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{minutes}:{rest:02} left" if seconds >= 0 else f"over by {minutes}:{rest:02}"
