"""Invariant 11: what leaders sorted and what was made of it holds the bets of its round; only a ranking is frozen."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from bets.models import Cycle, PrivateOrder, Round
from bets.rounds import within


def round_breaches() -> Iterator[str]:
    """Three statements, however many rounds there are."""
    for round in Round.objects.select_related("cycle__board").prefetch_related("orders").order_by("pk"):
        place = f"{round.cycle.board.slug}/{round.cycle.name}, round {round.pk}"
        yield from (f"{place}: {problem}" for problem in _problems(round, list(round.orders.all())))
    for cycle in Cycle.objects.select_related("board").filter(frozen=True).exclude(state=Cycle.State.RANKING):
        yield f"{cycle.board.slug}/{cycle.name}: {cycle.state}, and frozen"


def _problems(round: Round, orders: Sequence[PrivateOrder]) -> Iterator[str]:
    for order in orders:
        if sorted(order.order) != sorted(round.bets):
            yield f"the private order {order.pk} does not hold every bet of it once"
    if not round.is_revealed:
        return
    if round.proposal is None:
        yield "revealed without a proposal"
        return
    if not set(round.proposal) <= set(round.bets) or len(set(round.proposal)) < len(round.proposal):
        yield "the proposal holds bets of elsewhere, or one twice"
    counted = _contradicted(round.proposal, [order.order for order in orders if order.ready_at])
    if round.distance != counted:
        yield f"the proposal contradicts {counted} opinions, and not {round.distance}"
    if round.bound is not None and round.bound > counted:
        yield f"{round.bound} is said to be proved, and the proposal contradicts {counted}"


def _contradicted(proposal: Sequence[int], orders: Sequence[Sequence[int]]) -> int:
    """Opinions on two bets that stand the other way round: counted one by one, not as the proposal was made."""
    place = {bet: at for at, bet in enumerate(proposal)}
    pairs = (pair for order in orders for pair in combinations(within(order, proposal), 2))
    return sum(place[upper] > place[lower] for upper, lower in pairs)
