"""The whole order at once: adopted, taken back by one act, restored to a revision."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bets.access import held
from bets.actions.ranking import changed_since, require_reason, stale
from bets.actions.rounds import RoundIsOver
from bets.events import RankingChanged, act_of
from bets.frozen import check_not_frozen
from bets.history import newest_first, order_at
from bets.models import Bet, Cycle, Rank
from bets.ordering import Act
from bets.rounds import newest_revealed
from journal.models import Event
from journal.once import Key, once
from journal.record import record
from journal.refusals import Invalid, Refusal
from org.models import Membership


@dataclass(frozen=True)
class Ordered:
    """The order after the act."""

    revision: int
    order: list[int]


class NotLast(Refusal):
    """Only the newest act that was not yet taken back can be undone. `extra`: its `revision`, if there is one."""

    code = "not_last"


@once(Ordered)
def adopt(
    *,
    cycle: Cycle,
    order: Sequence[int],
    by: Membership,
    now: datetime,
    base_revision: int | None = None,
    reason: str = "",
    round: int | None = None,
    key: Key | None = None,
) -> Ordered:
    """Make `order` the order: every ranked bet once, and any bets of the tray, which it places.

    `round`: the ranking round that proposed it. From then on a move that changes what is funded needs a reason.
    Raises RoundIsOver for one that is not the newest revealed, StaleMove if the order changed since `base_revision`,
    Invalid with what is missing, unknown or twice in it.
    """
    cycle = held(cycle, by, "rank.move")
    check_not_frozen(cycle)
    if round is not None and round != newest_revealed(cycle):
        raise RoundIsOver("Another round was revealed since, or nothing came of this one: look at the newest.")
    today = Rank.objects.order(cycle)
    if since := changed_since(cycle, base_revision):
        raise stale(cycle, today, since)
    check_permutation(cycle, today, order)
    if list(order) == today and cycle.order_adopted:
        return Ordered(cycle.revision, today)
    if not reason.strip():
        require_reason(cycle, today, list(order))
    _write(cycle, today, order)
    if not cycle.order_adopted:
        Cycle.objects.filter(pk=cycle.pk).update(order_adopted=True)
    _record(RankingChanged(act="adopt", order=list(order), reason=reason or None, round=round), cycle, by, now)
    return Ordered(cycle.revision, list(order))


@once(Ordered)
def undo(*, cycle: Cycle, revision: int, by: Membership, now: datetime, key: Key | None = None) -> Ordered:
    """Take back the newest act not yet taken back, which must be the one that made `revision`.

    Never asks for a reason: the act that it takes back is the reason, and the event names it. An adoption taken back
    counts no more: unless an earlier one stands, moves need no reason again.
    """
    cycle = held(cycle, by, "rank.move")
    check_not_frozen(cycle)
    newest = undoable(cycle)
    if newest is None or newest.revision != revision:
        raise NotLast(_not_last(newest), revision=newest.revision if newest else None)
    today = Rank.objects.order(cycle)
    before = _before(cycle, newest, today)
    _write(cycle, today, before)
    if newest.data["act"] == "adopt":
        Cycle.objects.filter(pk=cycle.pk).update(order_adopted=_adopted_before(cycle, revision))
    act = act_of(newest.data)
    inverse = Act(order=tuple(before)) if act.order is not None else Act(act.bet, act.to, act.start)
    payload = RankingChanged(
        act="undo",
        undoes=revision,
        bet=inverse.bet,
        start=inverse.start,
        to=inverse.to,
        order=list(inverse.order) if inverse.order is not None else None,
        title=newest.subject_name,
    )
    _record(payload, cycle, by, now)
    return Ordered(cycle.revision, before)


@once(Ordered)
def restore(
    *, cycle: Cycle, revision: int, by: Membership, now: datetime, base_revision: int | None = None,
    reason: str = "", key: Key | None = None,
) -> Ordered:  # fmt: skip
    """Bring the order of `revision` back, for accidents. See `restored` for bets that came or went since.

    Raises StaleMove if the order changed since `base_revision`, which the leader saw beside it.
    """
    cycle = held(cycle, by, "rank.move")
    check_not_frozen(cycle)
    today, wanted = Rank.objects.order(cycle), restored(cycle, revision)
    if since := changed_since(cycle, base_revision):
        raise stale(cycle, today, since)
    if wanted == today:
        return Ordered(cycle.revision, today)
    if not reason.strip():
        require_reason(cycle, today, wanted)
    _write(cycle, today, wanted)
    payload = RankingChanged(act="restore", restores=revision, order=wanted, reason=reason or None)
    _record(payload, cycle, by, now)
    return Ordered(cycle.revision, wanted)


def restored(cycle: Cycle, revision: int) -> list[int]:
    """What `restore` would bring: bets ended since stay away, bets placed since go back to the tray."""
    return _open(cycle, order_at(cycle, revision))


def undoable(cycle: Cycle) -> Event | None:
    """The newest act not yet taken back; None if there is none, or if a bet was withdrawn or declined since."""
    return newest_standing(newest_first(cycle))


def newest_standing(events: Iterable[Event]) -> Event | None:
    """The same, among the events of the order, newest first."""
    taken_back: set[int] = set()
    for event in events:
        if event.kind != RankingChanged.kind or event.data["act"] == "import":
            return None
        if event.data["act"] == "undo":
            taken_back.add(event.data["undoes"])
        elif event.revision not in taken_back:
            return event
    return None


def _not_last(newest: Event | None) -> str:
    if newest is None:
        return "There is nothing to take back: no move yet, or a bet was withdrawn or declined after the last one."
    return f"The newest act is that of revision {newest.revision}, by {newest.actor_name}."


def _before(cycle: Cycle, event: Event, today: list[int]) -> list[int]:
    """The order before the event, which is the newest that counts, so that `today` is the order after it.

    Exactly that order or none: an undo that left a bet out would lead the undo after it astray.
    """
    act = act_of(event.data)
    if act.order is not None:
        before = order_at(cycle, (event.revision or 0) - 1)
    else:
        before = Act(act.bet, act.to, act.start).apply(today)
    if _open(cycle, before) != before:
        raise NotLast("A bet that the undo would bring back was withdrawn or declined.", revision=None)
    return before


def _adopted_before(cycle: Cycle, revision: int) -> bool:
    """Whether an adoption earlier than `revision` was not taken back."""
    log = Event.objects.filter(topic=cycle.topic, kind=RankingChanged.kind, revision__isnull=False)
    undone = {data["undoes"] for data in log.filter(data__act="undo").values_list("data", flat=True)}
    adoptions = log.filter(data__act="adopt", revision__lt=revision).values_list("revision", flat=True)
    return any(adoption not in undone for adoption in adoptions)


def _open(cycle: Cycle, order: Sequence[int]) -> list[int]:
    """Those of `order` that can still be ranked."""
    submitted = Bet.objects.filter(cycle=cycle, status=Bet.Status.SUBMITTED).values_list("pk", flat=True)
    still = set(submitted)
    return [bet for bet in order if bet in still]


def check_permutation(cycle: Cycle, today: Sequence[int], order: Sequence[int]) -> None:
    """Raise Invalid unless `order` names every bet of `today` once, and besides only such as can be ranked."""
    twice = sorted(bet for bet, count in Counter(order).items() if count > 1)
    missing = sorted(set(today) - set(order))
    coming = set(order) - set(today)
    unknown = sorted(coming - set(_open(cycle, list(coming)))) if coming else []
    if twice or missing or unknown:
        raise Invalid(
            "An order names every ranked bet exactly once, and no bet that cannot be ranked.",
            twice=twice, missing=missing, unknown=unknown,
        )  # fmt: skip


def _write(cycle: Cycle, today: list[int], wanted: Sequence[int]) -> None:
    """Turn `today` into `wanted`: newcomers enter at the end, one statement orders all, leavers are cut off."""
    before, after = set(today), set(wanted)
    coming = [bet for bet in wanted if bet not in before]
    leaving = [bet for bet in today if bet not in after]
    Rank.objects.append(cycle, coming, after=len(today))
    Rank.objects.reorder(cycle, [*wanted, *leaving])
    if leaving:
        Rank.objects.cut(cycle, keep=len(wanted))


def _record(payload: RankingChanged, cycle: Cycle, by: Membership, now: datetime) -> None:
    record(
        payload,
        board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now, revision=cycle.revision,
    )  # fmt: skip
