"""The plan as the company reads it: what was locked, in the words of that day, and what happened under it since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bets.allocation import Allocation, BetId, Policy, Reason
from bets.board.ground import Ground
from bets.board.page import priced
from bets.board.policies import MEANING
from bets.board.rows import Row
from bets.board.steps import period
from bets.models import Plan
from bets.names import weeks
from bets.plan.freezing import changed, digest
from bets.plan.given import Given, given
from bets.plan.ground import plan_ground
from bets.plan.since import Since, since
from bets.sentences import Headline, headline
from bets.what_if import would_fit
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Line:
    """A bet of the plan: `row` is how the board showed it; `since` is None for a plan that is in force no longer."""

    row: Row
    weeks: str
    since: Since | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A leader's answer for something that would have kept the plan from being locked."""

    about: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """`below`: what fell just below a line. `fitting`: what would fit into the weeks of bets that ended since.

    `is_intact`: the content is what the hash says. `changed`: the parts that the cycle has otherwise today.
    """

    plan: Plan
    name: str
    period: str
    headline: Headline
    policy: str
    meaning: str
    must: tuple[Line, ...]
    lines: tuple[Line, ...]
    below: tuple[Row, ...]
    ended: tuple[Line, ...]
    fitting: tuple[Row, ...]
    sentences: tuple[Sentence, ...]
    given: tuple[Given, ...]
    is_in_force: bool
    is_intact: bool
    changed: tuple[str, ...]


def plan_page(plan: Plan, member: Membership, now: datetime) -> PlanPage:
    """`plan` has its cycle and board. A fixed number of statements while it is in force, and none afterwards."""
    cycle, content, is_in_force = plan.cycle, plan.content, plan.unlocked_at is None
    today = since(cycle, member, now) if is_in_force else {}
    ground = plan_ground(cycle, content, {bet: each.ended for bet, each in today.items() if each.ended})
    lines = tuple(_lines(ground, today))
    return PlanPage(
        plan=plan,
        name=content["shown"]["cycle"],
        period=period(cycle),
        headline=headline(ground.allocation, ground.names),
        policy=content["policy"],
        meaning=MEANING[Policy(content["policy"])],
        must=tuple(line for line in lines if line.row.must_do),
        lines=tuple(line for line in lines if not line.row.must_do),
        below=tuple(line.row for line in lines if _fell(ground.allocation, line.row)),
        ended=tuple(line for line in lines if not line.row.is_open),
        fitting=tuple(_fitting(ground.allocation, lines)),
        sentences=tuple(Sentence(**said) for said in content["shown"]["waivers"]),
        given=tuple(given(ground, content["capacities"])),
        is_in_force=is_in_force,
        is_intact=digest(content) == plan.digest,
        changed=tuple(changed(cycle, content)) if is_in_force else (),
    )


def _lines(ground: Ground, today: Mapping[BetId, Since]) -> Iterator[Line]:
    for row in priced(ground):
        demand = ground.candidates[row.bet].demand or {}
        yield Line(row, weeks(sum(demand.values())), today.get(row.bet))


def _fell(allocation: Allocation, row: Row) -> bool:
    """Whether a line falls at it. Fill draws none: there it is what waits for capacity."""
    waiting = allocation.unfunded.get(row.bet)
    is_passed = allocation.policy is Policy.FILL and waiting is not None and waiting.reason is Reason.CAPACITY
    return row.cut is not None or is_passed


def _fitting(allocation: Allocation, lines: tuple[Line, ...]) -> Iterator[Row]:
    """The waiting bets that would fit, each by itself, into what those that ended leave."""
    gone = {line.row.bet for line in lines if not line.row.is_open}
    fit = would_fit(allocation, gone)
    return (line.row for line in lines if line.row.bet in fit)
