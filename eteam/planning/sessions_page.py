"""The sessions of a board: those that come, with what the calendar says of their days, and those that were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q

from bets.models import Cycle
from eteam.models import Room, Session
from eteam.planning.flags import Flag, flag
from eteam.planning.words import days, short
from eteam.promise import day_length, gaps
from org.calendar_changes import NamedCalendar
from org.calendars import named, newest
from org.working_time import Calendar

PAST, CANCELLED, CLOSED = "past", "cancelled", "closed"
SHOWS = (("", "Coming"), (CLOSED, "On closed days"), (CANCELLED, "Cancelled"), (PAST, "Past"))
KINDS = (("", "Both"), *((kind.value, f"{kind.label}s") for kind in Session.Kind))
MOST = 120
"""Rows of a page."""


@dataclass(frozen=True, slots=True)
class Row:
    """`at`: `Tue 1 Dec 2026, 13:00`, on its own clocks; `day`: `1 December`. `may_return`: cancelled, and ahead."""

    session: Session
    at: str
    day: str
    flag: Flag | None
    may_return: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One word of a list of filters: its name, its address, and whether it is the one."""

    name: str
    query: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Longest:
    """`wait`: `5.0 days`, from one point to the next."""

    wait: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class SessionsPage:
    """`longest`: the longest wait between two that come; None without two.

    `unplanned`: the cycles, not over yet, that have no session. `left_off`: how many more there are than rows.
    """

    rows: tuple[Row, ...]
    shows: tuple[Filter, ...]
    kinds: tuple[Filter, ...]
    show: str
    sessions: int
    checkpoints: int
    flagged: int
    longest: Longest | None
    unplanned: tuple[Cycle, ...]
    left_off: int
    is_empty: bool

    @property
    def headline(self) -> str:
        """`26 sessions and 25 checkpoints are planned.`"""
        parts = [_count(self.sessions, "session"), _count(self.checkpoints, "checkpoint")]
        said = " and ".join(part for part in parts if part)
        return (
            f"{said} {'is' if self.sessions + self.checkpoints == 1 else 'are'} planned."
            if said
            else "No session is planned."
        )


def sessions_page(room: Room, query: Mapping[str, str], now: datetime) -> SessionsPage:
    """Three statements, however many there are. What the query asks for and there is none of: the page without it."""
    show = query.get("show", "") if query.get("show") in dict(SHOWS) else ""
    kind = query.get("kind", "") if query.get("kind") in dict(KINDS) else ""
    named_calendar = named(newest(room.board), room.board)
    rows = list(Session.objects.filter(board=room.board_id).select_related("chair__person", "cycle").by_start())
    coming = [each for each in rows if each.stands]
    flags = _flags(coming, named_calendar, now)
    shown = [each for each in _shown(rows, show, flags, now) if not kind or each.kind == kind]
    return SessionsPage(
        rows=tuple(_row(each, flags.get(each.pk), now) for each in shown[:MOST]),
        shows=tuple(Filter(name, _query(show=key, kind=kind), key == show) for key, name in SHOWS),
        kinds=tuple(Filter(name, _query(show=show, kind=key), key == kind) for key, name in KINDS),
        show=show,
        sessions=sum(not each.is_checkpoint for each in coming),
        checkpoints=sum(each.is_checkpoint for each in coming),
        flagged=len(flags),
        longest=_longest(coming, named_calendar.calendar, room.zone, now),
        unplanned=unplanned(room, now),
        left_off=max(0, len(shown) - MOST),
        is_empty=not rows,
    )


def unplanned(room: Room, now: datetime) -> tuple[Cycle, ...]:
    """The cycles that are not over and have no session, whatever became of it. One statement."""
    has_one = Exists(Session.objects.filter(cycle=OuterRef("pk")))
    running = Cycle.objects.filter(board=room.board_id, ends_on__gte=room.board.today(now))
    return tuple(running.exclude(state=Cycle.State.CLOSED).filter(~Q(has_one)).order_by("starts_on", "pk"))


def _row(session: Session, flag: Flag | None, now: datetime) -> Row:
    there = session.wall_start
    may_return = session.state == Session.State.CANCELLED and session.starts_at > now
    at = f"{there:%a} {there.day} {there:%b %Y, %H:%M}"
    return Row(session, at, f"{there.day} {there:%B}", flag, may_return)


def _flags(coming: Sequence[Session], calendar: NamedCalendar, now: datetime) -> dict[int, Flag]:
    """By session; of what is over nothing is said any more."""
    spans = {each.pk: (each.starts_at, each.ends_at) for each in coming}
    found = {}
    for each in coming:
        if each.starts_at > now and not each.is_running:
            others = [span for pk, span in spans.items() if pk != each.pk]
            if said := flag(spans[each.pk], others, each.zone, calendar, now):
                found[each.pk] = said
    return found


def _shown(rows: Sequence[Session], show: str, flags: Mapping[int, Flag], now: datetime) -> list[Session]:
    if show == PAST:
        return [each for each in reversed(rows) if each.state == Session.State.CLOSED]
    if show == CANCELLED:
        return [each for each in reversed(rows) if each.state == Session.State.CANCELLED]
    coming = [each for each in rows if each.stands]
    return [each for each in coming if each.pk in flags] if show == CLOSED else coming


def _longest(coming: Sequence[Session], calendar: Calendar, zone: str, now: datetime) -> Longest | None:
    points = [each.starts_at for each in coming if each.starts_at > now]
    if len(points) < 2:
        return None
    between = gaps(points, calendar)
    first = between.index(max(between))
    start, end = points[first : first + 2]
    return Longest(days(between[first], day_length(calendar)), short(start, zone), short(end, zone))


def _query(**given: str) -> str:
    return urlencode({name: value for name, value in given.items() if value})


def _count(number: int, noun: str) -> str:
    return "" if not number else f"1 {noun}" if number == 1 else f"{number} {noun}s"
