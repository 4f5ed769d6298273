"""A move before it is made: what it passes, what it changes in what is funded, and what happened meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bets.actions.ranking import changed_since
from bets.board.ground import Entry, Ground, read
from bets.board.telling import Telling, tell
from bets.board.view import View
from bets.models import Cycle
from bets.ordering import Act, NoSuchPlace, Target, destination
from bets.sentences import change
from bets.what_if import difference
from journal.refusals import Invalid


@dataclass(frozen=True, slots=True)
class Question:
    """`to` None: to which rank is asked. `passes` of which `hidden` are not shown under the filter.

    `needs_reason`: the order was adopted, and the move changes what is funded.
    """

    bet: int
    title: str
    start: int | None
    to: int | None
    most: int
    passes: int
    hidden: int
    consequence: str
    needs_reason: bool
    since: tuple[Telling, ...]
    revision: int

    @property
    def comparisons(self) -> int:
        """How many at most find its place, two at a time; 0: it has a rank, or there is nothing to compare it with."""
        return 0 if self.start else (self.most - 1).bit_length()


def question(cycle: Cycle, bet: int, target: Target | None, view: View, base_revision: int | None) -> Question:
    """`base_revision` is what the mover saw. Raises Invalid for a bet or a place that there is none of."""
    ground = read(cycle)
    entry = next((entry for entry in [*ground.order, *ground.tray] if entry.pk == bet and entry.is_open), None)
    if entry is None:
        raise Invalid("This bet cannot be ranked: it is not among the submitted bets of this cycle.")
    order = [other.pk for other in ground.order]
    start = order.index(bet) + 1 if bet in order else None
    to = _destination(order, bet, target) if target else None
    passed = _passed(ground.order, start, to)
    consequence, changes = _consequence(ground, Act(bet, start, to)) if to else ("", False)
    return Question(
        bet=bet,
        title=entry.title,
        start=start,
        to=to,
        most=len(order) + (start is None),
        passes=len(passed),
        hidden=sum(_is_hidden(ground, other, view) for other in passed),
        consequence=consequence,
        needs_reason=changes and cycle.order_adopted,
        since=tuple(tell(event, cycle.board.zone) for event in changed_since(cycle, base_revision)),
        revision=cycle.revision,
    )


def _destination(order: Sequence[int], bet: int, target: Target) -> int:
    try:
        return destination(order, bet, target)
    except NoSuchPlace as error:
        raise Invalid(str(error)) from error


def _passed(order: Sequence[Entry], start: int | None, to: int | None) -> Sequence[Entry]:
    """The bets that a move from `start` to `to` leaves behind."""
    if start is None or to is None:
        return ()
    return order[start:to] if start < to else order[to - 1 : start - 1]


def _is_hidden(ground: Ground, entry: Entry, view: View) -> bool:
    teams = ground.candidates[entry.pk].demand or {}
    return not view.admits(owner=entry.owner, is_funded=entry.pk not in ground.allocation.unfunded, teams=teams)


def _consequence(ground: Ground, act: Act) -> tuple[str, bool]:
    """In words, and whether the funded set changes. Today's numbers; a bet of the tray goes by the one it gets."""
    order = act.apply([entry.pk for entry in ground.order])
    candidates = tuple(ground.candidates[bet] for bet in order)
    moved = difference(ground.allocation, replace(ground.inputs, candidates=candidates).allocation)
    ranks = {bet: rank for rank, bet in enumerate(order, start=1)} | dict(ground.names.ranks)
    return change(moved, replace(ground.names, ranks=ranks)), bool(moved.enters or moved.leaves)
