"""The walk of the allocation: one pass from the top of the list to its end. `allocate` is its door."""

from collections.abc import Sequence
from dataclasses import replace

from bets.candidates import BetId, Candidate, Policy, Reason, Team, Tenths, Waiting


class Descent:
    """One walk down the list: what is left, who is funded so far, and which lines have fallen."""

    def __init__(self, candidates: Sequence[Candidate], capacity: Tenths, policy: Policy) -> None:
        self.policy = policy
        self.order = sorted(candidates, key=lambda bet: not bet.must_do)  # stable: by rank within each part
        self.partners = _partners(candidates)
        self.left = dict(capacity)
        self.used: dict[Team, int] = {}
        self.latest: dict[Team, BetId] = {}  # the last bet that was funded on each team
        self.demands: dict[BetId, Tenths] = {}
        self.placements: dict[BetId, Tenths] = {}
        self.funded: dict[BetId, None] = {}  # a set that keeps its order
        self.waiting: dict[BetId, Waiting] = {}
        self.line: BetId | None = None
        # The first bet that was short on each team: it closes it under `team`, and is passed under `fill`.
        self.closed: dict[Team, BetId] = {}
        self.jumps: dict[BetId, tuple[BetId, ...]] = {}

    def walk(self) -> None:
        for bet in self.order:
            self._take_turn(bet)

    def _take_turn(self, bet: Candidate) -> None:
        # A demand of nothing must not keep a bet in the queue of a closed team.
        demand = {team: tenths for team, tenths in (bet.demand or {}).items() if tenths}
        short = shortage(demand, self.left)
        self.demands[bet.id] = demand
        self.placements[bet.id] = {team: self.used.get(team, 0) for team in demand}
        reason = self._reason_to_wait(bet, demand, short)
        if reason is None:
            self._fund(bet.id, demand)
            return
        self.waiting[bet.id] = self._waiting(bet, reason, demand, short)
        if not bet.must_do:
            self._draw_lines(bet.id, reason, short)

    def _reason_to_wait(self, bet: Candidate, demand: Tenths, short: Tenths) -> Reason | None:
        if bet.demand is None:
            return Reason.UNSIZED
        if self.line is not None:
            return Reason.BELOW_LINE
        if self.policy is Policy.TEAM and not self.closed.keys().isdisjoint(demand):
            return Reason.QUEUE
        if any(needed not in self.funded for needed in bet.needs):
            return Reason.DEPENDENCY
        if not self.funded.keys().isdisjoint(self.partners.get(bet.id, ())):
            return Reason.EXCLUDED_BY
        return Reason.CAPACITY if short else None

    def _fund(self, bet: BetId, demand: Tenths) -> None:
        self.funded[bet] = None
        for team, tenths in demand.items():
            self.left[team] -= tenths
            self.used[team] = self.used.get(team, 0) + tenths
            self.latest[team] = bet
        if passed := self._closers(demand):  # only fill lets a bet come this far
            self.jumps[bet] = passed

    def _draw_lines(self, bet: BetId, reason: Reason, short: Tenths) -> None:
        """Unsized bets and those that an either-or has decided close nothing."""
        if self.policy is Policy.STRICT and reason in (Reason.CAPACITY, Reason.DEPENDENCY):
            self.line = bet
        if self.policy is not Policy.STRICT and reason in (Reason.CAPACITY, Reason.QUEUE):
            for team in largest_first(short):
                self.closed.setdefault(team, bet)

    def _waiting(self, bet: Candidate, reason: Reason, demand: Tenths, short: Tenths) -> Waiting:
        waiting = Waiting(
            bet=bet.id,
            reason=reason,
            turn_price=short,
            after={team: self.latest[team] for team in short if team in self.latest},
        )
        match reason:
            case Reason.BELOW_LINE:
                return replace(waiting, line=self.line, would_fit=not short)
            case Reason.QUEUE:
                queues = tuple(sorted(self.closed.keys() & demand))
                return replace(waiting, teams=queues, behind=self._closers(demand), would_fit=not short)
            case Reason.DEPENDENCY:
                return replace(waiting, missing=tuple(n for n in bet.needs if n not in self.funded))
            case Reason.EXCLUDED_BY:
                partners = self.partners[bet.id]
                return replace(waiting, excluded_by=next(other for other in self.funded if other in partners))
            case Reason.CAPACITY:
                return replace(waiting, teams=largest_first(short))
        return waiting

    def _closers(self, demand: Tenths) -> tuple[BetId, ...]:
        """The bets that stand first in the queues of these teams, in allocation order."""
        return tuple(dict.fromkeys(closer for team, closer in self.closed.items() if team in demand))

    def unfunded(self) -> dict[BetId, Waiting]:
        """Who waits, once everybody has had a turn: only then is it known what would disturb nobody."""
        return {
            bet: replace(waiting, no_regret_price=shortage(self.demands[bet], self.left))
            for bet, waiting in self.waiting.items()
        }


def shortage(demand: Tenths, left: Tenths) -> dict[Team, int]:
    """By how much the demand exceeds what is left, where it does; a team not named in `left` has nothing."""
    return {team: tenths - left.get(team, 0) for team, tenths in demand.items() if tenths > left.get(team, 0)}


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
