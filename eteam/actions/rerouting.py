"""The routes of all blockers of a room, judged anew: part of every act after which one may be another.

The caller holds the room. A blocker that turns NOW gets its ladder step in the same transaction.
"""

from collections.abc import Sequence
from datetime import datetime

from eteam.clocks import calendar_of, pauses_of
from eteam.models import Blocker, LadderStep, Outcome, Room, Route, Session
from eteam.routing import Point, Waiting, routes
from eteam.sla import step_reached


def reroute(room: Room, now: datetime) -> tuple[Blocker, ...]:
    """Those whose route is another than before, with their new one. Three statements, and two more if there are any."""
    blockers = list(Blocker.objects.undecided().filter(board=room.board_id).select_related("calendar__board"))
    sessions = list(Session.objects.standing().filter(board=room.board_id))
    heard = _heard(sessions)
    waiting = [Waiting(each.pk, each.due_at, each.pk in heard) for each in blockers]
    found = routes(waiting, [point(session) for session in sessions], now, room.box)
    changed = tuple(each for each in blockers if each.route != found[each.pk])
    for each in changed:
        each.route, each.routed_at = found[each.pk], now
    Blocker.objects.bulk_update(changed, ["route", "routed_at"])
    step([each for each in changed if each.route == Route.NOW], now)
    return changed


def step(blockers: Sequence[Blocker], now: datetime) -> None:
    """The first step of the ladder for those that cannot wait: the highest that is reached, in place of all below."""
    LadderStep.objects.bulk_create(
        [LadderStep(board_id=each.board_id, blocker=each, percent=_reached(each, now), at=now) for each in blockers],
        ignore_conflicts=True,
    )


def point(session: Session) -> Point:
    return Point(session.starts_at, session.ends_at, session.is_running)


def _heard(sessions: Sequence[Session]) -> set[int]:
    """The blockers that were carried in the session that is running."""
    running = [session.pk for session in sessions if session.is_running]
    carried = Outcome.objects.counting().filter(session__in=running, kind=Outcome.Kind.CARRIED)
    return (
        {blocker for blocker in carried.values_list("blocker", flat=True) if blocker is not None} if running else set()
    )


def _reached(blocker: Blocker, now: datetime) -> int:
    return step_reached(now, blocker.raised_at, blocker.target, calendar_of(blocker), pauses_of(blocker, now))
