"""What can happen to a bet and its pitch."""

from dataclasses import dataclass
from typing import ClassVar

from bets.events.noted import Noted


@dataclass(frozen=True, kw_only=True)
class BetDrafted(Noted):
    """`copied_from`: the bet of an earlier cycle that is pitched again."""

    kind: ClassVar[str] = "bets.bet.drafted"
    copied_from: int | None = None


@dataclass(frozen=True, kw_only=True)
class DraftRemoved(Noted):
    kind: ClassVar[str] = "bets.draft.removed"


@dataclass(frozen=True, kw_only=True)
class BetEdited(Noted):
    """Which parts, and the number of the version that they make. No text: a pitch may be confidential."""

    kind: ClassVar[str] = "bets.bet.edited"
    fields: list[str]
    version: int


@dataclass(frozen=True, kw_only=True)
class BetSubmitted(Noted):
    kind: ClassVar[str] = "bets.bet.submitted"
    late: bool = False
    via: str = "owner"


@dataclass(frozen=True, kw_only=True)
class LateExceptionGranted(Noted):
    kind: ClassVar[str] = "bets.late_exception.granted"


@dataclass(frozen=True, kw_only=True)
class MustDoFlagged(Noted):
    kind: ClassVar[str] = "bets.must_do.flagged"
    must_do: bool


@dataclass(frozen=True, kw_only=True)
class OwnerNamed(Noted):
    kind: ClassVar[str] = "bets.owner.named"
    owner: int
    owner_name: str
    before: int


@dataclass(frozen=True, kw_only=True)
class TiesChanged(Noted):
    """The bets that this one needs, and those that it excludes."""

    kind: ClassVar[str] = "bets.ties.changed"
    needs: list[int]
    excludes: list[int]


@dataclass(frozen=True, kw_only=True)
class WritersNamed(Noted):
    """Co-writers that came and went."""

    kind: ClassVar[str] = "bets.writers.named"
    added: list[int]
    removed: list[int]


@dataclass(frozen=True, kw_only=True)
class IntentShown(Noted):
    kind: ClassVar[str] = "bets.intent.shown"


@dataclass(frozen=True, kw_only=True)
class IntentHidden(Noted):
    kind: ClassVar[str] = "bets.intent.hidden"


@dataclass(frozen=True, kw_only=True)
class ConfidentialitySet(Noted):
    """`until`: a date, absent once everybody may read it; `readers`: who reads it nevertheless."""

    kind: ClassVar[str] = "bets.confidentiality.set"
    until: str | None = None
    readers: list[int]
