"""The teams of a board."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from journal.refusals import Invalid
from org.access import board_for, team_of
from org.actions.teams import create_team, edit_team
from org.forms import TeamForm, refuse
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
    """Name, short name and VP. What the team gives and is asked for stands on its own page."""
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
    context = {"board": board, "here": "people", "team": team, "form": form}
    return render(request, "org/team.html", context, status=422 if form.errors else 200)
