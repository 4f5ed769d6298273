"""What can happen in a ranking session."""

from dataclasses import dataclass
from typing import ClassVar

from bets.events.noted import Noted
from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class SessionOpened(Payload):
    kind: ClassVar[str] = "bets.session.opened"
    session: int


@dataclass(frozen=True, kw_only=True)
class SessionClosed(Payload):
    """`present`: the names of all who were there."""

    kind: ClassVar[str] = "bets.session.closed"
    session: int
    present: list[str]


@dataclass(frozen=True, kw_only=True)
class SessionEntered(Payload):
    """The actor is there, for the first time or again."""

    kind: ClassVar[str] = "bets.session.entered"
    session: int


@dataclass(frozen=True, kw_only=True)
class SessionLeft(Payload):
    kind: ClassVar[str] = "bets.session.left"
    session: int


@dataclass(frozen=True, kw_only=True)
class SessionSteered(Payload):
    """`what`: running (the order of turns), turn, clock, presenter, focus; `bet`: whose turn it is, or the focus."""

    kind: ClassVar[str] = "bets.session.steered"
    session: int
    what: str
    bet: int | None = None


@dataclass(frozen=True, kw_only=True)
class OrderFrozen(Noted):
    """Nobody moves anything until it is thawed."""

    kind: ClassVar[str] = "bets.ranking.frozen"


@dataclass(frozen=True, kw_only=True)
class OrderThawed(Noted):
    kind: ClassVar[str] = "bets.ranking.thawed"
