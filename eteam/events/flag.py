"""What can happen to a flag."""

from dataclasses import dataclass
from typing import ClassVar

from journal.kinds import Payload


@dataclass(frozen=True, kw_only=True)
class FlagRaised(Payload):
    """Somebody says what blocks `team`."""

    kind: ClassVar[str] = "eteam.flag.raised"
    team: int
    bet: int | None = None


@dataclass(frozen=True, kw_only=True)
class FlagRejected(Payload):
    kind: ClassVar[str] = "eteam.flag.rejected"
    team: int
