"""What can happen to what is asked of teams."""

from dataclasses import dataclass
from typing import ClassVar

from bets.events.noted import Noted


@dataclass(frozen=True, kw_only=True)
class DemandChanged(Noted):
    """`state` and tenths of person-weeks after the change; `tenths` absent: taken away."""

    kind: ClassVar[str] = "bets.demand.changed"
    team: str
    state: str | None = None
    tenths: int | None = None
    before: int | None = None
    offered: int | None = None
