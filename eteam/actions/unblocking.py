"""The second clock: since when the team can work again, who confirms it, and what if it cannot after all."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse

from bets.actions.validity import check_reason, refuse
from eteam.access import may, owns_blocker
from eteam.actions.holding import held_blocker
from eteam.actions.moving_due import move_due
from eteam.actions.pausing import end_running
from eteam.actions.rerouting import reroute
from eteam.clocks import calendar_of, due_by
from eteam.events.blocker import BlockerReopened, BlockerWithdrawn, UnblockedConfirmed, UnblockedRejected
from eteam.models import Blocker, DueChange, Pause, Room
from eteam.sla import due_at
from journal.kinds import Payload
from journal.record import record
from journal.refusals import WrongState
from org.models import Membership
from org.moments import utc
from org.notices import tell
from org.working_time import add_working_days

CONFIRM = "blocker.confirm_unblocked"
SILENCE = 480
"""Working minutes in which the blocked side answers; saying nothing confirms."""

REOPENS_FOR = 5
"""Working days in which it is the same blocker that is reopened."""


def say_unblocked(*, blocker: Blocker, since: datetime, by: Membership, now: datetime) -> None:
    """Part of an act that holds the room, read `blocker` under that lock, and writes the event of the outcome.

    By the blocked side, or a leader, it counts at once. By the other side it is provisional: the blocked one is
    asked, and has eight of its working hours to answer. Raises WrongState for one that is not open, and Invalid for
    a time that is ahead, or before the raise.
    """
    check_open(blocker)
    if not blocker.raised_at <= since <= now:
        raise refuse({"since": "Say a time between the raise and now."})
    end_running(blocker, by=by, now=now, at=since)
    blocker.unblocked_at, blocker.unblocked_entered_at, blocker.unblocked_by = since, now, by
    blocker.answered(by, now)
    if may(by, CONFIRM, own=owns_blocker(blocker, by, CONFIRM, now)):
        _confirm(blocker, by, now)
    else:
        blocker.confirm_by = due_at(now, SILENCE, calendar_of(blocker))
    blocker.save()


@transaction.atomic
def confirm(*, blocker: Blocker, by: Membership, now: datetime) -> Blocker:
    """The blocked side: yes, we can work again, since when the other side said. Raises WrongState if nobody asks."""
    room, blocker = _provisional(blocker, by, now)
    _confirm(blocker, by, now)
    blocker.save()
    _record(UnblockedConfirmed(unblocked_at=utc(blocker.unblocked_at or now)), room, blocker, by, now)
    return blocker


@transaction.atomic
def reject(*, blocker: Blocker, reason: str, by: Membership, now: datetime) -> Blocker:
    """The blocked side: no, we are still blocked. The clock runs on from the raise, as if nothing had been said."""
    check_reason(reason)
    room, blocker = _provisional(blocker, by, now)
    said_by = blocker.unblocked_by_id
    _forget_unblocked(blocker)
    blocker.save()
    others = _routed(room, blocker, now)
    payload = UnblockedRejected(reason=reason.strip(), route=blocker.route, rerouted=others)
    sentence = f"{by.name} says that {blocker.blocked_team.name} is still blocked: “{blocker.title}”. {reason.strip()}"
    tell([said_by, blocker.owner_id], payload, sentence, page(blocker), by=by, now=now)
    _record(payload, room, blocker, by, now)
    return blocker


@transaction.atomic
def reopen(*, blocker: Blocker, reason: str, by: Membership, now: datetime) -> Blocker:
    """Blocked again within five working days: the same blocker, its clock leaves out the time in between.

    Raises WrongState later than that, when it is to be raised anew, and for one that is not unblocked for sure.
    """
    check_reason(reason)
    room, blocker = held_blocker(blocker, by, "blocker.reopen", now)
    if blocker.unblocked_at is None or blocker.confirmed_at is None:
        raise WrongState("Only what is unblocked, and confirmed, can be reopened.")
    if not can_reopen(blocker, now):
        raise WrongState("It was unblocked more than five working days ago: raise a new blocker that follows it.")
    Pause.objects.create(
        board=blocker.board, blocker=blocker, kind=Pause.Kind.UNBLOCKED, starts_at=blocker.unblocked_at, ends_at=now,
        by=by, reason=reason.strip(),
    )  # fmt: skip
    before = blocker.due_at
    move_due(blocker, due_by(blocker, calendar_of(blocker), now), cause=DueChange.Cause.REOPENED, by=by, now=now)
    _forget_unblocked(blocker)
    blocker.decided_at = blocker.decide_by = None
    blocker.save()
    others = _routed(room, blocker, now)
    payload = BlockerReopened(
        reason=reason.strip(), due_before=utc(before), due_at=utc(blocker.due_at), route=blocker.route, rerouted=others
    )
    sentence = f"{by.name} reopened “{blocker.title}”: {reason.strip()}"
    tell([blocker.owner_id, blocker.blocked_team.vp_id], payload, sentence, page(blocker), by=by, now=now)
    _record(payload, room, blocker, by, now)
    return blocker


@transaction.atomic
def withdraw(*, blocker: Blocker, reason: str, by: Membership, now: datetime) -> Blocker:
    """It never was one, or is none any more without anybody having unblocked it. Counted beside the others."""
    check_reason(reason)
    room, blocker = held_blocker(blocker, by, "blocker.withdraw", now)
    check_open(blocker)
    end_running(blocker, by=by, now=now)
    blocker.withdrawn_at, blocker.withdrawn_by, blocker.withdrawn_for = now, by, reason.strip()
    blocker.answered(by, now)
    blocker.save()
    payload = BlockerWithdrawn(reason=reason.strip(), rerouted=[each.pk for each in reroute(room, now)])
    _record(payload, room, blocker, by, now)
    return blocker


def check_open(blocker: Blocker) -> None:
    """Raise WrongState for one that is withdrawn, or unblocked, be it provisionally."""
    if blocker.withdrawn_at is not None:
        raise WrongState("This blocker was withdrawn.")
    if blocker.unblocked_at is not None:
        raise WrongState("This blocker is unblocked already, or the blocked team is asked whether it is.")


def can_reopen(blocker: Blocker, now: datetime) -> bool:
    """Whether it is still the same blocker: until the end of the fifth working day after it was unblocked."""
    if blocker.unblocked_at is None or blocker.confirmed_at is None or blocker.withdrawn_at is not None:
        return False
    calendar = calendar_of(blocker)
    zone = ZoneInfo(calendar.zone)
    last = add_working_days(blocker.unblocked_at.astimezone(zone).date(), REOPENS_FOR, calendar)
    return now.astimezone(zone).date() <= last


def by_silence(blocker: Blocker) -> None:
    """Nobody of the blocked side answered: it counts as of the entry, not of an earlier time that only the other
    side named. Not saved.
    """
    blocker.unblocked_at = blocker.confirmed_at = blocker.unblocked_entered_at
    _judge(blocker)


def page(blocker: Blocker) -> str:
    return reverse("blocker", args=[blocker.pk])


def _confirm(blocker: Blocker, by: Membership, now: datetime) -> None:
    blocker.confirmed_at, blocker.confirmed_by, blocker.confirm_by = now, by, None
    _judge(blocker)


def _judge(blocker: Blocker) -> None:
    """Met is met even if it was entered after the due time, when a breach stood there already, and the reverse."""
    blocker.breached_at = None if blocker.is_met else blocker.due_at


def _provisional(blocker: Blocker, by: Membership, now: datetime) -> tuple[Room, Blocker]:
    room, blocker = held_blocker(blocker, by, CONFIRM, now)
    if not blocker.is_provisional:
        raise WrongState("Nobody is asked any more whether this is unblocked: it is decided.")
    return room, blocker


def _forget_unblocked(blocker: Blocker) -> None:
    blocker.unblocked_at = blocker.unblocked_entered_at = blocker.unblocked_by = None
    blocker.confirm_by = blocker.confirmed_at = blocker.confirmed_by = None


def _routed(room: Room, blocker: Blocker, now: datetime) -> list[int]:
    """Route all anew; `blocker` knows its own afterwards. Those of the others that changed."""
    changed = reroute(room, now)
    for each in changed:
        if each.pk == blocker.pk:
            blocker.route, blocker.routed_at = each.route, each.routed_at
    return [each.pk for each in changed if each.pk != blocker.pk]


def _record(payload: Payload, room: Room, blocker: Blocker, by: Membership, now: datetime) -> None:
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=blocker, now=now)
