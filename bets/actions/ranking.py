"""One bet moves. Also how it enters the order: a bet of the tray moves in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bets.access import held
from bets.actions.validity import refuse_one
from bets.events import RankingChanged, act_of
from bets.frozen import check_not_frozen
from bets.history import changes
from bets.inputs import load
from bets.models import Bet, Cycle, Rank
from bets.ordering import Act, After, Before, NoSuchPlace, Target, ToRank, destination, neighbours
from journal.models import Event
from journal.once import Key, once
from journal.record import record
from journal.refusals import Invalid, Refusal
from org.models import Membership


@dataclass(frozen=True)
class Moved:
    """The order after the act. `start` None: it came from the tray; `to` None: it went there.

    `rebased`: the order had changed since the mover saw it, and the move was right all the same.
    """

    revision: int
    order: list[int]
    bet: int
    start: int | None
    to: int | None
    rebased: bool = False


class StaleMove(Refusal):
    """`extra`: the `revision` and `order` of now, and the changes `since` the mover's revision."""

    code = "stale_move"


class ReasonNeeded(Invalid):
    code = "reason_needed"


@once(Moved)
def move(
    *,
    cycle: Cycle,
    bet: int,
    target: Target,
    by: Membership,
    now: datetime,
    base_revision: int | None = None,
    reason: str = "",
    key: Key | None = None,
) -> Moved:
    """Bring `bet` to `target`, out of the tray if it has no rank yet.

    With `base_revision`, the revision that the mover saw: an order that changed since is taken as it is today,
    unless the bet or the neighbour that the target names was itself touched; then StaleMove. A move that changes
    nothing writes nothing.
    """
    cycle = held(cycle, by, "rank.move")
    check_not_frozen(cycle)
    order, moved = Rank.objects.order_and(cycle, bet)
    if moved is None or not moved.is_open:
        raise refuse_one("bet", "This bet cannot be ranked: it is not among the submitted bets of this cycle.")
    since = changed_since(cycle, base_revision)
    if any(act_of(event.data).touches({bet} | neighbours(target)) for event in since):
        raise stale(cycle, order, since)
    act = _act(order, bet, target)
    if act.start == act.to:
        return Moved(cycle.revision, order, bet, act.start, act.to, bool(since))
    after = act.apply(order)
    if not reason.strip():
        require_reason(cycle, order, after)
    _carry_out(cycle, act, len(order))
    _record(cycle, act, moved, by, now, reason, rebased=bool(since))
    return Moved(cycle.revision, after, bet, act.start, act.to, bool(since))


def require_reason(cycle: Cycle, before: list[int], after: list[int]) -> None:
    """Raise ReasonNeeded if an order was adopted and the change moves bets in or out of what is funded."""
    if not cycle.order_adopted:
        return
    inputs = load(cycle, extra=set(after) - set(before))
    if set(inputs.reordered(before).allocation.funded) != set(inputs.reordered(after).allocation.funded):
        raise ReasonNeeded("The order was adopted, and this changes what is funded: say why.")


def changed_since(cycle: Cycle, base_revision: int | None) -> list[Event]:
    """What changed the order after `base_revision`; None stands for today. Raises Invalid for one yet to come."""
    if base_revision is None or base_revision == cycle.revision:
        return []
    if base_revision > cycle.revision:
        sentence = f"The order is at revision {cycle.revision}; there is no revision {base_revision} yet."
        raise refuse_one("base_revision", sentence)
    return changes(cycle, since=base_revision)


def stale(cycle: Cycle, order: list[int], since: list[Event]) -> StaleMove:
    """The refusal for whoever did not know of the changes in `since`, of which there is one at least."""
    return StaleMove(
        f"{since[-1].actor_name} changed the order meanwhile. Look at it and move again.",
        revision=cycle.revision,
        order=order,
        since=[summary(event) for event in since],
    )


def summary(event: Event) -> dict[str, Any]:
    """One change of the order, as a stale mover is told it."""
    return {"revision": event.revision, "by": event.actor_name, "at": event.at.isoformat(), **event.data}


_PLACES: dict[type[Target], str] = {After: "after", Before: "before", ToRank: "rank"}
"""How a mover calls each kind of target."""


def _act(order: list[int], bet: int, target: Target) -> Act:
    try:
        to = destination(order, bet, target)
    except NoSuchPlace as error:
        raise refuse_one(_PLACES[type(target)], str(error)) from error
    return Act(bet=bet, start=order.index(bet) + 1 if bet in order else None, to=to)


def _carry_out(cycle: Cycle, act: Act, count: int) -> None:
    """Write the act; a bet of the tray enters at the end, where no rank has to give way, and is then shifted."""
    if act.bet is None or act.to is None:
        return
    if act.start is None:
        Rank.objects.append(cycle, [act.bet], after=count)
    Rank.objects.shift(cycle, act.bet, act.start or count + 1, act.to)


def _record(cycle: Cycle, act: Act, bet: Bet, by: Membership, now: datetime, reason: str, *, rebased: bool) -> None:
    payload = RankingChanged(
        act="move" if act.start else "place",
        bet=act.bet,
        start=act.start,
        to=act.to,
        own=bet.owner_id == by.pk or None,
        rebased=rebased or None,
        reason=reason or None,
    )
    record(
        payload,
        board_id=cycle.board_id, topic=cycle.topic, by=by, subject=bet, now=now, revision=cycle.revision,
    )  # fmt: skip
