"""One leader sorts alone. Nothing of it but that they started, and that they are ready, stands anywhere else."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bets.actions.rounds import held_open
from bets.events import PrivateOrderStarted
from bets.forced_choice import sorting
from bets.models import Bet, PrivateOrder, Round
from bets.ordering import Act, After, NoSuchPlace, Target, ToRank, destination
from bets.round.starting import by_last_cycle
from journal.record import record
from journal.refusals import Invalid, Refusal
from org.models import Membership

_TO = "private_order.write"
_START = PrivateOrder.Start


class StaleOrder(Refusal):
    """Another window of the same leader changed it. `extra`: the `version` and the `order` of now."""

    code = "stale_order"


class OrderIsReady(Refusal):
    """Ready is taken back first."""

    code = "order_ready"


@dataclass(frozen=True)
class Placed:
    """The order after a move, and the rank that the bet had before."""

    version: int
    order: list[int]
    start: int
    to: int


@transaction.atomic
def begin(*, round: Round, start: str, by: Membership, now: datetime, version: int | None = None) -> PrivateOrder:
    """Start one's order; or with the `version` of one that is there, start it anew.

    By forced choice what one has already is only asked through. Raises RoundIsOver, StaleOrder, Invalid.
    """
    found = held_open(round, by, _TO, own=True)
    mine = PrivateOrder.objects.filter(round=found, leader=by).first()
    if start not in _START.values:
        raise Invalid("Say how to start: from today’s order, from last cycle’s, or by forced choice.")
    if mine is None:
        return _made(found, _START(start), by, now)
    if version is not None:  # without: a second click, which finds what the first one made
        check(mine, version)
        _check_sortable(mine)
        _restart(mine, found, _START(start))
    return mine


@transaction.atomic
def place(*, round: Round, bet: int, target: Target, version: int, by: Membership, now: datetime) -> Placed:
    """Bring one bet somewhere else. It ends a forced choice; what was sorted by that stays.

    Ranks count the bets that have not gone meanwhile. Raises RoundIsOver, StaleOrder, OrderIsReady, Invalid.
    """
    found, mine = _to_be_sorted(round, version, by)
    shown = _rankable(found, mine.order)
    if bet not in shown:
        raise Invalid("This bet is not in the round, or it is gone.")
    start = shown.index(bet) + 1
    mine.order = _moved(mine.order, bet, _relative(shown, bet, target))
    mine.queue, mine.answers = [], []
    _save(mine)
    shown = _rankable(found, mine.order)
    return Placed(mine.version, shown, start, shown.index(bet) + 1)


@transaction.atomic
def kill(*, round: Round, bet: int, version: int, by: Membership, now: datetime) -> PrivateOrder:
    """Answer the question of the forced choice: of the two, `bet` stands below. Raises as `place`."""
    _, mine = _to_be_sorted(round, version, by)
    asked = sorting(mine.queue, mine.answers)
    if bet not in {asked.left, asked.right} - {None}:
        raise Invalid("This bet is not one of the two.")
    challenger = next(each for each in (asked.left, asked.right) if each not in asked.sorted)
    mine.answers = [*mine.answers, bet != challenger]
    _sort(mine)
    return mine


@transaction.atomic
def take_back(*, round: Round, version: int, by: Membership, now: datetime) -> PrivateOrder:
    """The last answer of the forced choice is taken back. Raises as `place`."""
    _, mine = _to_be_sorted(round, version, by)
    if not mine.answers:
        raise Invalid("There is no answer to take back.")
    mine.answers = mine.answers[:-1]
    _sort(mine)
    return mine


def held_order(round: Round, version: int, by: Membership) -> tuple[Round, PrivateOrder]:
    """The round and one's own order in it, held until the transaction ends. Raises RoundIsOver, StaleOrder, Invalid."""
    found = held_open(round, by, _TO, own=True)
    mine = PrivateOrder.objects.filter(round=found, leader=by).first()
    if mine is None:
        raise Invalid("You have not started an order in this round.")
    check(mine, version)
    return found, mine


def check(mine: PrivateOrder, version: int) -> None:
    """Raise StaleOrder unless it is still as whoever acts has seen it."""
    if mine.version != version:
        raise StaleOrder(
            "Your order was changed in another window meanwhile. Look at it, and do it again there.",
            version=mine.version,
            order=mine.order,
        )


def _made(round: Round, start: PrivateOrder.Start, by: Membership, now: datetime) -> PrivateOrder:
    order = _start(round, start)
    mine = PrivateOrder.objects.create(
        board=round.cycle.board, round=round, leader=by, start=start, order=order, started_at=now,
        queue=order if start == _START.FORCED else [],
    )  # fmt: skip
    cycle, payload = round.cycle, PrivateOrderStarted(round=round.pk)
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)
    return mine


def _restart(mine: PrivateOrder, round: Round, start: PrivateOrder.Start) -> None:
    mine.start, mine.queue, mine.answers = start, [], []
    if start == _START.FORCED:
        mine.queue = list(mine.order)
    else:
        mine.order = _start(round, start)
    _save(mine)


def _start(round: Round, start: PrivateOrder.Start) -> list[int]:
    return by_last_cycle(round) if start == _START.LAST else list(round.bets)


def _to_be_sorted(round: Round, version: int, by: Membership) -> tuple[Round, PrivateOrder]:
    found, mine = held_order(round, version, by)
    _check_sortable(mine)
    return found, mine


def _check_sortable(mine: PrivateOrder) -> None:
    if mine.ready_at is not None:
        raise OrderIsReady("You have said Ready: take it back to go on sorting.")


def _rankable(round: Round, order: list[int]) -> list[int]:
    """Those of the order that have not gone since."""
    open_ones = Bet.objects.filter(cycle=round.cycle, status=Bet.Status.SUBMITTED).values_list("pk", flat=True)
    still = set(open_ones)
    return [bet for bet in order if bet in still]


def _relative(shown: list[int], bet: int, target: Target) -> Target:
    """A rank among the bets that are shown, as a place behind one of them."""
    if not isinstance(target, ToRank):
        return target
    others = [other for other in shown if other != bet]
    if not 1 <= target.rank <= len(shown):
        raise Invalid(f"There are ranks 1 to {len(shown)}, and {target.rank} is none of them.")
    return After(others[target.rank - 2] if target.rank > 1 else None)


def _moved(order: list[int], bet: int, target: Target) -> list[int]:
    try:
        to = destination(order, bet, target)
    except NoSuchPlace as error:
        raise Invalid(str(error)) from error
    return Act(bet, order.index(bet) + 1, to).apply(order)


def _sort(mine: PrivateOrder) -> None:
    """What has been sorted so far, with the rest behind it as it stood."""
    done = sorting(mine.queue, mine.answers).sorted
    mine.order = [*done, *(bet for bet in mine.queue if bet not in set(done))]
    _save(mine)


def _save(mine: PrivateOrder) -> None:
    mine.version += 1
    mine.save(update_fields=["start", "order", "queue", "answers", "version"])
