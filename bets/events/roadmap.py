"""What can happen between a board and its roadmap tool. No secret and no address: what is told may go to others."""

from dataclasses import dataclass
from typing import ClassVar

from bets.events.noted import Noted


@dataclass(frozen=True, kw_only=True)
class RoadmapConnected(Noted):
    """For the first time, or anew; `fields`: which parts of the connection changed."""

    kind: ClassVar[str] = "bets.roadmap.connected"
    tool: str
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class RoadmapDisconnected(Noted):
    kind: ClassVar[str] = "bets.roadmap.disconnected"


@dataclass(frozen=True, kw_only=True)
class RoadmapPaused(Noted):
    """By somebody, or by itself where the tool refuses us."""

    kind: ClassVar[str] = "bets.roadmap.paused"


@dataclass(frozen=True, kw_only=True)
class RoadmapResumed(Noted):
    kind: ClassVar[str] = "bets.roadmap.resumed"


@dataclass(frozen=True, kw_only=True)
class TeamMapped(Noted):
    """`project` absent: the team has none any more."""

    kind: ClassVar[str] = "bets.roadmap_project.mapped"
    project: str | None = None


@dataclass(frozen=True, kw_only=True)
class RoadmapAsked(Noted):
    """A test, a push or a pull is to be done."""

    kind: ClassVar[str] = "bets.roadmap.asked"
    what: str


@dataclass(frozen=True, kw_only=True)
class RoadmapRunEnded(Noted):
    """`state`: done or failed; the counts are those of its items."""

    kind: ClassVar[str] = "bets.roadmap.ended"
    what: str
    state: str
    said: str
    changed: int = 0
    refused: int = 0


@dataclass(frozen=True, kw_only=True)
class ExternalSet(Noted):
    """Where a bet is worked on, or how that stands."""

    kind: ClassVar[str] = "bets.external.set"
    source: str
    external_id: str
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class ExternalRemoved(Noted):
    kind: ClassVar[str] = "bets.external.removed"
    source: str
    external_id: str
