"""What is asked in a cycle: what its leaders disagree on, and what was said about it so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from bets.allocation import Allocation, BetId
from bets.asking.standing import OfPair, standing
from bets.consensus.agreed import agreed
from bets.consensus.pairs import Disputed, disputed
from bets.events import act_of
from bets.history import changes
from bets.models import Cycle, Opinion, Settlement
from bets.questions import Count, Question, count, questions
from bets.rounds import counted_orders

Pair: TypeAlias = tuple[int, int]
"""The ids of two bets, the lower first."""

T = TypeVar("T", bound=OfPair)


@dataclass(frozen=True)
class Asking:
    """`disputed`: what leaders disagree on; `kept`: who stands above the other where that is settled.

    `undisputed`: the pairs (upper, lower) that all leaders put this way round. `is_revealed` False: no round was
    revealed yet, so that nobody knows.
    """

    is_revealed: bool
    disputed: tuple[Disputed, ...]
    undisputed: frozenset[tuple[BetId, BetId]]
    kept: Mapping[Pair, int]

    @property
    def unsettled(self) -> tuple[Disputed, ...]:
        return tuple(pair for pair in self.disputed if (pair.first, pair.second) not in self.kept)

    @property
    def fixed(self) -> frozenset[tuple[BetId, BetId]]:
        """What the act of no answer turns round: what is undisputed, and what was answered (decision 0013)."""
        return self.undisputed | {(kept, sum(pair) - kept) for pair, kept in self.kept.items()}

    def open(self, allocation: Allocation) -> tuple[Question, ...]:
        """The questions that are open today, in the order in which they are to be asked."""
        return questions(allocation, self.unsettled, self.fixed)

    def count(self, allocation: Allocation) -> Count:
        """How many they are, and how many if any one team loses a tenth of its capacity."""
        return count(allocation, self.unsettled, self.fixed)

    def about(self, allocation: Allocation, pair: Pair) -> Question | None:
        """The open question about the two; None if they are settled, not disputed, or change nothing."""
        found = [each for each in self.unsettled if (each.first, each.second) == pair]
        return next(iter(questions(allocation, found, self.fixed)), None)


def read(cycle: Cycle) -> Asking:
    """The same statements for any number of rows: those of the round, and two where leaders disagree."""
    orders = counted_orders(cycle)
    found = disputed(orders)
    return Asking(bool(orders), found, agreed(orders), _kept(cycle) if found else {})


def opinions(cycle: Cycle, pair: Pair) -> dict[int, int | None]:
    """Whom each leader (a membership's id) keeps of the two, or None who yields, as far as it counts today.

    It counts until one of the two is moved, by whatever.
    """
    rows = Opinion.objects.filter(cycle=cycle, first=pair[0], second=pair[1])
    return {row.leader_id: row.keeps_id for row in _standing(cycle, rows)}


def _kept(cycle: Cycle) -> dict[Pair, int]:
    """An answer stands until one of the two is moved by hand: answers to other questions leave it as it is."""
    rows = Settlement.objects.filter(cycle=cycle).order_by("pk")
    return {(row.first_id, row.second_id): row.keeps_id for row in _standing(cycle, rows, only_by_hand=True)}


def _standing(cycle: Cycle, rows: Iterable[T], *, only_by_hand: bool = False) -> list[T]:
    """At most one statement, and it reads no further back than the oldest of the rows."""
    found = list(rows)
    if not found:
        return []
    events = changes(cycle, since=min(row.revision for row in found))
    moved = [event for event in events if not (only_by_hand and event.data.get("pair"))]
    return standing(found, [(event.revision or 0, act_of(event.data)) for event in moved])
