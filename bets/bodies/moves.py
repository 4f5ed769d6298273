"""The log of the order as integrators read it: one row a change."""

from collections.abc import Sequence
from typing import Any

from bets.events import BetDeclined, BetWithdrawn
from bets.history import explained
from bets.models import Cycle
from journal.models import Event
from org.moments import utc

_ACTS = {BetWithdrawn.kind: "withdraw", BetDeclined.kind: "decline"}


def rows(cycle: Cycle, events: Sequence[Event]) -> list[dict[str, Any]]:
    """Each with the reason that counts, be it given afterwards, and what took it back. Two statements."""
    reasons = explained(cycle, [event.revision or 0 for event in events])
    taken_back = _taken_back(cycle, events)
    return [_row(event, reasons.get(event.revision or 0), taken_back.get(event.revision or 0)) for event in events]


def _row(event: Event, reason: Event | None, undone_by: int | None) -> dict[str, Any]:
    data = event.data
    return {
        "revision": event.revision,
        "at": utc(event.at),
        "by": event.actor_name,
        "act": _ACTS.get(event.kind) or data.get("act"),
        "bet": data.get("bet"),
        "from": data.get("start"),
        "to": data.get("to"),
        "order": data.get("order"),
        "reason": (reason.data["reason"] if reason else data.get("reason")) or "",
        "undoes": data.get("undoes"),
        "restores": data.get("restores"),
        "undone_by": undone_by,
    }


def _taken_back(cycle: Cycle, events: Sequence[Event]) -> dict[int, int]:
    """Revisions of these, each with the one that took it back."""
    undos = Event.objects.filter(topic=cycle.topic, revision__isnull=False, data__act="undo")
    wanted = undos.filter(data__undoes__in=[event.revision for event in events])
    return dict(wanted.values_list("data__undoes", "revision"))
