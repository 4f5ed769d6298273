"""A leader's own order, sorted two at a time."""

from dataclasses import dataclass
from datetime import datetime

from bets.board.ground import read
from bets.duel.sides import Side, sides
from bets.forced_choice import sorting
from bets.models import PrivateOrder, Round
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Duel:
    """`sides` are empty once all is sorted. `more`: about how many questions are left; `sorted`: bets of `of`."""

    round: Round
    order: PrivateOrder
    sides: tuple[Side, ...]
    asked: int
    more: int
    sorted: int
    of: int


def duel(round: Round, order: PrivateOrder, member: Membership, now: datetime) -> Duel:
    """For the leader whose order it is, who may read every pitch. Seven statements."""
    found = sorting(order.queue, order.answers)
    two = [bet for bet in (found.left, found.right) if bet is not None]
    return Duel(
        round=round,
        order=order,
        sides=sides(read(round.cycle), two, member, now) if two else (),
        asked=len(order.answers),
        more=found.more,
        sorted=len(found.sorted),
        of=len(order.queue),
    )
