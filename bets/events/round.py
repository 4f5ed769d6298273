"""What can happen in a ranking round. None of it says how anybody sorts."""

from dataclasses import dataclass
from typing import ClassVar

from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class RoundOpened(Payload):
    """`bets`: how many are put in order; `reference`: the name of whose order is the proposal."""

    kind: ClassVar[str] = "bets.round.opened"
    round: int
    bets: int
    reference: str | None = None


@dataclass(frozen=True, kw_only=True)
class PrivateOrderStarted(Payload):
    kind: ClassVar[str] = "bets.private_order.started"
    round: int


@dataclass(frozen=True, kw_only=True)
class PrivateOrderReady(Payload):
    """`ready` False: taken back, to go on sorting."""

    kind: ClassVar[str] = "bets.private_order.ready"
    round: int
    ready: bool


@dataclass(frozen=True, kw_only=True)
class RoundRevealed(Payload):
    """`used` and `unready`: the names of those whose orders count, and of those whose do not."""

    kind: ClassVar[str] = "bets.round.revealed"
    round: int
    used: list[str]
    unready: list[str]


@dataclass(frozen=True, kw_only=True)
class RoundProved(Payload):
    """The proposal is now the best that there is; or `bound` is how far that is proved."""

    kind: ClassVar[str] = "bets.round.proved"
    round: int
    distance: int
    bound: int


@dataclass(frozen=True, kw_only=True)
class RoundCalledOff(Payload):
    """Nothing came of it; the orders of it are shown to nobody."""

    kind: ClassVar[str] = "bets.round.called_off"
    round: int
