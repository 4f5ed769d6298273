"""Sorting by "if you had to kill one of these two, which would it be?": which two to ask about next. Pure.

Nothing is kept but the answers: what was asked is worked out again from them, the same each time. To take an answer
back is to leave the last one out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bets.candidates import BetId


@dataclass(frozen=True, slots=True)
class Sorting:
    """How far it is. `sorted`: top first. `rest`: still to insert, the one in question first.

    `left` and `right`: the bet to insert and the sorted one that it is compared with, None once all is sorted.
    `more`: about how many questions are left, this one counted; 0 only at the end.
    """

    sorted: tuple[BetId, ...]
    left: BetId | None
    right: BetId | None
    rest: tuple[BetId, ...]
    more: int

    @property
    def order(self) -> tuple[BetId, ...]:
        """All of them, with what is not sorted yet behind the rest."""
        return self.sorted + self.rest


@dataclass(frozen=True, slots=True)
class Placing:
    """Where one new bet goes. `against`: the bet to compare it with, None once its place is known.

    `after`: then the bet directly above its place, None for the top. `most`: questions left at most.
    """

    against: BetId | None
    after: BetId | None
    most: int


@dataclass(frozen=True, slots=True)
class _Gap:
    """A new bet has at least `low` and at most `high` of the `size` sorted bets above it."""

    low: int
    high: int
    size: int

    @property
    def is_known(self) -> bool:
        return self.low == self.high

    @property
    def middle(self) -> int:
        return (self.low + self.high) // 2

    @property
    def gallop(self) -> int:
        """From the end upwards by 1, 2, 4, ... until one stands above it, or the middle is nearer; then the middle."""
        if self.low:
            return self.middle
        return max(self.middle, self.size - max(1, 2 * (self.size - self.high)))

    @property
    def most(self) -> int:
        """How often what is left can be halved."""
        return (self.high - self.low).bit_length()

    def told(self, asked: int, is_above: bool) -> "_Gap":
        """After the comparison with the sorted bet at index `asked`."""
        return _Gap(self.low, asked, self.size) if is_above else _Gap(asked + 1, self.high, self.size)


def sorting(queue: Sequence[BetId], answers: Sequence[bool]) -> Sorting:
    """Inserts the bets of `queue` one after another. `answers[i]`: whether the new one stood above the other.

    Each is compared with the last of the sorted first, so that a queue that is nearly in order takes little more
    than a question a bet. ValueError: a bet twice in the queue, or more answers than questions.
    """
    if len(set(queue)) < len(queue):
        raise ValueError("a bet stands in the queue twice")
    done: list[BetId] = []
    told = iter(answers)
    for number, new in enumerate(queue):
        gap = _replayed(_Gap(0, len(done), len(done)), told)
        if not gap.is_known:
            more = _expected(number, len(queue), len(answers))
            return Sorting(tuple(done), new, done[gap.gallop], tuple(queue[number:]), more)
        done.insert(gap.low, new)
    _refuse_more(told)
    return Sorting(tuple(done), None, None, (), 0)


def placing(order: Sequence[BetId], answers: Sequence[bool]) -> Placing:
    """Where a bet that `order` does not name goes, by halving: at most 6 questions for 50 bets.

    `answers[i]`: whether the new one stood above the other. ValueError: more answers than questions.
    """
    gap = _Gap(0, len(order), len(order))
    told = iter(answers)
    while not gap.is_known:
        is_above = next(told, None)
        if is_above is None:
            return Placing(order[gap.middle], None, gap.most)
        gap = gap.told(gap.middle, is_above)
    _refuse_more(told)
    return Placing(None, order[gap.low - 1] if gap.low else None, 0)


def _replayed(gap: _Gap, told: Iterator[bool]) -> _Gap:
    """What is known of a place after as many answers as it takes, or as there are."""
    while not gap.is_known and (is_above := next(told, None)) is not None:
        gap = gap.told(gap.gallop, is_above)
    return gap


def _expected(first: int, size: int, asked: int) -> int:
    """How many questions it may take to go on from `first` sorted bets to `size`, the next one begun.

    Each takes one, and some more, which grow with the length that it gallops along: as much as so far. Of that
    nothing is known at first, and an eighth is a middling guess.
    """
    beyond = (max(0, asked - first) + 1) / (_lengths(1, first) + 8)
    return max(1, round(size - first + beyond * _lengths(first, size)))


def _lengths(first: int, end: int) -> int:
    return sum(size.bit_length() for size in range(first, end))


def _refuse_more(told: Iterator[bool]) -> None:
    if next(told, None) is not None:
        raise ValueError("there are more answers than questions")
