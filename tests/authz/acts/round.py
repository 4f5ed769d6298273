"""Ranking rounds and private orders: the real actions, made ready for somebody to try."""

from bets.actions import private_orders, ready, rounds
from bets.models import PrivateOrder
from org.models import Membership
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import NOW, PrivateOrderFactory, RoundFactory


@attempt("round.open_close_reveal")
def open_a_round(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: rounds.open_round(cycle=cast.cycle, by=by, now=NOW)


@attempt("round.open_close_reveal")
def call_a_round_off(cast: Cast, by: Membership, owner: Membership) -> Act:
    made = RoundFactory(cycle=cast.cycle, opened_by=cast.ines, bets=cast.ids("ABCD"))
    return lambda: rounds.call_off(round=made, by=by, now=NOW)


@attempt("round.open_close_reveal")
def reveal(cast: Cast, by: Membership, owner: Membership) -> Act:
    made = RoundFactory(cycle=cast.cycle, opened_by=cast.ines, bets=cast.ids("ABCD"))
    for leader in (cast.ines, cast.otto):
        PrivateOrderFactory(round=made, leader=leader, ready_at=NOW)
    return lambda: rounds.close(round=made, by=by, now=NOW)


@attempt("private_order.write")
def begin_a_private_order(cast: Cast, by: Membership, owner: Membership) -> Act:
    made = RoundFactory(cycle=cast.cycle, opened_by=cast.ines, bets=cast.ids("ABCD"))
    return lambda: private_orders.begin(round=made, start="today", by=by, now=NOW)


@attempt("private_order.write")
def say_ready(cast: Cast, by: Membership, owner: Membership) -> Act:
    made = _order(cast, by)
    return lambda: ready.say_ready(round=made.round, version=made.version, by=by, now=NOW)


@attempt("private_order.write")
def take_ready_back(cast: Cast, by: Membership, owner: Membership) -> Act:
    made = _order(cast, by)
    PrivateOrder.objects.filter(pk=made.pk).update(ready_at=NOW)
    return lambda: ready.go_on(round=made.round, version=made.version, by=by, now=NOW)


def _order(cast: Cast, by: Membership) -> PrivateOrder:
    """Somebody's own, wherever they are: a stranger's stands on their own board's cycle."""
    made = RoundFactory(cycle=cast.cycle, opened_by=cast.ines, bets=cast.ids("ABCD"))
    leader = by if by.board_id == cast.board.pk else cast.ines
    order: PrivateOrder = PrivateOrderFactory(round=made, leader=leader)
    return order
