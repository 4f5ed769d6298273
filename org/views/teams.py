"""The teams of a board."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from journal.refusals import Invalid
from org.access import board_for, team_of
from org.actions.teams import create_team, edit_team
from org.forms import PersonOnTeamForm, TeamForm, refuse
from org.models import Membership, Team
from org.people import people_of
from org.signed_in import SignedIn
from org.views import people


@require_POST
def teams(request: SignedIn, slug: str) -> HttpResponse:
    board, me = board_for(request.user, slug, to="team.manage")
    form = TeamForm(request.POST, board=board, prefix="team")
    if form.is_valid():
        try:
            create_team(**form.cleaned_data, by=me, now=timezone.now())
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            return redirect("people", board.slug)
    return people.page(request, me, team_form=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SignedIn, slug: str, team_slug: str) -> HttpResponse:
    """Name, short name, VP, and who works on it. What it gives and is asked for stands on its own page."""
    board, me = board_for(request.user, slug, to="team.manage")
    team = team_of(me, team_slug)
    form = TeamForm(request.POST, board=board) if request.method == "POST" else TeamForm.of(team)
    if form.is_valid():
        try:
            edit_team(**form.cleaned_data, team=team, by=me, now=timezone.now())
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            return redirect("people", board.slug)
    return page(request, me, team, status=422 if form.errors else 200, form=form)


def page(
    request: SignedIn, me: Membership, team: Team, *, status: int = 200, **sent: TeamForm | PersonOnTeamForm
) -> HttpResponse:
    """With whichever form was sent and could not be taken."""
    context = {
        "board": me.board,
        "here": "people",
        "team": team,
        "people": people_of(team),
        "form": TeamForm.of(team),
        "place_form": PersonOnTeamForm(team=team),
        **sent,
    }
    return render(request, "org/team.html", context, status=status)
