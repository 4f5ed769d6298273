"""What can happen to a cycle and its plan."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bets.events.noted import Noted


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
    """`funded`: how many bets are."""

    kind: ClassVar[str] = "bets.plan.locked"
    digest: str
    revision: int
    funded: int


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
