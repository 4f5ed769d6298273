"""After another timetable the sessions that are planned already go along, if somebody says so."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from eteam.access import held
from eteam.actions.planning import SCHEDULE, Stale
from eteam.actions.rerouting import reroute
from eteam.coming import Shift, shifts
from eteam.events.planning import SessionsFollowed
from eteam.models import Room, Session
from eteam.schedule import Planned
from journal.record import record
from org.models import Membership
from org.moments import utc

WITHDRAWN_FOR = "The timetable has no checkpoint any more."


@transaction.atomic
def follow(
    *, room: Room, by: Membership, now: datetime, fold: int | None = None, expected: int | None = None
) -> Sequence[Shift]:
    """What is planned, and nobody moved by hand, goes where the timetable has it now; a new revision of each.

    What it has no longer is cancelled. None: nothing happens. Raises Doubtful, and Stale unless as many would go as
    were `expected`.
    """
    room = held(room.board_id, by, SCHEDULE)
    found = shifts(room, now, fold)
    if expected is not None and expected != len(found):
        raise Stale("The sessions or the timetable changed meanwhile: look at the list again.")
    if not found:
        return []
    moved = [_move(shift.session, shift.to, room) for shift in found if shift.to]
    withdrawn = [_withdraw(shift.session) for shift in found if not shift.to]
    fields = ["starts_at", "ends_at", "planned_on", "zone", "state", "cancelled_for", "revision"]
    Session.objects.bulk_update([shift.session for shift in found], fields)
    reroute(room, now)
    payload = SessionsFollowed(moved=moved, withdrawn=withdrawn)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=room, now=now)
    return found


def _move(session: Session, to: Planned, room: Room) -> dict[str, Any]:
    before = session.starts_at
    session.starts_at, session.ends_at, session.planned_on, session.zone = to.starts_at, to.ends_at, to.on, room.zone
    session.revision += 1
    said = {"before": utc(before), "after": utc(to.starts_at)}
    return {"session": session.pk, "revision": session.revision, **said}


def _withdraw(session: Session) -> int:
    """It gives back its week: should the timetable have one again, that is a new one."""
    session.state, session.cancelled_for, session.planned_on = Session.State.CANCELLED, WITHDRAWN_FOR, None
    session.revision += 1
    return session.pk
