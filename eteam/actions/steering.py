"""What is on the floor: one item at a time, the same for everybody."""

from datetime import datetime

from django.db import transaction

from eteam.access import held
from eteam.actions.sessions import RUN
from eteam.events.session import FloorGiven
from eteam.models import Session
from eteam.session.current import demand_running
from eteam.session.items import gather
from journal.record import record
from journal.refusals import Invalid
from org.models import Membership


@transaction.atomic
def give_floor(*, session: Session, item: str, by: Membership, now: datetime) -> Session:
    """Everybody looks at this item, and its box begins; empty: at nothing. The same one again changes nothing.

    Raises NoSession, and Invalid for what is not on the agenda.
    """
    room = held(session.board_id, by, RUN)
    session = demand_running(session)
    if item and item not in {entry.key for entry in gather(session, room, now).entries}:
        raise Invalid("This is not on the agenda.", errors={"item": "This is not on the agenda."})
    if session.focus != item:
        take_floor(session, item, now)
        payload = FloorGiven(session=session.pk, item=item)
        record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=session, now=now)
    return session


def take_floor(session: Session, item: str, now: datetime) -> None:
    """Part of an act that holds the room."""
    session.focus, session.focus_since = item, now if item else None
    session.save(update_fields=["focus", "focus_since"])
