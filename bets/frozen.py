"""The order stands still because whoever runs the session said so. Asked by every act that would change it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bets.events import OrderFrozen
from bets.models import Cycle
from journal.models import Event
from journal.refusals import Refusal


class OrderIsFrozen(Refusal):
    """Nobody moves anything until it is thawed."""

    code = "frozen"


@dataclass(frozen=True, slots=True)
class Freeze:
    """Who froze the order, when on the board's wall clock (`14:05`), and why, if they said so."""

    by: str
    at: str
    iso: str
    reason: str

    def __str__(self) -> str:
        because = f" (“{self.reason}”)" if self.reason else ""
        return f"Frozen by {self.by}, {self.at}{because}"


def freeze_of(cycle: Cycle) -> Freeze | None:
    """The freeze of a cycle with its board; None, without a statement, for one that is not frozen."""
    if not cycle.frozen:
        return None
    event = Event.objects.filter(topic=cycle.topic, kind=OrderFrozen.kind).order_by("-number").first()
    if event is None:
        return Freeze("somebody", "at a time that no event tells", "", "")
    at = event.at.astimezone(ZoneInfo(cycle.board.zone))
    return Freeze(event.actor_name, f"{at:%H:%M}", at.isoformat(timespec="seconds"), event.data.get("reason") or "")


def check_not_frozen(cycle: Cycle, *, tells: bool = True) -> None:
    """Raise OrderIsFrozen if nothing may move. For a cycle that is held: read before, it could be thawed or frozen.

    `tells` False: to somebody who may not see the order, and so is not told who froze it and why.
    """
    if cycle.frozen and not tells:
        raise OrderIsFrozen("This cannot be done at this moment. Try again in a while.")
    if freeze := freeze_of(cycle):
        raise OrderIsFrozen(f"{freeze}. Ask them, or whoever else runs the session, to thaw it; then try again.")
