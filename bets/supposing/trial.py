"""The board as it would be: the ground of today with what is supposed put in its place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bets.allocation import BetId, Candidate, Team
from bets.board.ground import Column, Ground
from bets.ordering import NoSuchPlace, destination
from bets.supposing.supposed import Placing, Supposed
from bets.what_if import Difference, difference


@dataclass(frozen=True)
class Trial:
    """The board of today, and the board as it would be."""

    supposed: Supposed
    today: Ground
    then: Ground

    @property
    def change(self) -> Difference:
        return difference(self.today.allocation, self.then.allocation)

    @property
    def is_more_capacity_alone(self) -> bool:
        """Whether some teams give more, none gives less, and nothing else is supposed."""
        nets = {column.slug: column.net for column in self.today.columns}
        given = self.supposed.capacity
        alone = (
            bool(given) and not (self.supposed.moves or self.supposed.sizes) and self.then.policy == self.today.policy
        )
        return alone and all(tenths >= nets.get(team, 0) for team, tenths in given.items())


def trial(today: Ground, supposed: Supposed) -> tuple[Trial, dict[str, str]]:
    """Put `supposed` on the ground. What it names and the cycle has not is left out, with a sentence by field."""
    known, errors = _known(today, supposed)
    order, unplaced = _order(today, known.moves)
    errors |= unplaced
    entries = {entry.pk: entry for entry in [*today.order, *today.tray]}
    then = replace(
        today,
        order=tuple(entries[bet] for bet in order),
        tray=tuple(entry for entry in today.tray if entry.pk not in order),
        candidates={bet: _sized(candidate, known) for bet, candidate in today.candidates.items()},
        columns=tuple(_given(column, known) for column in today.columns),
        policy=known.policy or today.policy,
    )
    return Trial(known, today, then), errors


def _known(today: Ground, supposed: Supposed) -> tuple[Supposed, dict[str, str]]:
    """The supposition without what is so today, and without teams and bets that there are none of, told by field."""
    no_team, no_bet = "There is no such team in this cycle.", "There is no such bet in this cycle’s order or tray."
    errors = {f"capacity.{team}": no_team for team in supposed.capacity if team not in today.column}
    for bet, team in supposed.sizes:
        if bet not in today.candidates or team not in today.column:
            errors[f"demand.{bet}.{team}"] = no_team if bet in today.candidates else no_bet
    if any(placing.bet not in today.candidates for placing in supposed.moves):
        errors["move"] = no_bet
    known = Supposed(
        policy=None if supposed.policy == today.policy else supposed.policy,
        capacity={team: tenths for team, tenths in supposed.capacity.items() if _is_other(today, team, tenths)},
        sizes={key: tenths for key, tenths in supposed.sizes.items() if _is_resized(today, *key, tenths)},
        moves=tuple(placing for placing in supposed.moves if placing.bet in today.candidates),
    )
    return known, errors


def _is_other(today: Ground, team: Team, tenths: int) -> bool:
    column = today.column.get(team)
    return column is not None and (not column.has_capacity or column.net != tenths)


def _is_resized(today: Ground, bet: BetId, team: Team, tenths: int) -> bool:
    if bet not in today.candidates or team not in today.column:
        return False
    demand = today.candidates[bet].demand
    return demand is None or demand.get(team, 0) != tenths


def _order(today: Ground, moves: Sequence[Placing]) -> tuple[list[BetId], dict[str, str]]:
    """The order after the moves; one that leads nowhere is passed over, and said."""
    order, errors = [entry.pk for entry in today.order], {}
    for placing in moves:
        try:
            to = destination(order, placing.bet, placing.target)
        except NoSuchPlace as error:
            errors["move"] = str(error)
            continue
        order = [bet for bet in order if bet != placing.bet]
        order.insert(to - 1, placing.bet)
    return order, errors


def _sized(candidate: Candidate, supposed: Supposed) -> Candidate:
    sizes = {team: tenths for (bet, team), tenths in supposed.sizes.items() if bet == candidate.id}
    if not sizes:
        return candidate
    demand = {**(candidate.demand or {}), **sizes}
    return replace(candidate, demand={team: tenths for team, tenths in demand.items() if tenths})


def _given(column: Column, supposed: Supposed) -> Column:
    if column.slug not in supposed.capacity:
        return column
    return replace(column, net=supposed.capacity[column.slug], has_capacity=True)
