"""A bet leaves the order: back to the tray, withdrawn by its owner, declined by a leader. One event each."""

from dataclasses import dataclass
from datetime import datetime

from bets.access import held, may
from bets.actions.ranking import Moved, require_reason
from bets.actions.validity import check_reason, refuse_one
from bets.events import BetDeclined, BetWithdrawn, OrderPayload, RankingChanged
from bets.frozen import check_not_frozen
from bets.models import Bet, Cycle, Rank
from journal.once import Key, once
from journal.record import record
from journal.refusals import Invalid
from org.models import Membership


@dataclass(frozen=True)
class Left:
    """The order's revision after the bet ended. `start`: the rank that it gave up; None if it had none, or keeps it."""

    revision: int
    bet: int
    start: int | None


@once(Moved)
def to_tray(
    *, cycle: Cycle, bet: int, by: Membership, now: datetime, reason: str = "", key: Key | None = None
) -> Moved:
    """Take the bet's rank away; it stays submitted. Everything below moves up."""
    cycle = held(cycle, by, "rank.move")
    check_not_frozen(cycle)
    order, leaving = Rank.objects.order_and(cycle, bet)
    if leaving is None or bet not in order:
        raise refuse_one("bet", "This bet has no rank in this cycle.")
    start, rest = order.index(bet) + 1, [other for other in order if other != bet]
    if not reason.strip():
        require_reason(cycle, order, rest)
    _give_up(cycle, bet, start, len(order))
    own = leaving.owner_id == by.pk or None
    payload = RankingChanged(act="tray", bet=bet, start=start, own=own, reason=reason or None)
    _record(payload, cycle, leaving, by, now)
    return Moved(cycle.revision, rest, bet, start, None)


@once(Left)
def withdraw(*, bet: Bet, by: Membership, now: datetime, reason: str, key: Key | None = None) -> Left:
    """The owner takes the bet back. Before lock its rank is gone; after it the row stays, struck through.

    Raises OrderIsFrozen, also for a bet of the tray: else the answer would tell whoever may not see the order whether
    the bet has a rank.
    """
    cycle = held(bet.cycle, by, "bet.withdraw", own=bet.owner_id == by.pk)
    check_not_frozen(cycle, tells=may(by, cycle, "rank.read"))
    _end(cycle, bet, Bet.Status.WITHDRAWN, reason, owner=by)  # still: a leader may have named another meanwhile
    start = None if cycle.is_published else _leave(cycle, bet)
    _record(BetWithdrawn(bet=bet.pk, start=start, reason=reason), cycle, bet, by, now)
    return Left(cycle.revision, bet.pk, start)


@once(Left)
def decline(*, bet: Bet, by: Membership, now: datetime, reason: str, key: Key | None = None) -> Left:
    """A leader says no, with a reason. It can be pitched again."""
    cycle = held(bet.cycle, by, "bet.decline")
    _end(cycle, bet, Bet.Status.DECLINED, reason)
    start = _leave(cycle, bet)
    _record(BetDeclined(bet=bet.pk, start=start, reason=reason), cycle, bet, by, now)
    return Left(cycle.revision, bet.pk, start)


def clear_away(*, cycle: Cycle, by: Membership, now: datetime) -> None:
    """Bets that ended under the plan kept their numbers in it; an unlocked order ranks them no longer. One event each.

    Part of `unlock`, which holds the cycle.
    """
    for bet in Bet.objects.filter(cycle=cycle).ranked().exclude(status=Bet.Status.SUBMITTED):
        payload = RankingChanged(act="tray", bet=bet.pk, start=_leave(cycle, bet), reason=bet.ended_reason)
        _record(payload, cycle, bet, by, now)


def _end(cycle: Cycle, bet: Bet, status: Bet.Status, reason: str, **still: Membership) -> None:
    """Close the bet, if `still` is true of it. The cycle's lock is held, so nobody closes it at the same time."""
    check_reason(reason)
    open_still = Bet.objects.filter(pk=bet.pk, cycle=cycle, status=Bet.Status.SUBMITTED, **still)
    if not open_still.update(status=status, ended_reason=reason):
        raise Invalid("Only a submitted bet can be withdrawn or declined.")
    bet.status, bet.ended_reason = status, reason


def _leave(cycle: Cycle, bet: Bet) -> int | None:
    """Take the rank away, if it had one, and return which. Raises OrderIsFrozen for one that had."""
    order = Rank.objects.order(cycle)
    if bet.pk not in order:
        return None
    check_not_frozen(cycle)
    start = order.index(bet.pk) + 1
    _give_up(cycle, bet.pk, start, len(order))
    return start


def _give_up(cycle: Cycle, bet: int, start: int, count: int) -> None:
    Rank.objects.shift(cycle, bet, start, count)
    Rank.objects.cut(cycle, keep=count - 1)


def _record(payload: OrderPayload, cycle: Cycle, bet: Bet, by: Membership, now: datetime) -> None:
    """Only what changed the order makes a revision."""
    revision = cycle.revision if payload.start is not None else None
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=bet, now=now, revision=revision)
