"""What other programs may learn of the board's events: see `journal.telling`.

Before publication nothing tells an order: of what changes it they learn the revision, and no bet, title or place.
What is not named here is told by no webhook: drafts, private orders, what is said under a pitch, and reasons.
"""

from typing import Any

from bets.events import RankingChanged
from bets.history import order_at
from bets.models import Cycle
from journal.models import Event
from journal.telling import Told, chosen, register

_OF_CYCLES = {
    "bets.cycle.created": "A cycle was created.",
    "bets.cycle.edited": "Dates, policy or visibility of a cycle changed.",
    "bets.cycle.moved": "A cycle went on to its next state, or back by an unlock.",
    "bets.plan.locked": "The plan is locked; its hash tells one plan from another.",
    "bets.round.opened": "A ranking round began.",
    "bets.round.revealed": "The orders of a ranking round were revealed to its leaders.",
    "bets.session.opened": "A ranking session began.",
    "bets.session.closed": "A ranking session ended.",
    "bets.capacity.changed": "The capacity of a team changed.",
}
_OF_BETS = {
    "bets.bet.submitted": "A bet was submitted.",
    "bets.bet.edited": "The text of a submitted bet changed.",
    "bets.bet.withdrawn": "A bet was withdrawn by its owner.",
    "bets.bet.declined": "A bet was declined by a leader.",
}
_OF_THE_ORDER = {
    RankingChanged.kind: "The order changed; its revision, and the order itself only where a leader allows it.",
}
_PARTICULARS: dict[str, tuple[str, ...]] = {
    "bets.cycle.moved": ("before", "after"),
    "bets.plan.locked": ("digest", "revision", "funded"),
    "bets.round.opened": ("round", "bets"),
    "bets.round.revealed": ("round",),
    "bets.session.opened": ("session",),
    "bets.session.closed": ("session",),
    "bets.bet.submitted": ("late",),
    "bets.bet.edited": ("fields", "version"),
}


def tell_of_cycle(event: Event, live_order: bool) -> Told:
    return Told(_cycle(event.subject_id, event.subject_name), chosen(event.data, _PARTICULARS.get(event.kind, ())))


def tell_of_bet(event: Event, live_order: bool) -> Told:
    subject = {"type": "bet", "id": event.subject_id, "name": event.subject_name, "cycle": _cycle_id(event)}
    return Told(subject, chosen(event.data, _PARTICULARS.get(event.kind, ())))


def tell_of_order(event: Event, live_order: bool) -> Told:
    """The act and the whole order at its revision, once that is published or where `live_order`. Three statements."""
    cycle = Cycle.objects.get(pk=_cycle_id(event))
    subject = _cycle(cycle.pk, cycle.name)
    revision: dict[str, Any] = {"revision": event.revision}
    if event.revision is None or not (cycle.is_published or live_order):
        return Told(subject, revision)
    data = revision | {"order": order_at(cycle, event.revision), "act": event.data.get("act")}
    if event.data.get("bet") is not None:
        data["move"] = {"bet": event.data["bet"], "from": event.data.get("start"), "to": event.data.get("to")}
    return Told(subject, data, tells_order=not cycle.is_published)


def _cycle(pk: int, name: str) -> dict[str, Any]:
    return {"type": "cycle", "id": pk, "name": name}


def _cycle_id(event: Event) -> int:
    """Everything that these events are about belongs to the cycle whose page it changes."""
    return int(event.topic.removeprefix("cycle:"))


register(tell_of_cycle, _OF_CYCLES)
register(tell_of_bet, _OF_BETS)
register(tell_of_order, _OF_THE_ORDER, merging=_OF_THE_ORDER)
