"""A ranking round is opened, called off, closed. What leaders sort in between: see `private_orders`."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from bets.access import held
from bets.consensus.pairs import disputed
from bets.consensus.proposing import propose
from bets.events import RoundCalledOff, RoundOpened, RoundRevealed
from bets.models import Bet, Cycle, PrivateOrder, Rank, Round
from bets.names import listing
from bets.round.opinions import contradicted
from bets.rounds import within
from journal.kinds import Payload
from journal.record import record
from journal.refusals import Invalid, Refusal
from org.models import Membership
from org.notices import leaders, tell

_TO = "round.open_close_reveal"


class RoundIsOpen(Refusal):
    """At most one round of a cycle is open."""

    code = "round_open"


class RoundIsOver(Refusal):
    """It was closed or called off, perhaps since the page was loaded."""

    code = "round_over"


class TooFewOrders(Refusal):
    """What would come out of it would be one person's order, and the leaders did not say so before."""

    code = "too_few_orders"


@transaction.atomic
def open_round(*, cycle: Cycle, by: Membership, now: datetime, reference: Membership | None = None) -> Round:
    """Each leader may sort today's order, and the tray behind it, alone.

    `reference`: whose order is to be the proposal, if the leaders say so now. Raises RoundIsOpen, Invalid.
    """
    cycle = held(cycle, by, _TO)
    if Round.objects.filter(cycle=cycle, closed_at=None).exists():
        raise RoundIsOpen("A round is open already: close it or call it off first.")
    bets = [*Rank.objects.order(cycle), *Bet.objects.filter(cycle=cycle).in_tray().values_list("pk", flat=True)]
    if len(bets) < 2:
        raise Invalid("There is nothing to put in order: a round takes two bets at least.")
    _check_reference(cycle, reference)
    made = Round.objects.create(
        board=cycle.board, cycle=cycle, opened_by=by, opened_at=now, bets=bets, base_revision=cycle.revision,
        reference=reference,
    )  # fmt: skip
    said = f" The order of {reference.name} will be the proposal." if reference else ""
    payload = RoundOpened(round=made.pk, bets=len(bets), reference=reference.name if reference else None)
    _tell(made, payload, f"{by.name} opened a ranking round of {cycle.name}: sort {len(bets)} bets.{said}", by, now)
    return made


@transaction.atomic
def call_off(*, round: Round, by: Membership, now: datetime) -> None:
    """Nothing comes of it, and nobody ever sees anybody's order. Raises RoundIsOver."""
    _call_off(held_open(round, by, _TO), by, now)


def conclude(*, cycle: Cycle, by: Membership, now: datetime) -> None:
    """Call the round off, if one is open. Part of an act that holds the cycle, and after which nobody could end it."""
    found = Round.objects.select_for_update(no_key=True).filter(cycle=cycle, closed_at=None).first()
    if found is not None:
        found.cycle = cycle
        _call_off(found, by, now)


@transaction.atomic
def close(*, round: Round, by: Membership, now: datetime) -> Round:
    """Reveal what is ready; the other orders are not used. Raises RoundIsOver, TooFewOrders."""
    return reveal(held_open(round, by, _TO), by, now)


def held_open(round: Round, by: Membership, to: str, *, own: bool = False) -> Round:
    """The round, its cycle and itself held until the transaction ends, if `by` may still do `to`.

    Raises RoundIsOver. The cycle comes first: so nobody presses Ready while somebody closes.
    """
    cycle = held(round.cycle, by, to, own=own)
    found = Round.objects.select_for_update(no_key=True, of=("self",)).select_related("reference__person")
    locked = found.get(pk=round.pk, cycle=cycle)
    if not locked.is_open:
        raise RoundIsOver("This round is over: it was closed or called off meanwhile.")
    locked.cycle = cycle
    return locked


def reveal(round: Round, by: Membership, now: datetime) -> Round:
    """Close the round, which the caller holds, with the proposal that can be had at once."""
    orders = PrivateOrder.objects.filter(round=round).select_related("leader__person")
    orders.exclude(leader__in=leaders(round.cycle.board)).update(ready_at=None)  # who leads no longer is not counted
    found = list(orders.order_by("leader__person__name", "pk"))
    used = [order for order in found if order.ready_at]
    _check_enough(round, used)
    _propose(round, used)
    round.closed_by, round.closed_at = by, now
    round.save(update_fields=["closed_by", "closed_at", "proposal", "distance", "bound"])
    unready = [order.leader.name for order in found if not order.ready_at]
    payload = RoundRevealed(round=round.pk, used=[order.leader.name for order in used], unready=unready)
    names = listing(payload.used)
    sentence = f"The ranking round of {round.cycle.name} is revealed: one order out of those of {names}."
    _tell(round, payload, sentence, by, now)
    return round


def is_enough(round: Round, ready: Sequence[int]) -> bool:
    """Whether more than one order, the only leader's, or the reference is among those of the leaders `ready`."""
    return len(ready) > 1 or (bool(ready) and (round.reference_id in ready or len(leaders(round.cycle.board)) == 1))


def _call_off(round: Round, by: Membership, now: datetime) -> None:
    round.closed_by, round.closed_at, round.called_off = by, now, True
    round.save(update_fields=["closed_by", "closed_at", "called_off"])
    sentence = f"{by.name} called the ranking round of {round.cycle.name} off: nobody’s order is shown."
    _tell(round, RoundCalledOff(round=round.pk), sentence, by, now)


def _check_reference(cycle: Cycle, reference: Membership | None) -> None:
    if reference is not None and reference.pk not in leaders(cycle.board):
        sentence = "Only a leader’s order can be the reference."
        raise Invalid(sentence, errors={"reference": sentence})


def _check_enough(round: Round, used: Sequence[PrivateOrder]) -> None:
    if not used:
        raise TooFewOrders("Nobody is ready yet: wait, or call the round off.")
    if not is_enough(round, [order.leader_id for order in used]):
        raise TooFewOrders(
            f"Only {used[0].leader.name} is ready. One person’s order is the proposal only if the leaders said so"
            " before the round: wait for another, or call it off."
        )


def _propose(round: Round, used: Sequence[PrivateOrder]) -> None:
    """What went since the round was opened is in nobody's order any more."""
    rankable = Bet.objects.filter(cycle=round.cycle, pk__in=round.bets, status=Bet.Status.SUBMITTED)
    still = list(rankable.values_list("pk", flat=True))
    orders = {order.leader_id: within(order.order, still) for order in used}
    if round.reference_id in orders:
        chosen = orders[round.reference_id]
        round.proposal, round.distance = list(chosen), contradicted(chosen, disputed(list(orders.values())))
        return
    found = propose(list(orders.values()), within(round.bets, still))
    round.proposal, round.distance, round.bound = list(found.order), found.distance, found.bound


def _tell(round: Round, payload: Payload, sentence: str, by: Membership, now: datetime) -> None:
    cycle = round.cycle
    tell(leaders(cycle.board), payload, sentence, reverse("round", args=[cycle.pk]), by=by, now=now)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)
