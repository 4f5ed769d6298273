"""A clock stands still while a blocker waits on a party outside the company: a leader says so, where it is allowed."""

from datetime import datetime

from django.db import transaction

from eteam.access import held
from eteam.actions.moving_due import move_due
from eteam.actions.rerouting import reroute
from eteam.clocks import calendar_of, due_by, running_pause
from eteam.events.clock import PauseBegun, PauseEnded
from eteam.models import Blocker, DueChange, Pause, Room
from journal.record import record
from journal.refusals import Invalid, WrongState
from org.models import Membership
from org.moments import utc

PAUSE = "blocker.pause"
LONGEST_REASON = 500


@transaction.atomic
def begin_pause(*, blocker: Blocker, reason: str, by: Membership, now: datetime) -> Pause:
    """From now on its clock stands still. `reason` names the party outside the company, and what it is to do.

    Raises Invalid without a reason; WrongState where pauses are not switched on, and for a blocker that is closed,
    overdue, or stands still already: what is breached is never judged again.
    """
    _check_reason(reason)
    room, blocker = _held(blocker, by)
    _check_can_pause(room, blocker, now)
    pause = Pause.objects.create(
        board_id=blocker.board_id, blocker=blocker, kind=Pause.Kind.OUTSIDE, starts_at=now, by=by,
        reason=reason.strip(),
    )  # fmt: skip
    rerouted = [each.pk for each in reroute(room, now)]
    payload = PauseBegun(reason=pause.reason, rerouted=rerouted)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=blocker, now=now)
    return pause


@transaction.atomic
def end_pause(*, blocker: Blocker, by: Membership, now: datetime) -> Blocker:
    """Its clock runs on; the pause is cut out of its calendar. Raises WrongState where none lasts."""
    room, blocker = _held(blocker, by)
    before = blocker.due_at
    if not end_running(blocker, by=by, now=now):
        raise WrongState("Its clock is running: nothing is to be ended.")
    rerouted = [each.pk for each in reroute(room, now)]
    payload = PauseEnded(due_before=utc(before), due_at=utc(blocker.due_at), rerouted=rerouted)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=blocker, now=now)
    return blocker


def end_running(blocker: Blocker, *, by: Membership, now: datetime, at: datetime | None = None) -> bool:
    """End the pause that lasts, and move the due time. Whether there was one.

    Part of an act that holds the room, and tells and routes itself: whatever closes a blocker ends its pause first,
    or it would be judged by a due time that stood still. `at`: when it was over, if that is said to be before now.
    """
    pause = running_pause(blocker)
    if pause is None:
        return False
    pause.ends_at = max(pause.starts_at, at or now)
    pause.save(update_fields=["ends_at"])
    after = due_by(blocker, calendar_of(blocker), now)
    move_due(blocker, after, cause=DueChange.Cause.PAUSE, by=by, now=now)
    return True


def can_pause(room: Room, blocker: Blocker, now: datetime) -> bool:
    """Whether a leader may stop its clock now. One statement."""
    is_judged = blocker.breached_at is not None or blocker.due_at <= now
    return room.pauses and blocker.is_open and not is_judged and running_pause(blocker) is None


def _held(blocker: Blocker, by: Membership) -> tuple[Room, Blocker]:
    """The room, locked, and the blocker as it stands now."""
    room = held(blocker.board_id, by, PAUSE)
    return room, Blocker.objects.select_related("board", "calendar").get(pk=blocker.pk)


def _check_can_pause(room: Room, blocker: Blocker, now: datetime) -> None:
    if not room.pauses:
        raise WrongState("This room does not stop clocks: its settings say whether it does.")
    if not blocker.is_open:
        raise WrongState("Only the clock of an open blocker can be stopped.")
    if running_pause(blocker) is not None:
        raise WrongState("Its clock stands still already.")
    if not can_pause(room, blocker, now):
        raise WrongState("It is overdue: what is breached is not judged again.")


def _check_reason(reason: str) -> None:
    if not reason.strip():
        sentence = "Say which party outside the company it waits on, and for what."
        raise Invalid(sentence, errors={"reason": sentence})
    if len(reason) > LONGEST_REASON:
        sentence = f"At most {LONGEST_REASON} characters."
        raise Invalid(sentence, errors={"reason": sentence})
