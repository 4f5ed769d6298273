"""Who thinks what of two bets that leaders put in different order. Pairs with names, never averages. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bets.candidates import BetId
from bets.consensus.pairs import Disputed


@dataclass(frozen=True, slots=True)
class Sides:
    """`upper` stands above `lower` in the proposal: those who agree with that, and those who put them the other way."""

    upper: BetId
    lower: BetId
    agree: tuple[str, ...]
    against: tuple[str, ...]


def sides(
    pairs: Iterable[Disputed], proposal: Sequence[BetId], orders: Iterable[tuple[str, Sequence[BetId]]]
) -> tuple[Sides, ...]:
    """The disputed pairs as the proposal stands, those that most are against first; `orders` with their leaders' names.

    What `proposal` does not hold is left out.
    """
    place = _places(proposal)
    places = [(name, _places(order)) for name, order in orders]
    found = [_sides(pair, place, places) for pair in pairs if pair.first in place and pair.second in place]
    return tuple(sorted(found, key=lambda pair: (-len(pair.against), place[pair.upper], place[pair.lower])))


def contradicted(proposal: Sequence[BetId], pairs: Iterable[Disputed]) -> int:
    """How many pair opinions `proposal` contradicts, if it contradicts none that all share."""
    place = _places(proposal)
    return sum(pair.against(min(pair.first, pair.second, key=place.__getitem__)) for pair in pairs)


def _sides(pair: Disputed, place: Mapping[BetId, int], places: Iterable[tuple[str, Mapping[BetId, int]]]) -> Sides:
    upper, lower = sorted((pair.first, pair.second), key=place.__getitem__)
    both = [(name, each[upper] < each[lower]) for name, each in places if upper in each and lower in each]
    agree, against = (tuple(name for name, does in both if does is side) for side in (True, False))
    return Sides(upper, lower, agree, against)


def _places(order: Sequence[BetId]) -> dict[BetId, int]:
    return {bet: place for place, bet in enumerate(order)}
