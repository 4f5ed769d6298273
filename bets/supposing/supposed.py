"""What is supposed, as it stands in an address. Pure.

    ?policy=fill&capacity.data=41.0&demand.81.data=5.0&move=81:after:23&move=7:to:1

Amounts are person-weeks there and whole tenths here. A form may add one move (`bet`, `rank`) and one size (`sized`,
`of`, `weeks`); they become a `move` and a `demand` like the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from bets.allocation import BetId, Policy, Team
from bets.names import weeks
from bets.ordering import After, Before, Target, ToRank

WORDS: Mapping[type[After] | type[Before] | type[ToRank], str] = {After: "after", Before: "before", ToRank: "to"}


@dataclass(frozen=True, slots=True)
class Placing:
    """One bet is put somewhere else, after the placings before it."""

    bet: BetId
    target: Target

    def __str__(self) -> str:
        where = self.target.rank if isinstance(self.target, ToRank) else self.target.bet
        return f"{self.bet}:{WORDS[type(self.target)]}:{'top' if where is None else where}"


@dataclass(frozen=True, slots=True)
class Supposed:
    """`capacity` is net; a size of 0 says that the bet asks nothing of the team. Empty: all is as it is today."""

    policy: Policy | None = None
    capacity: Mapping[Team, int] = field(default_factory=dict)
    sizes: Mapping[tuple[BetId, Team], int] = field(default_factory=dict)
    moves: tuple[Placing, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.policy or self.capacity or self.sizes or self.moves)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Name and value of each part, in one order, so that the same supposition has one address."""
        found = [("policy", self.policy.value)] if self.policy else []
        found += [(f"capacity.{team}", weeks(tenths)) for team, tenths in sorted(self.capacity.items())]
        found += [(f"demand.{bet}.{team}", weeks(tenths)) for (bet, team), tenths in sorted(self.sizes.items())]
        return found + [("move", str(placing)) for placing in self.moves]

    @property
    def lists(self) -> dict[str, list[str]]:
        """The same, as a request's query holds it: all values of each name."""
        found: dict[str, list[str]] = {}
        for name, value in self.pairs:
            found.setdefault(name, []).append(value)
        return found

    @property
    def query(self) -> str:
        """As a link: "?policy=fill", or "?" for nothing."""
        return f"?{urlencode(self.pairs, safe=':')}"

    def placed(self, bet: BetId, target: Target) -> "Supposed":
        """With one more placing. Of two in a row of the same bet only the last counts."""
        moves = self.moves[:-1] if self.moves and self.moves[-1].bet == bet else self.moves
        return replace(self, moves=(*moves, Placing(bet, target)))

    def without_move(self, place: int) -> "Supposed":
        return replace(self, moves=self.moves[:place] + self.moves[place + 1 :])

    def without_capacity(self, team: Team) -> "Supposed":
        return replace(self, capacity={other: tenths for other, tenths in self.capacity.items() if other != team})

    def without_size(self, bet: BetId, team: Team) -> "Supposed":
        return replace(self, sizes={key: tenths for key, tenths in self.sizes.items() if key != (bet, team)})
