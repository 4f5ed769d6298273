"""Under fill: how far each bet must be moved before the funded set is another. Pure.

It holds where nothing but capacity decides: policy fill, no must-do bet, no `needs`, no either-or. Then

- a bet that waits takes nothing wherever it stands, so moving it down changes nothing. Moved up, it is funded from the
  lowest place on at whose turn it would fit: the higher, the more is left, so it fits at every place above as well;
- a funded bet that is moved up stays funded and displaces nobody: what is funded together fits together. Moved down, it
  changes nothing until it passes the first that waits and fits once it is gone; that one is then funded before it.

So each bet has at most one threshold, and an act changes the funded set exactly if it takes the bet that far.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bets.candidates import Candidate, Policy, Team, Tenths
from bets.standing import Standing, shortage
from bets.walk import Shift, Turns


def hold(candidates: Sequence[Candidate], policy: Policy) -> bool:
    """Whether nothing but capacity decides."""
    return policy is Policy.FILL and not any(bet.must_do or bet.needs or bet.excludes for bet in candidates)


class Thresholds:
    """`at`: place of a bet -> the place that it must reach; above its own if it waits, below if it is funded.

    Places count from 0. A bet that changes nothing wherever it goes has none. Found in one walk down the list: for
    each bet that waits, by search in what was left before each place, and among those that took what it is short of.
    """

    def __init__(self, turns: Turns, capacity: Tenths) -> None:
        self.at: dict[int, int] = {}
        self._turns = turns
        self._capacity = capacity
        self._takers: dict[Team, list[int]] = {}  # the places of the funded bets that take of each team
        self._used: dict[Team, list[int]] = {}  # what they had used of it after each of those
        standing = Standing((), capacity, Policy.FILL)
        for place, (bet, demand) in enumerate(turns.all):
            short = shortage(demand, standing.left)
            if standing.take(bet, demand):
                self._note(place, demand, standing.left)
            elif bet.demand is not None:
                self._find(place, demand, short)

    def changes(self, shift: Shift) -> bool:
        """Whether the shift changes who is funded."""
        at = self.at.get(shift.origin)
        if at is None:
            return False
        return shift.goal <= at if at < shift.origin else shift.goal >= at

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The places of all decisive pairs, the upper one first; some twice."""
        for place, at in self.at.items():
            if at < place:
                yield from ((upper, place) for upper in range(at + 1))
            else:
                yield from ((place, lower) for lower in range(at, len(self._turns.all)))

    def _note(self, place: int, demand: Tenths, left: Tenths) -> None:
        for team in demand:
            self._takers.setdefault(team, []).append(place)
            self._used.setdefault(team, []).append(self._capacity[team] - left[team])

    def _find(self, place: int, demand: Tenths, short: Tenths) -> None:
        """The threshold of a bet that waits, and of those above it that it would follow into the funded set."""
        if not shortage(demand, self._capacity):
            self.at[place] = min(self._last_fit(team, demand[team]) for team in short)
        scarce = min(short, key=lambda team: len(self._takers.get(team, ())))
        for taker in self._takers.get(scarce, ()):
            freed = self._turns.all[taker][1]
            if taker not in self.at and all(freed.get(team, 0) >= tenths for team, tenths in short.items()):
                self.at[taker] = place

    def _last_fit(self, team: Team, tenths: int) -> int:
        """The lowest place before which so much of the team was left, where less is left now."""
        return self._takers[team][bisect_right(self._used[team], self._capacity[team] - tenths)]
