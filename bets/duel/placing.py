"""Where a bet of the tray goes, found by forced choice: at most six questions for fifty bets.

What was answered is held by two bets of the order, the lowest that it stands below and the highest that it stands
above: both can be passed on in an address, and an order that changes meanwhile only narrows or widens the gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bets.allocation import BetId
from bets.board.ground import read
from bets.duel.sides import Side, sides
from bets.forced_choice import placing as halved
from bets.models import Bet
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Placing:
    """`sides`: the newcomer, then the one that it is compared with; empty once `after` says its place (None: the top).

    `most`: questions left at most. `contradicts`: the order has turned the two answers round; asked from the start.
    """

    bet: Bet
    sides: tuple[Side, ...]
    below: BetId | None
    above: BetId | None
    most: int
    after: BetId | None
    contradicts: bool

    @property
    def is_found(self) -> bool:
        return not self.sides


def placing(
    bet: Bet, member: Membership, now: datetime, *, below: BetId | None, above: BetId | None
) -> Placing:  # fmt: skip
    """`below` and `above`: what it was said to stand below and above. Ten statements; bets without a rank count not."""
    ground = read(bet.cycle)
    order = [entry.pk for entry in ground.order if entry.pk != bet.pk]
    below, above = (other if other in order else None for other in (below, above))
    low, high = _gap(order, below, above)
    contradicts = low > high
    if contradicts:
        below, above, low, high = None, None, 0, len(order)
    found = halved(order[low:high], [])
    return Placing(
        bet=bet,
        sides=() if found.against is None else sides(ground, [bet.pk, found.against], member, now),
        below=below,
        above=above,
        most=found.most,
        after=order[low - 1] if low else None,
        contradicts=contradicts,
    )


def _gap(order: Sequence[BetId], below: BetId | None, above: BetId | None) -> tuple[int, int]:
    """How many stand above it at least, and at most."""
    low = order.index(below) + 1 if below is not None else 0
    high = order.index(above) if above is not None else len(order)
    return low, high
