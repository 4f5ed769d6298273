"""The roadmap tool and what bets are linked to: the real actions, made ready for somebody to try."""

from bets.actions import external, roadmap
from bets.models import RoadmapTool
from org.models import Membership
from tests.authz.attempts import Act, attempt
from tests.cast import Cast
from tests.factories import NOW, ReferenceFactory, RoadmapToolFactory, TeamProjectFactory

_WANTED = roadmap.Wanted(address="https://example.atlassian.net", account="r@example.com", secret="a token")
_TOLD = external.Told(source="linear", external_id="LIN-1", status="Started", progress=10, moved_at={"data": NOW})


def tool_of(cast: Cast, **options: object) -> RoadmapTool:
    made: RoadmapTool = RoadmapToolFactory(board=cast.board, **options)
    return made


@attempt("roadmap.connect")
def connect_a_tool(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: roadmap.connect(wanted=_WANTED, by=by, now=NOW)


@attempt("roadmap.connect")
def part_from_a_tool(cast: Cast, by: Membership, owner: Membership) -> Act:
    tool_of(cast)
    return lambda: roadmap.disconnect(by=by, now=NOW)


@attempt("roadmap.connect")
def pause_a_tool(cast: Cast, by: Membership, owner: Membership) -> Act:
    tool_of(cast)
    return lambda: roadmap.pause(by=by, now=NOW)


@attempt("roadmap.connect")
def let_a_tool_go_on(cast: Cast, by: Membership, owner: Membership) -> Act:
    tool_of(cast, paused_at=NOW)
    return lambda: roadmap.resume(by=by, now=NOW)


@attempt("roadmap.connect")
def try_a_tool_out(cast: Cast, by: Membership, owner: Membership) -> Act:
    tool_of(cast)
    return lambda: roadmap.ask_test(by=by, now=NOW)


@attempt("roadmap.connect")
def give_a_team_a_project(cast: Cast, by: Membership, owner: Membership) -> Act:
    return lambda: roadmap.map_team(team=cast.data, project="DAT", by=by, now=NOW)


@attempt("roadmap.connect")
def take_a_teams_project_away(cast: Cast, by: Membership, owner: Membership) -> Act:
    TeamProjectFactory(board=cast.board, team=cast.data)
    return lambda: roadmap.map_team(team=cast.data, project="", by=by, now=NOW)


@attempt("roadmap.run", state="locked")
def push_the_plan(cast: Cast, by: Membership, owner: Membership) -> Act:
    tool_of(cast)
    return lambda: roadmap.ask(cycle=cast.cycle, kind="push", by=by, now=NOW)


@attempt("roadmap.run", state="locked")
def pull_how_it_stands(cast: Cast, by: Membership, owner: Membership) -> Act:
    tool_of(cast)
    return lambda: roadmap.ask(cycle=cast.cycle, kind="pull", by=by, now=NOW)


@attempt("roadmap.sync_status", state="locked")
def link_a_bet(cast: Cast, by: Membership, owner: Membership) -> Act:
    cast.a.owner = owner
    cast.a.save()
    return lambda: external.tell(bet=cast.a, told=_TOLD, by=by, now=NOW)


@attempt("roadmap.sync_status", state="locked")
def unlink_a_bet(cast: Cast, by: Membership, owner: Membership) -> Act:
    cast.a.owner = owner
    cast.a.save()
    ReferenceFactory(cycle=cast.cycle, bet=cast.a)
    return lambda: external.forget(bet=cast.a, by=by, now=NOW)
