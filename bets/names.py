"""How bets, teams and amounts are written in a sentence. Pure."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bets.candidates import BetId, Team


@dataclass(frozen=True, slots=True)
class Names:
    """The rank of each bet, and the name of each team; without a name a team goes by its slug."""

    ranks: Mapping[BetId, int]
    teams: Mapping[Team, str]

    def bet(self, bet: BetId) -> str:
        return f"#{self.ranks[bet]}" if bet in self.ranks else "a bet without a rank"

    def bets(self, bets: Iterable[BetId]) -> str:
        """By rank: "#17, #37 and #42"."""
        return listing([self.bet(bet) for bet in sorted(bets, key=self._rank)])

    def team(self, team: Team) -> str:
        return self.teams.get(team, str(team))

    def _rank(self, bet: BetId) -> float:
        return self.ranks.get(bet, math.inf)


def weeks(tenths: int) -> str:
    """Tenths of person-weeks as person-weeks: 51 is "5.1"."""
    sign = "-" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}"


def listing(words: list[str]) -> str:
    """One or more: "a", "a and b", "a, b and c"."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
