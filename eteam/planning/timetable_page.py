"""What a board's timetable promises, what others would, and how it holds over the dates that are planned."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from eteam.models import Room, Session
from eteam.planning.week_picture import Picture, picture
from eteam.planning.words import days, hours, percent, short, weekly, who_cannot_wait
from eteam.promise import Promise, day_length, gaps, halfway, plain, promise, usual_points, usual_promise
from eteam.schedule import Meeting, Timetable
from org.calendars import calendar_of
from org.models import Board
from org.moments import place
from org.working_time import Calendar

CHECKPOINT_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Figures:
    """Each in days of the board's calendar; `hours` beside, and the share in words."""

    longest: str
    longest_hours: str
    mean: str
    mean_hours: str
    share: str
    who: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A timetable and what it gives. `meetings`: `Tuesday 13:00, and a checkpoint Friday 09:00`."""

    name: str
    meetings: str
    timetable: Timetable
    figures: Figures
    picture: Picture | None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class OverDates:
    """What is planned holds over its real dates, holidays and moves and all."""

    count: int
    figures: Figures
    longest_from: str
    longest_to: str


@dataclass(frozen=True, slots=True)
class TimetablePage:
    """`own` None: the board has no room yet. `alone` and `beside`: without and with a checkpoint half a cycle later."""

    own: Offer | None
    alone: Offer
    beside: Offer
    dates: OverDates | None
    target: str
    target_hours: str
    day: str
    zone: str

    @property
    def others(self) -> tuple[Offer, ...]:
        return tuple(offer for offer in (self.alone, self.beside) if not offer.is_own)


@dataclass(frozen=True, slots=True)
class _Ground:
    calendar: Calendar
    target: int
    near: date

    def figures(self, given: Promise) -> Figures:
        length = day_length(self.calendar)
        return Figures(
            longest=days(given.longest, length),
            longest_hours=hours(given.longest),
            mean=days(given.mean, length),
            mean_hours=hours(given.mean),
            share=percent(given.share),
            who=who_cannot_wait(given),
            is_kept=given.longest <= self.target,
        )

    def offer(self, name: str, timetable: Timetable) -> Offer:
        given = usual_promise(timetable, self.calendar, self.target, self.near)
        points = usual_points(timetable, self.calendar, self.near)
        drawn = picture(points, plain(self.calendar), self.target, timetable.zone)
        return Offer(name, meetings_of(timetable), timetable, self.figures(given), drawn)


def timetable_page(board: Board, room: Room, now: datetime, *, is_set_up: bool) -> TimetablePage:
    """Of a stored room, or of one that would be. Two statements, and one for a room that is set up."""
    ground = _Ground(calendar_of(board), room.target, board.today(now))
    own = room.timetable
    alone, beside = alternatives(own, ground.calendar, ground.near)
    offers = [ground.offer(_name(timetable), timetable) for timetable in (alone, beside)]
    offers = [replace(offer, is_own=is_set_up and offer.timetable.meetings == own.meetings) for offer in offers]
    length = day_length(ground.calendar)
    return TimetablePage(
        own=ground.offer("", own) if is_set_up else None,
        alone=offers[0],
        beside=offers[1],
        dates=_over_dates(room, ground, now) if is_set_up else None,
        target=days(room.target, length),
        target_hours=hours(room.target),
        day=hours(length),
        zone=place(own.zone),
    )


def alternatives(own: Timetable, calendar: Calendar, near: date) -> tuple[Timetable, Timetable]:
    """The session alone, and with a checkpoint half a cycle later."""
    session = own.meetings[0]
    checkpoint = halfway(session, own.zone, calendar, near, kind="checkpoint", minutes=CHECKPOINT_MINUTES)
    return Timetable(own.zone, (session,)), Timetable(own.zone, (session, checkpoint))


def meetings_of(timetable: Timetable) -> str:
    """`Tuesday 13:00, and a checkpoint Friday 09:00`"""
    session, *others = timetable.meetings
    return ", and a checkpoint ".join([weekly(session), *(weekly(other) for other in others)])


def _name(timetable: Timetable) -> str:
    session: Meeting = timetable.meetings[0]
    return "With a checkpoint" if len(timetable.meetings) > 1 else f"{weekly(session).split()[0]} only"


def _over_dates(room: Room, ground: _Ground, now: datetime) -> OverDates | None:
    """None while there are not two to have a gap between."""
    ahead = Session.objects.standing().filter(board=room.board_id, starts_at__gt=now).by_start()
    points = list(ahead.values_list("starts_at", flat=True))
    if len(points) < 2:
        return None
    between = gaps(points, ground.calendar)
    start, end = _longest(points, between)
    given = promise(between, ground.target)
    return OverDates(len(points), ground.figures(given), short(start, room.zone), short(end, room.zone))


def _longest(points: Sequence[datetime], between: Sequence[int]) -> tuple[datetime, datetime]:
    """The first of the longest gaps."""
    return list(pairwise(points))[between.index(max(between))]
