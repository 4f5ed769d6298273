"""What can happen to what teams can give."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bets.events.noted import Noted


@dataclass(frozen=True, kw_only=True)
class CapacityChanged(Noted):
    """Net tenths per team before and after; `enters` and `leaves` are the bets that it moves in and out.

    `was` and `shares` say it in full for the teams that changed: see `bets.actions.shares.Share.data`; null for a
    team that had none.
    """

    kind: ClassVar[str] = "bets.capacity.changed"
    before: dict[str, int]
    after: dict[str, int]
    enters: list[int]
    leaves: list[int]
    was: dict[str, Any] | None = None
    shares: dict[str, Any] | None = None
    proposed_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class CapacityProposed(Noted):
    """A team's VP says what it can give. `share` as in CapacityChanged."""

    kind: ClassVar[str] = "bets.capacity.proposed"
    team: str
    share: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class CapacityRefused(Noted):
    """A leader leaves the capacity as it is, and says why."""

    kind: ClassVar[str] = "bets.capacity.refused"
    team: str
    proposed_by: str
