"""How far a walk down the list has come, and the rule that decides each turn. Pure.

It holds what decides the turns below and nothing else, so that a walk can be taken up again from a copy; `Descent`
writes down besides what there is to say of each bet.
"""

from collections.abc import Sequence

from bets.candidates import BetId, Candidate, Policy, Reason, Team, Tenths


class Standing:
    """What is left, who is funded so far, and which lines have fallen."""

    def __init__(self, candidates: Sequence[Candidate], capacity: Tenths, policy: Policy) -> None:
        self.policy = policy
        self.partners = _partners(candidates)
        self.left = dict(capacity)
        self.funded: dict[BetId, None] = {}  # a set that keeps its order
        self.line: BetId | None = None
        # The first bet that was short on each team: it closes it under `team`, and is passed under `fill`.
        self.closed: dict[Team, BetId] = {}

    def copy(self) -> "Standing":
        """The same, to go on from there another way."""
        other = Standing.__new__(Standing)
        other.policy, other.partners, other.line = self.policy, self.partners, self.line
        other.left, other.funded, other.closed = self.left.copy(), self.funded.copy(), self.closed.copy()
        return other

    def take(self, bet: Candidate, demand: Tenths) -> bool:
        """Give the bet its turn and say whether it is funded. `demand`: what `asked` says of it."""
        short = shortage(demand, self.left)
        reason = self._reason_to_wait(bet, demand, short)
        if reason is None:
            self._fund(bet.id, demand)
        else:
            self._draw_lines(bet, reason, short)
        return reason is None

    def closes_like(self, other: "Standing") -> bool:
        """Whether the same lines have fallen here and there, whoever drew them. Under fill there are none."""
        if self.policy is Policy.TEAM:
            return self.closed.keys() == other.closed.keys()
        return (self.line is None) == (other.line is None)

    def _reason_to_wait(self, bet: Candidate, demand: Tenths, short: Tenths) -> Reason | None:
        if bet.demand is None:
            return Reason.UNSIZED
        if self.line is not None:
            return Reason.BELOW_LINE
        if self.policy is Policy.TEAM and not self.closed.keys().isdisjoint(demand):
            return Reason.QUEUE
        if bet.needs and any(needed not in self.funded for needed in bet.needs):
            return Reason.DEPENDENCY
        if self.partners and not self.funded.keys().isdisjoint(self.partners.get(bet.id, ())):
            return Reason.EXCLUDED_BY
        return Reason.CAPACITY if short else None

    def _fund(self, bet: BetId, demand: Tenths) -> None:
        self.funded[bet] = None
        for team, tenths in demand.items():
            self.left[team] -= tenths

    def _draw_lines(self, bet: Candidate, reason: Reason, short: Tenths) -> None:
        """Must-do bets close nothing, nor do unsized ones and those that an either-or has decided."""
        if bet.must_do:
            return
        if self.policy is Policy.STRICT and reason in (Reason.CAPACITY, Reason.DEPENDENCY):
            self.line = bet.id
        if self.policy is not Policy.STRICT and reason in (Reason.CAPACITY, Reason.QUEUE):
            for team in largest_first(short):
                self.closed.setdefault(team, bet.id)


def in_turn(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Allocation order, of candidates in rank order: the must-do bets, then the rest, each by rank."""
    return sorted(candidates, key=lambda bet: not bet.must_do)  # stable


def asked(bet: Candidate) -> dict[Team, int]:
    """Its demand without the teams of which it asks nothing: those must not keep it in the queue of a closed team."""
    return {team: tenths for team, tenths in (bet.demand or {}).items() if tenths}


def shortage(demand: Tenths, left: Tenths) -> dict[Team, int]:
    """By how much the demand exceeds what is left, where it does; a team not named in `left` has nothing."""
    return {team: tenths - had for team, tenths in demand.items() if tenths > (had := left.get(team, 0))}


def largest_first(short: Tenths) -> tuple[Team, ...]:
    """The teams, the largest amount first, then by name."""
    return tuple(sorted(short, key=lambda team: (-short[team], team)))


def _partners(candidates: Sequence[Candidate]) -> dict[BetId, set[BetId]]:
    """Either-or partners of each bet, whichever of the two named the other."""
    partners: dict[BetId, set[BetId]] = {}
    for bet in candidates:
        for other in bet.excludes:
            partners.setdefault(bet.id, set()).add(other)
            partners.setdefault(other, set()).add(bet.id)
    return partners
