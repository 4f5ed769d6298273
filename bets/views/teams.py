"""All teams, and the page of one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bets.board.places import first_look
from bets.board.team_index import team_index
from bets.board.team_page import team_page
from bets.demand_forms import Typed
from bets.models import Cycle
from org.access import board_for, may, team_of
from org.models import Membership, Team
from org.signed_in import SignedIn
from org.views import teams as org_teams


@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: SignedIn, slug: str) -> HttpResponse:
    """All teams of the board. Who may adds one under the same address: that is for the organisation's own door."""
    if request.method == "POST":
        return org_teams.teams(request, slug)
    _, me = board_for(request.user, slug, to="people.view")
    cycles = _cycles(me)
    chosen = _chosen(cycles, request.GET.get("cycle", ""))
    context = {
        "entries": team_index(me.board, chosen, me),
        "cycles": cycles,
        "may_manage": may(me, "team.manage"),
        "board": me.board,
        "cycle": chosen,
        "here": "teams",
    }
    return render(request, "bets/teams.html", context)


@require_safe
def team(request: SignedIn, slug: str, team_slug: str) -> HttpResponse:
    """In the cycle that most needs looking at, or in the one that the address names."""
    _, me = board_for(request.user, slug, to="board.view")
    return page(request, me, team_of(me, team_slug), request.GET.get("cycle", ""))


def page(
    request: SignedIn, me: Membership, team: Team, cycle: str, *, typed: Typed | None = None, status: int = 200
) -> HttpResponse:
    """The page in the cycle with this id; with `typed`, a form that could not be taken stands where it was."""
    cycles = _cycles(me)
    chosen = _chosen(cycles, cycle)
    context = {
        "team": team,
        "page": team_page(team, chosen, cycles, me, timezone.now(), typed=typed) if chosen else None,
        "may_manage": may(me, "team.manage"),
        "may_see_calendar": may(me, "people.view"),
        "board": me.board,
        "cycle": chosen,
        "here": "teams",
        "crumbs": [("Teams", resolve_url("teams", me.board.slug)), (team.name, "")],
    }
    return render(request, "bets/team.html", context, status=status)


def _cycles(me: Membership) -> tuple[Cycle, ...]:
    """Those of the board, the one that most needs looking at first. One statement."""
    found = list(Cycle.objects.filter(board=me.board_id).newest_first())
    for cycle in found:
        cycle.board = me.board
    return first_look(found)


def _chosen(cycles: tuple[Cycle, ...], cycle: str) -> Cycle | None:
    """None for a board without cycles. Raises Http404 for a cycle that is none of them."""
    if not cycle:
        return next(iter(cycles), None)
    found = next((each for each in cycles if str(each.pk) == cycle), None)
    if found is None:
        raise Http404("No such page.")
    return found
