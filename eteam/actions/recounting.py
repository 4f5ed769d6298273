"""Blockers counted anew after a calendar was edited: those that somebody confirms, and no other."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from eteam.access import held
from eteam.actions.moving_due import move_due
from eteam.actions.rerouting import reroute
from eteam.events.clock import DueTimesRecounted
from eteam.models import Blocker, DueChange
from eteam.recount import by_newest_versions
from journal.record import record
from journal.refusals import Invalid, Refusal
from org.models import Board, Membership
from org.moments import utc

RECOUNT = "blocker.recount"


class StaleRecount(Refusal):
    """What was ticked is no longer what would be done."""

    code = "stale_recount"


@transaction.atomic
def recount(*, board: Board, confirmed: Mapping[int, datetime], by: Membership, now: datetime) -> tuple[Blocker, ...]:
    """Count these blockers by the newest version of their team's calendar. Each by its id, with the due time that was
    shown for it.

    Raises Invalid where none is ticked, and StaleRecount where one is closed, breached or paused meanwhile, or would
    be due at another time than was shown.
    """
    room = held(board.pk, by, RECOUNT)
    if not confirmed:
        raise Invalid("Tick those that are to be counted anew.")
    found = {each.blocker.pk: each for each in by_newest_versions(room, now)}
    if any(pk not in found or found[pk].after != after for pk, after in confirmed.items()):
        raise StaleRecount("Something changed while you looked. Below is what there is now.")
    chosen = [found[pk] for pk in sorted(confirmed)]
    moved = {str(each.blocker.pk): [utc(each.blocker.due_at), utc(each.after)] for each in chosen}
    for each in chosen:
        each.blocker.calendar = each.version
        each.blocker.zone = each.version.zone if each.version else room.board.zone
        move_due(each.blocker, each.after, cause=DueChange.Cause.CALENDAR, by=by, now=now)
    rerouted = [each.pk for each in reroute(room, now)]
    payload = DueTimesRecounted(moved=moved, rerouted=rerouted)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=room, now=now)
    return tuple(each.blocker for each in chosen)
