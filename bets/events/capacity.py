"""What can happen to what teams can give."""

from dataclasses import dataclass
from typing import ClassVar

from bets.events.noted import Noted


@dataclass(frozen=True, kw_only=True)
class CapacityChanged(Noted):
    """Net tenths per team before and after; `enters` and `leaves` are the bets that it moves in and out."""

    kind: ClassVar[str] = "bets.capacity.changed"
    before: dict[str, int]
    after: dict[str, int]
    enters: list[int]
    leaves: list[int]
