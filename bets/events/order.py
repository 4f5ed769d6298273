"""What can happen to the order."""

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
    """`act` is place, move, tray, adopt, undo, restore or import; `undoes` and `restores` are revisions.

    `pair` and `leaders`: the question that it answers, and the names of those who settled it. `round`: whose proposal
    was adopted.
    """

    kind: ClassVar[str] = "bets.ranking.changed"
    act: str
    title: str | None = None
    own: bool | None = None
    rebased: bool | None = None
    undoes: int | None = None
    restores: int | None = None
    pair: list[int] | None = None
    leaders: list[str] | None = None
    round: int | None = None


@dataclass(frozen=True, kw_only=True)
class RankingExplained(Payload):
    """A reason given afterwards, for the act that made the revision `of`; the last one given is the one that counts."""

    kind: ClassVar[str] = "bets.ranking.explained"
    of: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class BetWithdrawn(OrderPayload):
    """`start` is the rank that it gave up, absent for a bet of the tray."""

    kind: ClassVar[str] = "bets.bet.withdrawn"


@dataclass(frozen=True, kw_only=True)
class BetDeclined(OrderPayload):
    kind: ClassVar[str] = "bets.bet.declined"


def act_of(data: dict[str, Any]) -> Act:
    """The change of the order that an event with a revision stands for."""
    order = data.get("order")
    return Act(
        bet=data.get("bet"),
        start=data.get("start"),
        to=data.get("to"),
        order=tuple(order) if order is not None else None,
    )
