"""All that is stored of one blocker, as plain values, and the week that is asked about. Pure; instants are UTC."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from org.working_time import Calendar

_NAME = re.compile("(2[0-9]{3})-W([0-9]{2})")


class Act(NamedTuple):
    """An outcome that counts: unblocked, decided, carried or unheard. `session`: in the room or at a checkpoint."""

    kind: str
    at: datetime
    session: bool = False
    accepts_breach: bool = False


class Change(NamedTuple):
    """Its due time became `after` at `at`."""

    at: datetime
    after: datetime


class Stop(NamedTuple):
    """Its clock stood still; `ends_at` none: it still does. `reopened`: it was unblocked then, and reopened."""

    starts_at: datetime
    ends_at: datetime | None
    reopened: bool = False


class Step(NamedTuple):
    percent: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """`known_at`: since when it is a blocker; of a flag later than `raised_at`, at which its clock began.

    `entered_at`: when somebody said that it is unblocked since `unblocked_at`.
    """

    id: int
    title: str
    blocked: str
    blocking: str
    owner: str
    calendar: Calendar
    raised_at: datetime
    known_at: datetime
    first_due_at: datetime
    first_route: str
    route: str
    routed_at: datetime
    changes: Sequence[Change] = ()
    stops: Sequence[Stop] = ()
    responded_at: datetime | None = None
    decided_at: datetime | None = None
    unblocked_at: datetime | None = None
    entered_at: datetime | None = None
    confirmed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    acts: Sequence[Act] = ()
    steps: Sequence[Step] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week in a zone: [starts_at, ends_at) in UTC, from Monday to Monday."""

    year: int
    number: int
    zone: str

    @classmethod
    def of(cls, name: str, zone: str) -> "Week":
        """From `2026-W48`. Raises ValueError."""
        found = _NAME.fullmatch(name)
        if found is None:
            raise ValueError(f"{name[:20]} is no week")
        year, number = found.groups()
        date.fromisocalendar(int(year), int(number), 1)
        return cls(int(year), int(number), zone)

    @classmethod
    def at(cls, instant: datetime, zone: str) -> "Week":
        """The one that holds an instant."""
        there = instant.astimezone(ZoneInfo(zone)).isocalendar()
        return cls(there.year, there.week, zone)

    @property
    def name(self) -> str:
        return f"{self.year}-W{self.number:02}"

    @property
    def first_day(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def starts_at(self) -> datetime:
        return self._wall(self.first_day, time())

    @property
    def ends_at(self) -> datetime:
        return self._wall(self.first_day + timedelta(days=7), time())

    @property
    def told_at(self) -> datetime:
        """When its report is made: on the Monday after, at 7 on the board's clocks, for Tuesday's session."""
        return self._wall(self.first_day + timedelta(days=7), time(7))

    def before(self, weeks: int = 1) -> "Week":
        there = (self.first_day - timedelta(weeks=weeks)).isocalendar()
        return Week(there.year, there.week, self.zone)

    def holds(self, at: datetime | None) -> bool:
        return at is not None and self.starts_at <= at < self.ends_at

    def _wall(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, ZoneInfo(self.zone)).astimezone(UTC)
