"""One bet in a strict order: where it goes, and how a log of acts gives the order. Pure.

An order is a sequence of bet ids, #1 first. Positions are 1..n.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class After:
    """Directly below `bet`; None is the top."""

    bet: int | None


@dataclass(frozen=True, slots=True)
class Before:
    """Directly above `bet`."""

    bet: int


@dataclass(frozen=True, slots=True)
class ToRank:
    """To the absolute rank, whatever stands there today."""

    rank: int


Target = After | Before | ToRank


class NoSuchPlace(ValueError):
    """The target names a bet that has no rank, the moved bet itself, or a rank outside the order."""


@dataclass(frozen=True, slots=True)
class Act:
    """One change of an order: a bet from `start` to `to`, or a whole order.

    `start` None: the bet comes from the tray; `to` None: it leaves the order.
    """

    bet: int | None = None
    start: int | None = None
    to: int | None = None
    order: tuple[int, ...] | None = None

    def apply(self, order: Sequence[int]) -> list[int]:
        """The order after the act. Raises TornLog if the act does not belong to this order."""
        if self.order is not None:
            return list(self.order)
        result = list(order)
        if self.start is not None:
            if not 1 <= self.start <= len(result) or result[self.start - 1] != self.bet:
                raise TornLog(f"bet {self.bet} does not stand at {self.start}")
            del result[self.start - 1]
        if self.to is not None and self.bet is not None:
            if not 1 <= self.to <= len(result) + 1 or self.bet in result:
                raise TornLog(f"bet {self.bet} cannot come to {self.to}")
            result.insert(self.to - 1, self.bet)
        return result

    def touches(self, bets: Iterable[int]) -> bool:
        """Whether it moved one of `bets`, or everything."""
        return self.order is not None or self.bet in set(bets)


class TornLog(ValueError):
    """A log of acts does not lead from one order to the next."""


def replay(acts: Iterable[Act], order: Sequence[int] = ()) -> list[int]:
    """The order that the acts lead to, from an empty one or from `order`. Raises TornLog."""
    result = list(order)
    for act in acts:
        result = act.apply(result)
    return result


def destination(order: Sequence[int], bet: int, target: Target) -> int:
    """The position that `bet` will have, counted without itself. Raises NoSuchPlace."""
    others = [other for other in order if other != bet]
    match target:
        case ToRank(rank):
            if not 1 <= rank <= len(others) + 1:
                raise NoSuchPlace(f"There are ranks 1 to {len(others) + 1}, and {rank} is none of them.")
            return rank
        case After(None):
            return 1
        case After(neighbour) | Before(neighbour):
            if neighbour not in others:
                raise NoSuchPlace("The bet named as neighbour has no rank, or is the same bet.")
            return others.index(neighbour) + 1 + isinstance(target, After)


def neighbours(target: Target) -> set[int]:
    """The bets that a relative target relies on: if one of them moved meanwhile, the target is stale."""
    match target:
        case After(int(bet)) | Before(bet):
            return {bet}
    return set()
