"""What planning a cycle, or following another timetable, would do: the list before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bets.models import Cycle
from eteam.closed_days import is_shut
from eteam.coming import Doubtful, Shift, missing, shifts, without_a_time
from eteam.models import Room, Session
from eteam.planning.flags import word
from eteam.planning.timetable_page import meetings_of
from eteam.planning.words import short
from eteam.schedule import Leapt, Planned
from org.calendar_changes import NamedCalendar
from org.calendars import named, newest


@dataclass(frozen=True, slots=True)
class Coming:
    """One that would be planned. `day`: what the calendar says of a closed day, else empty."""

    kind: str
    at: str
    day: str


@dataclass(frozen=True, slots=True)
class Going:
    """One that would go along; `to` empty: it would be cancelled."""

    session: Session
    before: str
    to: str
    day: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`doubt`: the sentence why it cannot be told yet; `asks_which`: it can, once `fold` is said.

    `leapt`: dates that are left out, for there is no such time on them.
    """

    rows: tuple[Coming, ...] | tuple[Going, ...]
    meetings: str
    doubt: str = ""
    asks_which: bool = False
    leapt: tuple[Leapt, ...] = ()

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def shut(self) -> int:
        return sum(bool(row.day) for row in self.rows)


def plan_of(room: Room, cycle: Cycle, now: datetime, fold: int | None) -> Plan:
    """Of the rest of the cycle. Two statements, one more where a date has no such time."""
    calendar = named(newest(room.board), room.board)
    try:
        found = missing(room, cycle, now, fold)
    except Doubtful as doubt:
        return _doubtful(room, doubt)
    rows = tuple(_coming(each, calendar, room.zone) for each in found)
    return Plan(rows, meetings_of(room.timetable), leapt=tuple(without_a_time(room, cycle, now)))


def plan_of_following(room: Room, now: datetime, fold: int | None) -> Plan:
    """Of what is planned already. Two statements."""
    calendar = named(newest(room.board), room.board)
    try:
        found = shifts(room, now, fold)
    except Doubtful as doubt:
        return _doubtful(room, doubt)
    return Plan(tuple(_going(each, calendar, room.zone) for each in found), meetings_of(room.timetable))


def open_cycles(room: Room, now: datetime) -> Sequence[Cycle]:
    """Those that are not over, the one that runs or comes next first. One statement."""
    running = Cycle.objects.filter(board=room.board_id, ends_on__gte=room.board.today(now))
    return list(running.exclude(state=Cycle.State.CLOSED).order_by("starts_on", "pk"))


def _doubtful(room: Room, doubt: Doubtful) -> Plan:
    return Plan((), meetings_of(room.timetable), doubt.detail, asks_which="fold" in doubt.extra["errors"])


def _coming(each: Planned, calendar: NamedCalendar, zone: str) -> Coming:
    return Coming(each.kind, short(each.starts_at, zone), _shut(each, calendar))


def _going(shift: Shift, calendar: NamedCalendar, zone: str) -> Going:
    session, to = shift.session, shift.to
    before = short(session.starts_at, session.zone)
    return Going(session, before, short(to.starts_at, zone) if to else "", _shut(to, calendar) if to else "")


def _shut(each: Planned, calendar: NamedCalendar) -> str:
    span = (each.starts_at, each.ends_at)
    return word(each.starts_at, calendar) if is_shut(span, calendar.calendar) else ""
