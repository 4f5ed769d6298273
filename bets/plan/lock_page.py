"""Before the lock: all that is missing, what leaders answered for, and the plan as it would be."""

from dataclasses import dataclass

from bets.board.ground import read
from bets.board.page import priced
from bets.board.rows import Row
from bets.models import Cycle
from bets.names import weeks
from bets.plan.freezing import content, digest
from bets.readiness import Missing, Waived, readiness
from bets.sentences import Headline, headline


@dataclass(frozen=True, slots=True)
class LockPage:
    """`digest` names the plan that is shown, so that no other is locked; it is empty while something is missing."""

    missing: tuple[Missing, ...]
    waived: tuple[Waived, ...]
    headline: Headline
    bets: int
    teams: int
    weeks: str
    rows: tuple[Row, ...]
    digest: str


def lock_page(cycle: Cycle) -> LockPage:
    """A fixed number of statements; more of them once nothing is missing."""
    ground = read(cycle)
    found = readiness(cycle, ground.inputs)
    return LockPage(
        missing=found.missing,
        waived=found.waived,
        headline=headline(ground.allocation, ground.names),
        bets=len(ground.order),
        teams=sum(column.has_capacity for column in ground.columns),
        weeks=weeks(sum(ground.allocation.used.values())),
        rows=tuple(priced(ground)),
        digest="" if found.missing else digest(content(cycle, ground, found)),
    )
