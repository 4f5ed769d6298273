"""The routes of all blockers of a room, judged anew: part of every act after which one may be another.

The caller holds the room. A blocker that is NOW gets its ladder step in the same transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from eteam.clocks import calendar_of, due_now, pauses_of
from eteam.models import Blocker, LadderStep, Outcome, Room, Route, Session
from eteam.routing import Point, Waiting, routes
from eteam.sla import step_reached

_NEWEST = 2**63
"""A number behind all that the database gives."""


def reroute(room: Room, now: datetime) -> tuple[Blocker, ...]:
    """Those whose route is another than before, with their new one. Four statements at most, and two for what changes.

    A blocker that is NOW and has no step of the ladder yet gets one, though its route is not a new one: it may have
    been raised with it.
    """
    blockers = list(_judged(room).annotate(stepped=Exists(LadderStep.objects.filter(blocker=OuterRef("pk")))))
    found = _routes(room, blockers, {}, now)
    changed = tuple(each for each in blockers if each.route != found[each.pk])
    for each in changed:
        each.route, each.routed_at = found[each.pk], now
    Blocker.objects.bulk_update(changed, ["route", "routed_at"])
    step([each for each in blockers if each.route == Route.NOW and (each in changed or not each.stepped)], now)
    return changed


def routes_if(room: Room, due: Mapping[int, datetime], now: datetime) -> Mapping[int, str]:
    """The route of each undecided blocker, by its id, if those of `due` were due then. Changes nothing."""
    return _routes(room, list(_judged(room)), due, now)


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits in a room as of `now`, and the sessions that it can wait for. `box` in minutes."""

    waiting: Sequence[Waiting]
    sessions: Sequence[Session]
    box: int
    now: datetime

    def routes(self, more: Sequence[Waiting] = ()) -> Mapping[int, str]:
        return routes([*self.waiting, *more], [point(each) for each in self.sessions], self.now, self.box)

    def route_if_raised(self, due_at: datetime) -> str:
        """The route of one more that were raised now, and due then."""
        return self.routes([Waiting(_NEWEST, due_at)])[_NEWEST]


def standing(room: Room, now: datetime) -> Standing:
    """Four statements at most."""
    return _standing(room, list(_judged(room)), {}, now)


def step(blockers: Sequence[Blocker], now: datetime) -> None:
    """The first step of the ladder for those that cannot wait: the highest that is reached, in place of all below."""
    LadderStep.objects.bulk_create(
        [LadderStep(board_id=each.board_id, blocker=each, percent=_reached(each, now), at=now) for each in blockers],
        ignore_conflicts=True,
    )


def point(session: Session) -> Point:
    return Point(session.starts_at, session.ends_at, session.is_running)


def _judged(room: Room) -> QuerySet[Blocker]:
    undecided = Blocker.objects.undecided().filter(board=room.board_id)
    return undecided.select_related("calendar").prefetch_related("pauses")


def _routes(room: Room, blockers: Sequence[Blocker], due: Mapping[int, datetime], now: datetime) -> Mapping[int, str]:
    return _standing(room, blockers, due, now).routes()


def _standing(room: Room, blockers: Sequence[Blocker], due: Mapping[int, datetime], now: datetime) -> Standing:
    sessions = list(Session.objects.standing().filter(board=room.board_id).by_start())
    heard = _heard(sessions)
    waiting = [Waiting(each.pk, due.get(each.pk) or due_now(each, now), each.pk in heard) for each in blockers]
    return Standing(waiting, sessions, room.box, now)


def _heard(sessions: Sequence[Session]) -> set[int]:
    """The blockers that were carried in the session that is running."""
    running = [session.pk for session in sessions if session.is_running]
    if not running:
        return set()
    carried = Outcome.objects.counting().filter(session__in=running, kind=Outcome.Kind.CARRIED)
    return {blocker for blocker in carried.values_list("blocker", flat=True) if blocker is not None}


def _reached(blocker: Blocker, now: datetime) -> int:
    return step_reached(now, blocker.raised_at, blocker.target, calendar_of(blocker), pauses_of(blocker, now))
