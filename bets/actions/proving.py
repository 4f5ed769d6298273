"""The proposal of a round is proved, or replaced by one that is. Nobody waits for it: the tick looks for work.

A round is claimed, then solved outside of any transaction, for that takes seconds; then written under the lock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Exists, OuterRef

from bets.consensus.kemeny import Proposal, prove
from bets.events import RoundProved
from bets.models import Cycle, PrivateOrder, Round
from bets.rounds import ready_orders, within
from journal.record import Somebody, record

AGAIN = timedelta(minutes=2)
"""Before a round is tried once more: the process that claimed it died, or the solver ran out of time."""

SOLVER = Somebody("The solver")


@dataclass(frozen=True)
class Claim:
    """What the solver needs of a round, without the database."""

    round: int
    cycle: int
    proposal: list[int]
    orders: list[tuple[int, ...]]
    last: tuple[int, ...]


def prove_one(*, now: datetime) -> bool:
    """Work on one round, if there is one to work on. Whether there was."""
    claimed = claim(now=now)
    if claimed is None:
        return False
    write(claim=claimed, found=prove(claimed.orders, claimed.last), now=now)
    return True


@transaction.atomic
def claim(*, now: datetime) -> Claim | None:
    """The newest round whose proposal is not proved, taken for this process."""
    found = _unproved(now).select_for_update(no_key=True, skip_locked=True, of=("self",)).order_by("-closed_at").first()
    if found is None or found.proposal is None:
        return None
    found.tried_at = now
    found.save(update_fields=["tried_at"])
    orders = ready_orders(PrivateOrder.objects.filter(round=found)).values_list("order", flat=True)
    ranked = [within(order, found.proposal) for order in orders.order_by("leader")]
    return Claim(found.pk, found.cycle_id, found.proposal, ranked, within(found.bets, found.proposal))


@transaction.atomic
def write(*, claim: Claim, found: Proposal, now: datetime) -> bool:
    """Put what the solver found in the place of what it set out from; one event. Whether anything was better.

    Not if the round is another by now, or nothing is to come of it.
    """
    cycle = Cycle.objects.locked(claim.cycle)
    round = Round.objects.select_for_update(no_key=True).get(pk=claim.round)
    if not round.is_revealed or round.proposal != claim.proposal or not _is_better(found, round):
        return False
    round.proposal, round.distance, round.bound = list(found.order), found.distance, found.bound
    round.save(update_fields=["proposal", "distance", "bound"])
    payload = RoundProved(round=round.pk, distance=found.distance, bound=found.bound or 0)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=SOLVER, subject=cycle, now=now)
    return True


def _unproved(now: datetime) -> QuerySet[Round]:
    by_reference = PrivateOrder.objects.filter(round=OuterRef("pk"), leader=OuterRef("reference"))
    revealed = Round.objects.filter(called_off=False, proposal__isnull=False, closed_at__gt=now - Round.PROVED_WITHIN)
    unproved = revealed.filter(Q(bound=None) | Q(bound__lt=F("distance"))).exclude(Exists(ready_orders(by_reference)))
    return unproved.filter(Q(tried_at=None) | Q(tried_at__lt=now - AGAIN))


def _is_better(found: Proposal, round: Round) -> bool:
    """Less is contradicted, or as little and more of it is proved."""
    return (found.distance, -_proved(found.bound)) < (round.distance or 0, -_proved(round.bound))


def _proved(bound: int | None) -> int:
    return -1 if bound is None else bound
