"""What can happen to a bet and its pitch."""

from dataclasses import dataclass
from typing import Any, ClassVar

from bets.events.noted import Noted


@dataclass(frozen=True, kw_only=True)
class BetDrafted(Noted):
    kind: ClassVar[str] = "bets.bet.drafted"


@dataclass(frozen=True, kw_only=True)
class BetEdited(Noted):
    kind: ClassVar[str] = "bets.bet.edited"
    fields: dict[str, list[Any]]


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
