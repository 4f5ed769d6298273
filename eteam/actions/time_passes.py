"""What happens in the weekly rooms by the clock alone.

One transaction for each thing that happens. Whoever finds that something is to be done takes the lock of its room
first, and looks again: of two who run at once, one does it and the other finds it done.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from eteam.actions.drifting import by_itself
from eteam.actions.raising import begin, of_flag
from eteam.actions.rerouting import reroute
from eteam.actions.unblocking import by_silence
from eteam.clocks import calendar_of, pauses_of
from eteam.events.blocker import (
    BlockerBreached,
    BlockerEscalated,
    BlockersRerouted,
    SessionLeftOpen,
    UnblockedConfirmed,
)
from eteam.models import Blocker, Flag, LadderStep, Room, Route, Session
from eteam.sla import step_reached
from journal.kinds import Payload
from journal.record import Named, Somebody, record
from journal.refusals import Refusal
from org.moments import utc

TIME = Somebody("Time")
"""Whose act it is where nobody did anything."""

_BREACH, _HALF = 100, 50

log = logging.getLogger(__name__)

Unit = Callable[[], bool]
"""Does one thing in a transaction of its own, if it is still to be done; whether it was."""

Act = Callable[[Room, Blocker, datetime], bool]


def pass_time(*, now: datetime) -> int:
    """Everything that is to have happened by `now`, in all rooms. How many things did; safe to run twice at once.

    Later kinds follow from earlier ones: a flag may become a blocker that is overdue already. What goes wrong with
    one is logged, and tried again at the next call; it does not keep the others from happening.
    """
    kinds = (_flags, _silences, _breaches, _steps, _routes, _left_open, _drifts)
    return sum(_carried_out(unit) for kind in kinds for unit in kind(now))


def _carried_out(unit: Unit) -> bool:
    try:
        with transaction.atomic():
            return unit()
    except (DatabaseError, Refusal):
        log.exception("time could not pass for one thing; it is tried again")
        return False


# --- funded bets that stand still


def _drifts(now: datetime) -> Iterator[Unit]:
    return by_itself(now, TIME)


# --- flags that nobody touched


def _flags(now: datetime) -> Iterator[Unit]:
    for pk, board in list(_untouched(now).values_list("pk", "board")):
        yield partial(_become, pk, board, now)


def _untouched(now: datetime) -> QuerySet[Flag]:
    return Flag.objects.waiting().filter(becomes_at__lte=now).order_by("becomes_at", "pk")


def _become(pk: int, board: int, now: datetime) -> bool:
    """It is a blocker since the end of its time, however late this is noticed; raised when it was flagged."""
    room = Room.objects.locked(board)
    whole = _untouched(now).select_related("board", "team__vp", "blocking_team__vp", "bet", "flagged_by__person")
    flag = whole.filter(pk=pk).first()
    if flag is None:
        return False
    flag.decided_at = flag.becomes_at
    flag.save(update_fields=["decided_at"])
    begin(room, of_flag(flag, flag.flagged_by), now, by_itself=True)
    return True


# --- blockers


def _silences(now: datetime) -> Iterator[Unit]:
    unanswered = Blocker.objects.provisional().filter(confirm_by__lte=now)
    return _each(unanswered, _confirm_by_silence, now)


def _confirm_by_silence(room: Room, blocker: Blocker, now: datetime) -> bool:
    by_silence(blocker)
    blocker.save()
    _record(UnblockedConfirmed(unblocked_at=utc(blocker.unblocked_at or now), by_silence=True), room, blocker, now)
    return True


def _breaches(now: datetime) -> Iterator[Unit]:
    """At the due time itself it can still be met."""
    return _each(_ticking().filter(due_at__lt=now, breached_at=None), _breach, now)


def _breach(room: Room, blocker: Blocker, now: datetime) -> bool:
    """A decided one is a breach too, but its ladder has stopped."""
    blocker.breached_at = blocker.due_at
    blocker.save(update_fields=["breached_at"])
    changed = reroute(room, now)
    if blocker.decided_at is None:
        LadderStep.objects.get_or_create(
            blocker=blocker, percent=_BREACH, defaults={"board_id": room.board_id, "at": now}
        )
    _record(BlockerBreached(due_at=utc(blocker.due_at), rerouted=[each.pk for each in changed]), room, blocker, now)
    return True


def _steps(now: datetime) -> Iterator[Unit]:
    for blocker in _on_the_ladder():
        if _next_step(blocker, now) is not None:
            yield partial(_do, _on_the_ladder().filter(pk=blocker.pk), blocker.board_id, _step, now)


def _on_the_ladder() -> QuerySet[Blocker]:
    """Those whose steps are not all taken: a decision stops the ladder."""
    cannot_wait = _ticking().filter(decided_at=None, route=Route.NOW, breached_at=None)
    return cannot_wait.select_related("board", "calendar").prefetch_related("ladder", "pauses")


def _step(room: Room, blocker: Blocker, now: datetime) -> bool:
    percent = _next_step(blocker, now)
    if percent is None:
        return False
    LadderStep.objects.create(board_id=room.board_id, blocker=blocker, percent=percent, at=now)
    _record(BlockerEscalated(percent=percent), room, blocker, now)
    return True


def _next_step(blocker: Blocker, now: datetime) -> int | None:
    """The highest step that is reached and not taken, in place of those below it; the last is the breach's.

    At half its time nobody is told whose owner has accepted a date.
    """
    reached = step_reached(now, blocker.raised_at, blocker.target, calendar_of(blocker), pauses_of(blocker, now))
    taken = max((step.percent for step in blocker.ladder.all()), default=-1)
    is_promised = reached == _HALF and blocker.decide_by is not None
    return reached if taken < reached < _BREACH and not is_promised else None


def _ticking() -> QuerySet[Blocker]:
    """Open, and the clock is running."""
    return Blocker.objects.open().ticking()


def _each(rows: QuerySet[Blocker], act: Act, now: datetime) -> Iterator[Unit]:
    for pk, board in list(rows.order_by("pk").values_list("pk", "board")):
        yield partial(_do, rows.filter(pk=pk).select_related("board", "calendar"), board, act, now)


def _do(one: QuerySet[Blocker], board: int, act: Act, now: datetime) -> bool:
    """`one` asks, under the lock, whether it is still to be done."""
    room = Room.objects.locked(board)
    blocker = one.first()
    return blocker is not None and act(room, blocker, now)


# --- routes and sessions


def _routes(now: datetime) -> Iterator[Unit]:
    """A session may be over, or have too little left of it, without anybody having done anything."""
    for board in list(Blocker.objects.undecided().order_by("board").values_list("board", flat=True).distinct()):
        yield partial(_reroute, board, now)


def _reroute(board: int, now: datetime) -> bool:
    room = Room.objects.locked(board)
    changed = reroute(room, now)
    if changed:
        _record(BlockersRerouted(rerouted=[each.pk for each in changed]), room, room, now)
    return bool(changed)


def _left_open(now: datetime) -> Iterator[Unit]:
    for session in Session.objects.running().filter(left_open=False, starts_at__lt=now):
        if midnight_of(session) <= now:
            yield partial(_leave_open, session, now)


def midnight_of(session: Session) -> datetime:
    """The first midnight, on the clocks of its zone, after its end as planned."""
    zone = ZoneInfo(session.zone)
    last = session.ends_at.astimezone(zone) - timedelta(microseconds=1)
    return datetime.combine(last.date() + timedelta(days=1), time(), zone)


def _leave_open(session: Session, now: datetime) -> bool:
    room = Room.objects.locked(session.board_id)
    left = Session.objects.running().filter(pk=session.pk, left_open=False).update(left_open=True)
    if left:
        _record(SessionLeftOpen(session=session.pk), room, session, now)
    return bool(left)


def _record(payload: Payload, room: Room, subject: Named, now: datetime) -> None:
    record(payload, board_id=room.board_id, topic=room.topic, by=TIME, subject=subject, now=now)
