"""The roadmap tool of a board: connected by admins, pushed and pulled by whoever leads, read by all who plan."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bets.access import cycle_for
from bets.access import may as may_in
from bets.actions import roadmap as acts
from bets.actions.roadmap import CONNECT, FOLLOW, RUN, Wanted
from bets.models import Plan, RoadmapRun, RoadmapTool
from bets.models.roadmap import ADDRESS_LENGTH, KEY_LENGTH
from bets.roadmap.access import run_for
from bets.roadmap.page import RoadmapPage, done, preview, roadmap_page
from journal.refusals import Invalid, Refusal, WrongState
from org.access import board_for, may, team_of
from org.forms import refuse
from org.models import Membership
from org.signed_in import SignedIn


class ConnectionForm(forms.Form):
    address = forms.CharField(label="Address", max_length=ADDRESS_LENGTH, help_text="As https://example.atlassian.net")
    account = forms.CharField(label="E-mail address of the account", max_length=254, help_text="Better one of its own")
    secret = forms.CharField(
        label="API token", max_length=500, required=False, help_text="Never shown again; empty: the one that is kept",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    @classmethod
    def of(cls, tool: RoadmapTool | None) -> "ConnectionForm":
        """As it is now, without its secret."""
        return cls(initial={"address": tool.address, "account": tool.account} if tool is not None else None)


class ProjectForm(forms.Form):
    project = forms.CharField(max_length=KEY_LENGTH, required=False)


@require_safe
def show(request: SignedIn, slug: str) -> HttpResponse:
    _, me = board_for(request.user, slug, to=FOLLOW)
    return _page(request, me)


@require_POST
def connection(request: SignedIn, slug: str) -> HttpResponse:
    """For the first time, or with other values; then the tool is asked whether it knows us."""
    _, me = board_for(request.user, slug, to=CONNECT)
    form = ConnectionForm(request.POST)
    if not form.is_valid():
        return _page(request, me, form=form, status=422)
    now = timezone.now()
    try:
        acts.connect(wanted=Wanted(**form.cleaned_data), by=me, now=now)
    except Invalid as refusal:
        refuse(form, refusal)
        return _page(request, me, form=form, status=422)
    return _tell(request, slug, lambda: acts.ask_test(by=me, now=now), "Kept. Whether it answers is seen in seconds.")


@require_POST
def connection_end(request: SignedIn, slug: str) -> HttpResponse:
    _, me = board_for(request.user, slug, to=CONNECT)
    acts.disconnect(by=me, now=timezone.now())
    messages.success(request, "Parted. The token is gone; which epic is which bet stays.")
    return redirect("roadmap", slug)


@require_POST
def pause(request: SignedIn, slug: str) -> HttpResponse:
    _, me = board_for(request.user, slug, to=CONNECT)
    return _tell(request, slug, lambda: acts.pause(by=me, now=timezone.now()), "Paused: nothing is asked by itself.")


@require_POST
def pause_end(request: SignedIn, slug: str) -> HttpResponse:
    _, me = board_for(request.user, slug, to=CONNECT)
    return _tell(request, slug, lambda: acts.resume(by=me, now=timezone.now()), "It goes on.")


@require_POST
def tests(request: SignedIn, slug: str) -> HttpResponse:
    _, me = board_for(request.user, slug, to=CONNECT)
    return _tell(request, slug, lambda: acts.ask_test(by=me, now=timezone.now()), "It is asked within seconds.")


@require_POST
def project(request: SignedIn, slug: str, team_slug: str) -> HttpResponse:
    """Whose work a project is; an empty one: the team has none."""
    _, me = board_for(request.user, slug, to=CONNECT)
    team = team_of(me, team_slug)
    form = ProjectForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(" ".join(map(str, form["project"].errors)))
        acts.map_team(team=team, project=form.cleaned_data["project"], by=me, now=timezone.now())
    except Invalid as refusal:
        return _page(request, me, status=422, fault=refusal.detail, team=team.pk, typed=form.data.get("project", ""))
    given = form.cleaned_data["project"].strip()
    messages.success(request, f"{team.name} works in {given}." if given else f"{team.name} has no project now.")
    return redirect("roadmap", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def push(request: SignedIn, pk: int) -> HttpResponse:
    """What a push would do; a POST asks for it."""
    cycle, me = cycle_for(request.user, pk, to=RUN)
    if request.method == "POST":
        return _ask(request, cycle, RoadmapRun.Kind.PUSH, me)
    tool = RoadmapTool.objects.filter(board=cycle.board_id).exclude(secret="").first()
    plan = Plan.objects.filter(cycle=cycle, unlocked_at=None).first()
    found = preview(plan, tool, timezone.now()) if plan is not None and tool is not None else None
    context = {
        "board": me.board, "cycle": cycle, "here": "roadmap", "tool": tool, "preview": found,
        "crumbs": [("Roadmap tool", resolve_url("roadmap", me.board.slug)), (f"Push {cycle.name}", "")],
    }  # fmt: skip
    return render(request, "bets/roadmap/push.html", context)


@require_POST
def pull(request: SignedIn, pk: int) -> HttpResponse:
    cycle, me = cycle_for(request.user, pk, to=RUN)
    return _ask(request, cycle, RoadmapRun.Kind.PULL, me)


@require_safe
def run(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    """What it did with each bet."""
    found, me = run_for(request.user, pk, slug=slug)
    context = {
        "board": me.board, "here": "roadmap", "run": found, "items": done(found),
        "crumbs": [("Roadmap tool", resolve_url("roadmap", slug)), (found.name, "")],
    }  # fmt: skip
    return render(request, "bets/roadmap/run.html", context)


def _ask(request: SignedIn, cycle: Any, kind: str, by: Membership) -> HttpResponse:
    try:
        asked = acts.ask(cycle=cycle, kind=kind, by=by, now=timezone.now())
    except WrongState as refusal:
        messages.error(request, refusal.detail)
        return redirect("roadmap", cycle.board.slug)
    return redirect("roadmap_run", cycle.board.slug, asked.pk)


def _tell(request: SignedIn, slug: str, act: Any, said: str) -> HttpResponse:
    """Carry it out, and say how it went on the page of the tool."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    else:
        messages.success(request, said)
    return redirect("roadmap", slug)


def _page(
    request: SignedIn, me: Membership, *, form: ConnectionForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    page: RoadmapPage = roadmap_page(me, timezone.now())
    context = {
        "board": me.board, "here": "roadmap", "page": page, "form": form or ConnectionForm.of(page.tool),
        "may_connect": may(me, CONNECT), "may_run": page.cycle is not None and may_in(me, page.cycle, RUN), **more,
    }  # fmt: skip
    response = render(request, "bets/roadmap/roadmap.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
