"""The cycles of a board, a new one, and the page that one is run by."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bets.access import authorise, cycle_for, may
from bets.actions import cycles as acts
from bets.actions import waiving
from bets.models import Cycle
from bets.next_cycle import next_cycle
from bets.running.access import waiver_for
from bets.running.page import cycle_page
from bets.running.pitchers import pitchers
from bets.running.unanswered import unanswered
from bets.views.cycle_forms import CycleForm, PolicyForm, WaiverForm
from journal.refusals import Invalid
from org.access import board_for
from org.forms import refuse
from org.models import Board, Membership
from org.signed_in import SignedIn

_FORM = ["GET", "HEAD", "POST"]


@require_safe
def index(request: SignedIn, slug: str) -> HttpResponse:
    """All cycles of the board, newest first."""
    board, member = board_for(request.user, slug, to="board.view")
    context = {
        "board": board,
        "cycles": Cycle.objects.filter(board=board).newest_first(),
        "may_make": may(member, Cycle(board=board), "cycle.create_edit"),
        "here": "cycle",
        "crumbs": [("Cycles", "")],
    }
    return render(request, "bets/cycles.html", context)


@require_http_methods(_FORM)
def new(request: SignedIn, slug: str) -> HttpResponse:
    board, member = board_for(request.user, slug, to="board.view")
    authorise(member, Cycle(board=board), "cycle.create_edit")
    form = CycleForm(request.POST, board=board) if request.method == "POST" else _coming(board)
    if form.is_valid():
        try:
            cycle = acts.create(board=board, **form.values, by=member, now=timezone.now())
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"{cycle.name} is open for pitches.{form.remark(board.zone)}")
            return redirect("cycle_page", cycle.pk)
    crumbs = [("Cycles", resolve_url("cycles", slug)), ("New", "")]
    context = {"board": board, "form": form, "here": "cycle", "crumbs": crumbs}
    return render(request, "bets/cycle_new.html", context, status=422 if form.errors else 200)


def _coming(board: Board) -> CycleForm:
    newest = Cycle.objects.filter(board=board).order_by("-ends_on").first()
    coming = next_cycle(newest.ends_on if newest else None, board.today(timezone.now()))
    return CycleForm.coming(board, coming)


@require_safe
def show(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member = cycle_for(request.user, pk, to="board.view")
    return _page(request, cycle, member)


@require_POST
def dates(request: SignedIn, pk: int) -> HttpResponse:
    """Name, dates and visibility."""
    cycle, member = cycle_for(request.user, pk, to="cycle.create_edit")
    form = CycleForm(request.POST, board=cycle.board)
    if form.is_valid():
        try:
            edited = acts.edit(cycle=cycle, by=member, now=timezone.now(), **form.values)
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"{edited.name} is changed.{form.remark(cycle.board.zone)}")
            return redirect("cycle_page", pk)
    return _page(request, cycle, member, dates_form=form, status=422)


@require_POST
def policy(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member = cycle_for(request.user, pk, to="cycle.set_policy")
    form = PolicyForm(request.POST)
    if not form.is_valid():
        return _page(request, cycle, member, policy_form=form, status=422)
    edited = acts.edit(cycle=cycle, by=member, now=timezone.now(), **form.cleaned_data)
    messages.success(request, f"{edited.name} is dealt by policy {edited.get_policy_display().lower()}.")
    return redirect("cycle_page", pk)


@require_http_methods(_FORM)
def opening(request: SignedIn, pk: int) -> HttpResponse:
    """Opens the ranking; before that it says what is still open."""
    cycle, member = cycle_for(request.user, pk, to="cycle.open_ranking")
    now = timezone.now()
    if request.method == "POST":
        acts.open_ranking(cycle=cycle, by=member, now=now)
        messages.success(request, f"The ranking of {cycle.name} is open. The submitted bets wait in the tray.")
        return redirect("cycle", pk)
    context = {
        "pitchers": pitchers(cycle),
        "open_demands": sum(len(team.demands) for team in unanswered(cycle, with_ranks=False)),
        "is_early": now < cycle.pitches_close_at,
    }
    return render(request, "bets/cycle_opening.html", _frame(cycle, "Open ranking") | context)


@require_http_methods(_FORM)
def closing(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member = cycle_for(request.user, pk, to="cycle.close")
    if request.method == "POST":
        acts.close(cycle=cycle, by=member, now=timezone.now())
        messages.success(request, f"{cycle.name} is closed.")
        return redirect("cycle_page", pk)
    is_early = cycle.board.today(timezone.now()) <= cycle.ends_on
    return render(request, "bets/cycle_closing.html", _frame(cycle, "Close") | {"is_early": is_early})


@require_POST
def waivers(request: SignedIn, pk: int) -> HttpResponse:
    """A leader answers for one thing that is missing."""
    cycle, member = cycle_for(request.user, pk, to="cycle.waive")
    form = WaiverForm(request.POST)
    if form.is_valid():
        try:
            waiving.waive(cycle=cycle, by=member, now=timezone.now(), **form.cleaned_data)
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "Your sentence stands for it.")
            page = "lock" if request.POST.get("back") == "lock" else "cycle_page"
            return redirect(f"{resolve_url(page, pk)}#missing")
    return _page(request, cycle, member, waiver_form=form, status=422)


@require_POST
def waiver_end(request: SignedIn, pk: int, waiver: int) -> HttpResponse:
    """The sentence counts no longer."""
    found, member = waiver_for(request.user, pk, waiver, to="cycle.waive")
    waiving.take_back(waiver=found, by=member, now=timezone.now())
    messages.success(request, "The sentence is taken back; it is missing again.")
    return redirect(f"{resolve_url('cycle_page', pk)}#missing")


def _page(request: SignedIn, cycle: Cycle, member: Membership, *, status: int = 200, **sent: Any) -> HttpResponse:
    """The page, with whichever form was sent and could not be taken."""
    context = {
        "page": cycle_page(cycle, member, timezone.now()),
        "dates_form": CycleForm.of(cycle),
        "policy_form": PolicyForm(initial={"policy": cycle.policy}),
        **sent,
    }
    return render(request, "bets/cycle_page.html", _frame(cycle) | context, status=status)


def _frame(cycle: Cycle, title: str = "") -> dict[str, Any]:
    """Of a page about the cycle, or of one step further in."""
    of_cycle = resolve_url("cycle_page", cycle.pk) if title else ""
    crumbs = [("Cycles", resolve_url("cycles", cycle.board.slug)), (cycle.name, of_cycle)]
    crumbs += [(title, "")] if title else []
    return {"cycle": cycle, "board": cycle.board, "here": "cycle", "crumbs": crumbs}
