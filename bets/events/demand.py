"""What can happen to what is asked of teams."""

from dataclasses import dataclass
from typing import ClassVar

from bets.events.noted import Noted


@dataclass(frozen=True, kw_only=True)
class DemandChanged(Noted):
    """`state` and tenths of person-weeks after the change; `tenths` absent: taken away.

    `enters` and `leaves` are the bets that another number moves in and out, while the bets are ranked.
    """

    kind: ClassVar[str] = "bets.demand.changed"
    team: str
    state: str | None = None
    tenths: int | None = None
    before: int | None = None
    offered: int | None = None
    enters: list[int] | None = None
    leaves: list[int] | None = None


@dataclass(frozen=True, kw_only=True)
class ShrinkAsked(Noted):
    """A leader asks whether the bet can do with `tenths` of the team, and not `before`."""

    kind: ClassVar[str] = "bets.shrink.asked"
    team: str
    before: int
    tenths: int


@dataclass(frozen=True, kw_only=True)
class ShrinkAgreed(Noted):
    """The first of the two who must; with the second the demand changes. `side` is owner or vp."""

    kind: ClassVar[str] = "bets.shrink.agreed"
    team: str
    tenths: int
    side: str


@dataclass(frozen=True, kw_only=True)
class ShrinkRefused(Noted):
    kind: ClassVar[str] = "bets.shrink.refused"
    team: str
    tenths: int
    side: str


@dataclass(frozen=True, kw_only=True)
class ShrinkTakenBack(Noted):
    kind: ClassVar[str] = "bets.shrink.taken_back"
    team: str
    tenths: int
