"""All teams of a board, as its rail shows them: what each gives, where its line falls, and what it has not answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from bets.access import may
from bets.board.ground import read
from bets.board.teams import TeamView, capacity
from bets.models import Bet, Capacity, Cycle, Demand
from bets.names import weeks
from org.models import Board, Membership, Team


@dataclass(frozen=True, slots=True)
class Entry:
    """`view` None: for who may not see the order, or for a team that nobody asks. `net`: person-weeks, if readable."""

    team: Team
    view: TeamView | None
    net: str
    unanswered: int


def team_index(board: Board, cycle: Cycle | None, member: Membership) -> tuple[Entry, ...]:
    """By name, as `member` sees them in `cycle`. At most eight statements."""
    teams = Team.objects.filter(board=board).select_related("vp__person")
    views = _views(cycle, member)
    net = _net(cycle, member)
    unanswered = _unanswered(cycle, member)
    return tuple(Entry(team, views.get(team.slug), net.get(team.pk, ""), unanswered.get(team.pk, 0)) for team in teams)


def _views(cycle: Cycle | None, member: Membership) -> Mapping[str, TeamView]:
    if cycle is None or not may(member, cycle, "rank.read"):
        return {}
    return {view.slug: view for view in capacity(read(cycle)).teams}


def _net(cycle: Cycle | None, member: Membership) -> Mapping[int, str]:
    if cycle is None or not may(member, cycle, "capacity.read"):
        return {}
    rows = Capacity.objects.filter(cycle=cycle).values_list("team", "net_tenths")
    return {team: weeks(tenths) for team, tenths in rows}


def _unanswered(cycle: Cycle | None, member: Membership) -> Mapping[int, int]:
    """How many demands of submitted bets wait for the team's VP."""
    if cycle is None or not may(member, cycle, "bet.list"):
        return {}
    waiting = Demand.objects.filter(
        bet__cycle=cycle, bet__status=Bet.Status.SUBMITTED, state=Demand.State.PROPOSED
    ).order_by()
    return dict(waiting.values_list("team").annotate(count=Count("pk")))
