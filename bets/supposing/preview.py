"""What if, as the body of a resource: the allocation as it would be, and what would move. Nothing is saved."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bets.actions.orders import check_permutation
from bets.allocation import Policy, Tenths
from bets.exporting import allocation
from bets.inputs import load
from bets.models import Cycle, Rank
from bets.what_if import difference
from journal.refusals import Invalid
from journal.snapshot import snapshot


def preview(
    cycle: Cycle, *, policy: Policy | None = None, order: Sequence[int] | None = None, capacity: Tenths | None = None
) -> dict[str, Any]:
    """As `exporting.allocation`, with `enters` and `leaves`: what is funded only then, and only today.

    `order` is a whole one, as it could be adopted: Invalid else. `capacity` is net; teams that it does not name keep
    theirs. Nine statements at most.
    """
    with snapshot():
        cycle.refresh_from_db(fields=["revision", "policy"])
        ranked = Rank.objects.order(cycle)
        if order is not None:
            _check(cycle, ranked, order)
        wide = load(cycle, extra=order or ())
    today = wide.reordered(ranked)
    then = replace(
        wide.reordered(ranked if order is None else order),
        policy=policy or today.policy,
        capacity={**today.capacity, **(capacity or {})},
    )
    change = difference(today.allocation, then.allocation)
    return allocation(cycle.revision, then) | {"enters": list(change.enters), "leaves": list(change.leaves)}


def _check(cycle: Cycle, ranked: Sequence[int], order: Sequence[int]) -> None:
    try:
        check_permutation(cycle, ranked, order)
    except Invalid as refusal:
        refusal.extra["errors"] = {"order": refusal.detail}
        raise
