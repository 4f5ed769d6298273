"""The walk down the list once more with one bet at another place, taken up where the two part. Pure.

Most bets stand above or below what an act changes. So the standing before each turn is kept; a walk begins again at the
first bet whose turn is another, and ends as soon as it is known whether the funded set is another.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bets.candidates import BetId, Candidate, Policy, Team, Tenths
from bets.standing import Standing, asked, in_turn

Turn = tuple[Candidate, Tenths]  # a bet, and what `asked` says of it


@dataclass(frozen=True, slots=True)
class Shift:
    """One bet brought from its place in allocation order to another, both counted from 0."""

    origin: int
    goal: int

    @property
    def first(self) -> int:
        return min(self.origin, self.goal)

    @property
    def last(self) -> int:
        return max(self.origin, self.goal)


class Turns:
    """The bets in allocation order, and how far an act on the ranks may take each of them in it.

    `agreed`: pairs of which the first bet is to stay above the second; one that stands otherwise today holds nobody.
    """

    def __init__(self, candidates: Sequence[Candidate], agreed: Iterable[tuple[BetId, BetId]] = ()) -> None:
        self.all: list[Turn] = [(bet, asked(bet)) for bet in in_turn(candidates)]
        self.place = {bet.id: place for place, (bet, _) in enumerate(self.all)}
        self.rank = {bet.id: rank for rank, bet in enumerate(candidates, start=1)}
        self._keys = [(not bet.must_do, self.rank[bet.id]) for bet, _ in self.all]
        self._ceiling = dict.fromkeys(self.rank, 0)  # the rank of the nearest bet that must stay above
        self._floor = dict.fromkeys(self.rank, len(candidates) + 1)  # and of the nearest that must stay below
        for upper, lower in agreed:
            if 0 < self.rank.get(upper, 0) < self.rank.get(lower, 0):
                self._ceiling[lower] = max(self._ceiling[lower], self.rank[upper])
                self._floor[upper] = min(self._floor[upper], self.rank[lower])

    @property
    def teams(self) -> set[Team]:
        """All that any bet asks for."""
        return {team for _, demand in self.all for team in demand}

    def shifts(self, upper: BetId, lower: BetId) -> list[Shift]:
        """The acts by which two bets change sides: the lower one to directly above the other, and the other way.

        An act that would turn round what is agreed is left out.
        """
        raised = [self._raised(lower, upper)] if self._ceiling[lower] < self.rank[upper] else []
        lowered = [self._lowered(upper, lower)] if self.rank[lower] < self._floor[upper] else []
        return raised + lowered

    def _raised(self, bet: BetId, above: BetId) -> Shift:
        """A must-do bet passes only its like in the walk, as does any other: their turns come in two parts."""
        place = self.place[bet]
        return Shift(place, bisect_left(self._keys, (self._keys[place][0], self.rank[above])))

    def _lowered(self, bet: BetId, below: BetId) -> Shift:
        place = self.place[bet]
        return Shift(place, bisect_right(self._keys, (self._keys[place][0], self.rank[below])) - 1)

    def after(self, shift: Shift) -> list[Turn]:
        """The turns from the first one that the shift concerns to the end, as it leaves them."""
        turns = self.all[shift.first :]
        turns.insert(shift.goal - shift.first, turns.pop(shift.origin - shift.first))
        return turns

    def asked_by(self, bets: Iterable[BetId]) -> dict[Team, int]:
        """What these bets ask for together, by team."""
        total: dict[Team, int] = {}
        for bet in bets:
            for team, tenths in (self.all[self.place[bet]][0].demand or {}).items():
                total[team] = total.get(team, 0) + tenths
        return total


class Walk:
    """One walk that remembers how it stood before each turn."""

    def __init__(self, turns: Turns, capacity: Tenths, policy: Policy) -> None:
        self._turns = turns
        self._before: list[Standing] = []
        self._wavering = [0]  # above each place: how many wait, or are funded only if another is
        standing = Standing([bet for bet, _ in turns.all], capacity, policy)
        for bet, demand in turns.all:
            self._before.append(standing.copy())
            steady = standing.take(bet, demand) and not bet.needs
            self._wavering.append(self._wavering[-1] + (not steady))
        self.funded = standing.funded

    def changes(self, shift: Shift) -> bool:
        """Whether the shift changes who is funded."""
        if self._cannot_change(shift):
            return False
        standing = self._before[shift.first].copy()
        for place, (bet, demand) in enumerate(self._turns.after(shift), start=shift.first):
            # Behind the shift the same is left, for all fared as before; only a line may have fallen or not.
            if place > shift.last and standing.closes_like(self._before[place]):
                return False
            if standing.take(bet, demand) != (bet.id in self.funded):
                return True
        return False

    def funded_after(self, shift: Shift) -> dict[BetId, None]:
        """Who is funded after the shift, in its allocation order."""
        standing = self._before[shift.first].copy()
        for bet, demand in self._turns.after(shift):
            standing.take(bet, demand)
        return standing.funded

    def _cannot_change(self, shift: Shift) -> bool:
        """Below the line of the board nobody is funded; and what is funded together fits together in any order."""
        all_steady = self._wavering[shift.first] == self._wavering[shift.last + 1]
        return all_steady or self._before[shift.first].line is not None
