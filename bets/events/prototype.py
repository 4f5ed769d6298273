"""What can happen to prototypes. The journal names none: a confidential pitch's are confidential too."""

from dataclasses import dataclass
from typing import ClassVar

from bets.events.noted import Noted


@dataclass(frozen=True, kw_only=True)
class PrototypeAdded(Noted):
    """`sort` is link, image or pdf."""

    kind: ClassVar[str] = "bets.prototype.added"
    prototype: int
    sort: str


@dataclass(frozen=True, kw_only=True)
class PrototypeRemoved(Noted):
    kind: ClassVar[str] = "bets.prototype.removed"
    prototype: int
    sort: str
