"""The walk of the allocation: one pass from the top of the list to its end. `allocate` is its door."""

from collections.abc import Sequence
from dataclasses import replace

from bets.candidates import BetId, Candidate, Policy, Reason, Team, Tenths, Waiting
from bets.standing import Standing, asked, in_turn, largest_first, shortage


class Descent(Standing):
    """One walk down the list, with what there is to say of each bet at its turn."""

    def __init__(self, candidates: Sequence[Candidate], capacity: Tenths, policy: Policy) -> None:
        super().__init__(candidates, capacity, policy)
        self.order = in_turn(candidates)
        self.used: dict[Team, int] = {}
        self.latest: dict[Team, BetId] = {}  # the last bet that was funded on each team
        self.demands: dict[BetId, Tenths] = {}
        self.placements: dict[BetId, Tenths] = {}
        self.waiting: dict[BetId, Waiting] = {}
        self.jumps: dict[BetId, tuple[BetId, ...]] = {}

    def walk(self) -> None:
        for bet in self.order:
            self._take_turn(bet)

    def _take_turn(self, bet: Candidate) -> None:
        demand = asked(bet)
        short = shortage(demand, self.left)
        self.demands[bet.id] = demand
        self.placements[bet.id] = {team: self.used.get(team, 0) for team in demand}
        reason = self._reason_to_wait(bet, demand, short)
        if reason is None:
            self._fund(bet.id, demand)
            return
        self.waiting[bet.id] = self._waiting(bet, reason, demand, short)
        self._draw_lines(bet, reason, short)

    def _fund(self, bet: BetId, demand: Tenths) -> None:
        super()._fund(bet, demand)
        for team, tenths in demand.items():
            self.used[team] = self.used.get(team, 0) + tenths
            self.latest[team] = bet
        if passed := self._closers(demand):  # only fill lets a bet come this far
            self.jumps[bet] = passed

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
