"""A decision follows its owner until they say that it is carried out."""

from datetime import datetime

from django.db import transaction

from eteam.access import held
from eteam.events.outcome import DecisionDone
from eteam.models import Outcome
from journal.record import record
from journal.refusals import WrongState
from org.models import Membership


@transaction.atomic
def finish(*, outcome: Outcome, by: Membership, now: datetime) -> Outcome:
    """By its owner alone. Raises WrongState for what is no decision, or done already."""
    room = held(outcome.board_id, by, "eteam.decision_done", own=outcome.owner_id == by.pk)
    named = Outcome.objects.counting().select_related(
        "blocker__blocked_team", "blocker__blocking_team", "matter", "owner__person"
    )
    standing = named.filter(pk=outcome.pk, kind=Outcome.Kind.DECIDED, done_at=None).first()
    if standing is None:
        raise WrongState("This is no decision that is still to be carried out.")
    standing.done_at, standing.done_by = now, by
    standing.save(update_fields=["done_at", "done_by"])
    payload = DecisionDone(outcome=standing.pk)
    record(payload, board_id=room.board_id, topic=room.topic, by=by, subject=standing.of, now=now)
    return standing
