"""The pages of the roadmap tool: all of a board, and what a push would do."""

from dataclasses import dataclass
from datetime import datetime

from bets.access import may
from bets.actions.external import SYNC
from bets.beside import Corner, of_plan
from bets.models import Bet, Cycle, Plan, Reference, RoadmapRun, RoadmapTool, TeamProject
from bets.roadmap import items
from bets.roadmap.gathering import gather
from bets.roadmap.items import Item
from bets.roadmap.pushing import Todo, todo
from org.models import Membership, Team

_RUNS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A bet of the plan, and where it is worked on. `moved_at`: when a team last moved work under it, and which.

    `may_tell`: whether the reader may say where.
    """

    rank: int
    bet: Bet
    is_funded: bool
    reference: Reference | None
    moved_at: datetime | None
    moved_by: str
    may_tell: bool


@dataclass(frozen=True, slots=True)
class RoadmapPage:
    """`cycle`: the newest that is locked; None: there is none. `teams` with their projects, empty for none."""

    tool: RoadmapTool | None
    teams: tuple[tuple[Team, str], ...]
    cycle: Cycle | None
    plan: Plan | None
    lines: tuple[Line, ...]
    runs: tuple[RoadmapRun, ...]
    corners: tuple[Corner, ...]

    @property
    def under_way(self) -> RoadmapRun | None:
        return next((run for run in self.runs if not run.is_over), None)

    @property
    def linked(self) -> int:
        return sum(line.reference is not None for line in self.lines)


def roadmap_page(member: Membership, now: datetime) -> RoadmapPage:
    """What `member` sees of the board's tool. Fourteen statements at most, for any number of bets."""
    board = member.board
    projects = dict(TeamProject.objects.filter(board=board).values_list("team", "project"))
    cycle = Cycle.objects.filter(board=board, state=Cycle.State.LOCKED).order_by("-starts_on", "-pk").first()
    plan = Plan.objects.filter(cycle=cycle, unlocked_at=None).first() if cycle is not None else None
    runs = RoadmapRun.objects.filter(board=board).select_related("asked_by__person").order_by("-pk")
    return RoadmapPage(
        tool=RoadmapTool.objects.filter(board=board).first(),
        teams=tuple((team, projects.get(team.pk, "")) for team in Team.objects.filter(board=board)),
        cycle=cycle, plan=plan, lines=_lines(cycle, plan, member) if cycle and plan else (), runs=tuple(runs[:_RUNS]),
        corners=of_plan(plan, member, now) if plan else (),
    )  # fmt: skip


def _lines(cycle: Cycle, plan: Plan, member: Membership) -> tuple[Line, ...]:
    """The funded bets, and those that are worked on although they are not."""
    order: list[int] = plan.content["order"]
    bets = Bet.objects.prefetch_related("co_writers").in_bulk(order)
    rows = Reference.objects.filter(cycle=plan.cycle_id).prefetch_related("moves__team")
    references = {row.bet_id: row for row in rows}
    funded = set(plan.content["funded"])
    return tuple(
        _line(rank, bets[pk], pk in funded, references.get(pk), member, cycle)
        for rank, pk in enumerate(order, start=1)
        if pk in bets and (pk in funded or pk in references)
    )


def _line(rank: int, bet: Bet, is_funded: bool, reference: Reference | None, member: Membership, cycle: Cycle) -> Line:
    last = max(reference.moves.all(), key=lambda move: move.moved_at, default=None) if reference else None
    own = member.pk in {bet.owner_id, *(each.pk for each in bet.co_writers.all())}
    may_tell = may(member, cycle, SYNC, own=own)
    return Line(
        rank, bet, is_funded, reference, last.moved_at if last else None, last.team.name if last else "", may_tell
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What a push would do, as far as it can be known without asking the tool. `elsewhere`: bets of other tools."""

    todo: Todo
    elsewhere: tuple[str, ...]


def preview(plan: Plan, tool: RoadmapTool, now: datetime) -> Preview:
    """Four statements."""
    gathered = gather(plan, tool, now)
    return Preview(todo(gathered.bets), tuple(title for _, title in gathered.elsewhere))


def done(run: RoadmapRun) -> tuple[Item, ...]:
    return items.read(run.items)
