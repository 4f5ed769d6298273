"""Places of people on teams, given on the page of either."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from org.access import board_for, fellow, team_of
from org.actions.places import give_place, take_place
from org.forms import PersonOnTeamForm, TeamOfPersonForm
from org.signed_in import SignedIn
from org.views.person import page as person_page
from org.views.teams import page as team_page


@require_POST
def of_person(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    """`team`: which."""
    board, me = board_for(request.user, slug, to="team.manage")
    member = fellow(me, pk)
    form = TeamOfPersonForm(request.POST, member=member)
    if not form.is_valid():
        return person_page(request, me, member, status=422, place_form=form)
    give_place(**form.cleaned_data, member=member, by=me, now=timezone.now())
    return redirect("person", board.slug, pk)


@require_POST
def of_team(request: SignedIn, slug: str, team_slug: str) -> HttpResponse:
    """`member`: who."""
    board, me = board_for(request.user, slug, to="team.manage")
    team = team_of(me, team_slug)
    form = PersonOnTeamForm(request.POST, team=team)
    if not form.is_valid():
        return team_page(request, me, team, status=422, place_form=form)
    give_place(**form.cleaned_data, team=team, by=me, now=timezone.now())
    return redirect("team_settings", board.slug, team.slug)


@require_POST
def end(request: SignedIn, slug: str, team_slug: str, pk: int) -> HttpResponse:
    """`back`: the page of the `team` or of the person that the button stood on."""
    board, me = board_for(request.user, slug, to="team.manage")
    team, member = team_of(me, team_slug), fellow(me, pk)
    take_place(team=team, member=member, by=me, now=timezone.now())
    if request.POST.get("back") == "team":
        return redirect("team_settings", board.slug, team.slug)
    return redirect("person", board.slug, pk)
