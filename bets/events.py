"""What can happen to a cycle, its bets and their order, as the journal keeps it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bets.ordering import Act
from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class OrderPayload(Payload):
    """Whatever changes the order carries how: see `bets.ordering.Act`."""

    bet: int | None = None
    start: int | None = None
    to: int | None = None
    order: list[int] | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class RankingChanged(OrderPayload):
    """`act` is place, move, tray, adopt, undo, restore or import; `undoes` and `restores` are revisions."""

    kind: ClassVar[str] = "bets.ranking.changed"
    act: str
    title: str | None = None
    own: bool | None = None
    rebased: bool | None = None
    undoes: int | None = None
    restores: int | None = None


@dataclass(frozen=True, kw_only=True)
class BetWithdrawn(OrderPayload):
    """`start` is the rank that it gave up, absent for a bet of the tray."""

    kind: ClassVar[str] = "bets.bet.withdrawn"


@dataclass(frozen=True, kw_only=True)
class BetDeclined(OrderPayload):
    kind: ClassVar[str] = "bets.bet.declined"


@dataclass(frozen=True, kw_only=True)
class Noted(Payload):
    """Events whose subject says it all but for a few particulars."""

    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class BetDrafted(Noted):
    kind: ClassVar[str] = "bets.bet.drafted"


@dataclass(frozen=True, kw_only=True)
class BetEdited(Noted):
    kind: ClassVar[str] = "bets.bet.edited"
    fields: dict[str, list[Any]]


@dataclass(frozen=True, kw_only=True)
class BetSubmitted(Noted):
    kind: ClassVar[str] = "bets.bet.submitted"
    late: bool = False
    via: str = "owner"


@dataclass(frozen=True, kw_only=True)
class LateExceptionGranted(Noted):
    kind: ClassVar[str] = "bets.late_exception.granted"


@dataclass(frozen=True, kw_only=True)
class MustDoFlagged(Noted):
    kind: ClassVar[str] = "bets.must_do.flagged"
    must_do: bool


@dataclass(frozen=True, kw_only=True)
class OwnerNamed(Noted):
    kind: ClassVar[str] = "bets.owner.named"
    owner: int
    owner_name: str
    before: int


@dataclass(frozen=True, kw_only=True)
class TiesChanged(Noted):
    """The bets that this one needs, and those that it excludes."""

    kind: ClassVar[str] = "bets.ties.changed"
    needs: list[int]
    excludes: list[int]


@dataclass(frozen=True, kw_only=True)
class DemandChanged(Noted):
    """`state` and tenths of person-weeks after the change; `tenths` absent: taken away."""

    kind: ClassVar[str] = "bets.demand.changed"
    team: str
    state: str | None = None
    tenths: int | None = None
    before: int | None = None
    offered: int | None = None


@dataclass(frozen=True, kw_only=True)
class CapacityChanged(Noted):
    """Net tenths per team before and after; `enters` and `leaves` are the bets that it moves in and out."""

    kind: ClassVar[str] = "bets.capacity.changed"
    before: dict[str, int]
    after: dict[str, int]
    enters: list[int]
    leaves: list[int]


@dataclass(frozen=True, kw_only=True)
class CycleCreated(Noted):
    kind: ClassVar[str] = "bets.cycle.created"


@dataclass(frozen=True, kw_only=True)
class CycleEdited(Noted):
    kind: ClassVar[str] = "bets.cycle.edited"
    fields: dict[str, list[Any]]


@dataclass(frozen=True, kw_only=True)
class CycleMoved(Noted):
    """To the next state, or back by an unlock."""

    kind: ClassVar[str] = "bets.cycle.moved"
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class PlanLocked(Noted):
    kind: ClassVar[str] = "bets.plan.locked"
    digest: str
    revision: int


@dataclass(frozen=True, kw_only=True)
class UnlockAsked(Noted):
    kind: ClassVar[str] = "bets.unlock.asked"


@dataclass(frozen=True, kw_only=True)
class CycleImported(Noted):
    """How many drafts it made and updated; `digest` names the rows of a first set-up."""

    kind: ClassVar[str] = "bets.cycle.imported"
    drafted: int
    updated: int
    digest: str | None = None


def act_of(data: dict[str, Any]) -> Act:
    """The change of the order that an event with a revision stands for."""
    order = data.get("order")
    return Act(
        bet=data.get("bet"),
        start=data.get("start"),
        to=data.get("to"),
        order=tuple(order) if order is not None else None,
    )
