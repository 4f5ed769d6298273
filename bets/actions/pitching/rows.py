"""What the acts on a bet begin and end with: the row under the lock, and the event."""

from datetime import datetime

from bets.models import Bet, Cycle
from journal.kinds import Payload
from journal.record import record
from org.access import unknown
from org.models import Membership


def fresh(bet: Bet, cycle: Cycle, by: Membership, *, owner: bool) -> Bet:
    """The bet with its pitch as they stand under the lock of `cycle`, if `by` still owns it, or writes at it.

    Between the door and the lock it may have gone, or a leader may have named another owner: Http404.
    """
    found = Bet.objects.select_related("pitch").filter(pk=bet.pk, cycle=cycle).first()
    if found is None or not (found.owner_id == by.pk if owner else found.is_written_by(by)):
        raise unknown(by, f"bet {bet.pk}")
    found.cycle, found.board = cycle, cycle.board
    return found


def tell_journal(payload: Payload, bet: Bet, by: Membership, now: datetime) -> None:
    """Last of all: it takes the board's counter. `bet.cycle` has been read."""
    record(payload, board_id=bet.board_id, topic=bet.cycle.topic, by=by, subject=bet, now=now)
