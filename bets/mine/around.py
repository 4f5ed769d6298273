"""Whose page it is, and when: what all parts of it are told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bets.mine.owed import Due, Owed, by_day
from bets.models import Cycle
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Around:
    """`cycles` are those of the board that are not closed."""

    member: Membership
    now: datetime
    cycles: tuple[Cycle, ...]

    @property
    def zone(self) -> str:
        return self.member.board.zone

    def of(self, *states: str) -> tuple[Cycle, ...]:
        return tuple(cycle for cycle in self.cycles if cycle.state in states)

    def before_lock(self, cycle: Cycle) -> Due | None:
        return by_day(cycle.locks_on, self.zone)

    def to_confirm(self, cycle: Cycle) -> Due | None:
        return by_day(cycle.confirm_by, self.zone)


def one_or_all(each: Sequence[Owed], sentence: str, url: str) -> list[Owed]:
    """A single one as it is; of several, one line with their number before `sentence`, due with the first."""
    if len(each) < 2:
        return list(each)
    first = min((item.due for item in each if item.due), key=lambda due: due.at, default=None)
    return [Owed(f"{len(each)} {sentence}", url, first)]
