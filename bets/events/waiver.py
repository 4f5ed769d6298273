"""What can happen to leaders' sentences for what a cycle lacks."""

from dataclasses import dataclass
from typing import ClassVar

from bets.events.noted import Noted


@dataclass(frozen=True, kw_only=True)
class WaiverGiven(Noted):
    """A leader answers for one thing that is missing, with these figures: see `bets.missing.Missing`."""

    kind: ClassVar[str] = "bets.waiver.given"
    code: str
    fact: str
    bet: int | None = None
    other: int | None = None
    team: str | None = None


@dataclass(frozen=True, kw_only=True)
class WaiverTakenBack(Noted):
    """`reason` is the sentence that no longer counts."""

    kind: ClassVar[str] = "bets.waiver.taken_back"
    code: str
    bet: int | None = None
    other: int | None = None
    team: str | None = None
