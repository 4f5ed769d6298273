"""What the allocation reads and what it says of one bet: candidates, policies, reasons to wait.

Pure. Every amount is a whole number of tenths of a person-week. A team is named by its slug, for shortages of
the same size are listed by name; a bet is named by its id.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

BetId: TypeAlias = int
Team: TypeAlias = str
Tenths: TypeAlias = Mapping[Team, int]


class Policy(StrEnum):
    """What a bet that is not funded means for the bets below it."""

    TEAM = "team"  # it closes the teams that it is short on, others go on
    STRICT = "strict"  # it closes the board
    FILL = "fill"  # nothing: lower bets may use what is left


class Reason(StrEnum):
    """Why a bet waits, in the order in which the reasons are tried."""

    UNSIZED = "unsized"
    BELOW_LINE = "below_line"
    QUEUE = "queue"
    DEPENDENCY = "dependency"
    EXCLUDED_BY = "excluded_by"
    CAPACITY = "capacity"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One ranked bet. `demand` is None while nobody has estimated it; `{}` says that it needs no team.

    `excludes` names either-or partners; it is enough that one of the two names the other.
    """

    id: BetId
    demand: Tenths | None
    needs: tuple[BetId, ...] = ()
    excludes: tuple[BetId, ...] = ()
    must_do: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One bet that is not funded, as it stood at its turn.

    `teams` holds the teams it is short on, largest shortage first, then by name; in a queue, the closed teams
    that it needs. `turn_price` is what it lacked at its turn, also where that is not the reason;
    `no_regret_price` is what it lacks once everybody else has been served.
    """

    bet: BetId
    reason: Reason
    teams: tuple[Team, ...] = ()
    behind: tuple[BetId, ...] = ()  # queue: the bets that closed those teams, in allocation order
    line: BetId | None = None  # below_line: the bet that closed the board
    missing: tuple[BetId, ...] = ()  # dependency: the needed bets that were not funded at its turn
    excluded_by: BetId | None = None
    would_fit: bool | None = None  # queue and below_line: whether what was left would have been enough
    turn_price: Tenths = field(default_factory=dict)
    no_regret_price: Tenths = field(default_factory=dict)
    after: Mapping[Team, BetId] = field(default_factory=dict)  # the last bet funded before it, per short team

    @property
    def short(self) -> Tenths:
        """What it lacked at its turn, if that is the reason."""
        return self.turn_price if self.reason is Reason.CAPACITY else {}
