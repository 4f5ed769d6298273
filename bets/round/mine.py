"""One's own order: what stands where in it, where the lines would fall in it, and what Ready would do."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bets.actions.ready import is_last
from bets.allocation import BetId
from bets.board.ground import Ground, read
from bets.board.rows import Row, ranked
from bets.forced_choice import sorting
from bets.models import PrivateOrder, Round
from bets.round.starting import has_last_cycle
from bets.sentences import Headline, headline
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Choice:
    """How one can start."""

    value: str
    name: str
    meaning: str


@dataclass(frozen=True)
class Mine:
    """`order` None: not started. `unsorted`: how many bets the forced choice has not reached, `more`: about how many
    questions are left. `is_last`: Ready would close the round."""

    round: Round
    order: PrivateOrder | None
    choices: tuple[Choice, ...]
    rows: tuple[Row, ...] = ()
    headline: Headline | None = None
    unsorted: int = 0
    more: int = 0
    is_last: bool = False

    @property
    def gone(self) -> int:
        """How many bets of the round were withdrawn or declined since."""
        return len(self.round.bets) - len(self.rows)

    @property
    def is_ready(self) -> bool:
        return self.order is not None and self.order.ready_at is not None


def mine(round: Round, member: Membership) -> Mine:
    """For a leader, while the round is open. A dozen statements, whatever the number of bets."""
    choices = tuple(_choices(round))
    order = PrivateOrder.objects.filter(round=round, leader=member).first()
    if order is None:
        return Mine(round, None, choices)
    ground = ground_of(round, order.order)
    sorted_ = sorting(order.queue, order.answers) if order.queue else None
    return Mine(
        round=round,
        order=order,
        choices=choices,
        rows=tuple(_between(_by_rank(ground))),
        headline=headline(ground.allocation, ground.names),
        unsorted=len(sorted_.rest) if sorted_ else 0,
        more=sorted_.more if sorted_ else 0,
        is_last=is_last(round, member),
    )


def ground_of(round: Round, order: list[BetId]) -> Ground:
    """The board as it would be in this order, without the bets that have gone. Five statements."""
    ground = read(round.cycle, order)
    return replace(ground, order=tuple(entry for entry in ground.order if entry.is_open))


def _choices(round: Round) -> Iterator[Choice]:
    start = PrivateOrder.Start
    yield Choice(start.FORCED, "Two at a time", "“If you had to kill one of these two, which would it be?”")
    yield Choice(start.TODAY, "From the current order", "Move what should stand elsewhere.")
    if has_last_cycle(round):
        yield Choice(
            start.LAST, "From last cycle’s order", "What is pitched again first, as it stood; the rest behind."
        )


def _by_rank(ground: Ground) -> list[Row]:
    """Must-do bets among the others: here they are put in order like any."""
    return sorted(ranked(ground, {}), key=lambda row: row.rank or 0)


def _between(rows: list[Row]) -> Iterator[Row]:
    """The rows, each with its neighbours: what the buttons up and down pass."""
    ids = [None, *(row.bet for row in rows), None]
    for row, up, down in zip(rows, ids, ids[2:], strict=False):
        yield replace(row, up=up, down=down)
