"""What can happen to a bet that is late."""

from dataclasses import dataclass
from typing import ClassVar

from bets.events.noted import Noted


@dataclass(frozen=True, kw_only=True)
class LateExceptionAsked(Noted):
    """The owner of a draft asks the leaders to let it in after the closing time; they learn its title by that."""

    kind: ClassVar[str] = "bets.late_exception.asked"
