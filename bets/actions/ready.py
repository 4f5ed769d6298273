"""A leader says that their private order is ready, and takes it back. The last one's Ready closes the round."""

from datetime import datetime

from django.db import transaction

from bets.actions.private_orders import held_order
from bets.actions.rounds import reveal
from bets.events import PrivateOrderReady
from bets.models import Cycle, PrivateOrder, Round
from journal.record import record
from org.models import Membership
from org.notices import leaders


@transaction.atomic
def say_ready(*, round: Round, version: int, by: Membership, now: datetime) -> Round:
    """The order counts as it is. If that makes it the last (see `is_last`), the round is revealed.

    Raises RoundIsOver, StaleOrder, Invalid.
    """
    found, mine = held_order(round, version, by)
    if mine.ready_at is not None:
        return found
    _mark(mine, now)
    if is_last(found, by):
        return reveal(found, by, now)  # its event names whose orders are used: one event for one act
    _tell(found.cycle, PrivateOrderReady(round=found.pk, ready=True), by, now)
    return found


@transaction.atomic
def go_on(*, round: Round, version: int, by: Membership, now: datetime) -> PrivateOrder:
    """Take Ready back, while the round is open; nothing happens if it was not said. Raises as `say_ready`."""
    found, mine = held_order(round, version, by)
    if mine.ready_at is not None:
        _mark(mine, None)
        _tell(found.cycle, PrivateOrderReady(round=found.pk, ready=False), by, now)
    return mine


def is_last(round: Round, by: Membership) -> bool:
    """Whether the Ready of `by` closes the round: nobody who started is still at it, and it is not the only order.

    Who has not started holds nobody up, nor who is a leader no longer. A board's only leader needs no second order.
    Two statements.
    """
    others = list(PrivateOrder.objects.filter(round=round).exclude(leader=by).values_list("leader", "ready_at"))
    here = set(leaders(round.cycle.board))
    if any(ready_at is None and leader in here for leader, ready_at in others):
        return False
    return here == {by.pk} or any(ready_at is not None for _, ready_at in others)


def _mark(mine: PrivateOrder, at: datetime | None) -> None:
    mine.ready_at = at
    mine.version += 1
    mine.save(update_fields=["ready_at", "version"])


def _tell(cycle: Cycle, payload: PrivateOrderReady, by: Membership, now: datetime) -> None:
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)
