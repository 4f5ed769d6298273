"""A ranking round: opened, followed, called off, revealed, and its proposal adopted."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bets.access import cycle_for
from bets.actions import rounds
from bets.actions.orders import adopt
from bets.actions.ranking import ReasonNeeded
from bets.board.ground import read
from bets.board.version import etag
from bets.forms import checked
from bets.models import Cycle, Round
from bets.round.forms import AdoptionForm, OpenForm, RoundForm
from bets.round.page import round_page
from bets.round.reveal import proposed, seal
from bets.sent import body
from journal.refusals import Invalid, Refusal
from org.forms import refuse
from org.models import Membership
from org.signed_in import SignedIn


class ProposalChanged(Refusal):
    """Another order would be adopted than the one that was shown."""

    code = "proposal_changed"


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SignedIn, pk: int) -> HttpResponse:
    """The round that is open, or what came out of the newest; and the form that opens one."""
    if request.method == "POST":
        return _open(request, pk)
    cycle, member = cycle_for(request.user, pk, to="round.follow")
    return _page(request, cycle, member)


@require_safe
def part(request: SignedIn, pk: int) -> HttpResponseBase:
    """What of the page changes with every act. 304 to a page that has it already."""
    cycle, member = cycle_for(request.user, pk, to="round.follow")
    tag = _tag(cycle, member)
    if (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return unchanged
    response = render(request, "bets/round/_round.html", _context(request, cycle, member))
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_POST
def revealed(request: SignedIn, pk: int) -> HttpResponse:
    """Close the round; unready orders are not used."""
    cycle, member = cycle_for(request.user, pk, to="round.open_close_reveal")
    rounds.close(round=round_of(cycle, body(request)), by=member, now=timezone.now())
    return redirect("round", pk)


@require_POST
def called_off(request: SignedIn, pk: int) -> HttpResponse:
    """Nothing comes of the round."""
    cycle, member = cycle_for(request.user, pk, to="round.open_close_reveal")
    rounds.call_off(round=round_of(cycle, body(request)), by=member, now=timezone.now())
    messages.success(request, "The round is called off. Nobody’s order is shown.")
    return redirect("round", pk)


@require_POST
def adoption(request: SignedIn, pk: int) -> HttpResponse:
    """Make the proposal the order: exactly the one that was shown, or none."""
    cycle, member = cycle_for(request.user, pk, to="rank.move")
    sent = body(request)
    given = checked(AdoptionForm(sent)).cleaned_data
    found, ground = round_of(cycle, sent), read(cycle)
    order = proposed(found, ground)
    if given["base_revision"] == cycle.revision and given["seal"] != seal(found, order):
        raise ProposalChanged("The proposal is another by now: look at it again before it is adopted.")
    try:
        done = adopt(
            cycle=cycle, order=order, by=member, now=timezone.now(),
            base_revision=given["base_revision"], reason=given["reason"], round=found.pk,
        )  # fmt: skip
    except ReasonNeeded as refusal:
        return _page(request, cycle, member, error=refusal.detail)
    undo = f"{resolve_url('undone', pk)}?revision={done.revision}"
    messages.success(request, f"The proposal is the order now: revision {done.revision}.", extra_tags=undo)
    return redirect("cycle", pk)


def round_of(cycle: Cycle, sent: dict[str, Any]) -> Round:
    """The round that the page was about. Raises Invalid if it says none, RoundIsOver if there is none such."""
    wanted = checked(RoundForm(sent)).cleaned_data["round"]
    found = Round.objects.filter(cycle=cycle, pk=wanted).first()
    if found is None:
        raise rounds.RoundIsOver("There is no such round in this cycle.")
    found.cycle = cycle
    return found


def _open(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member = cycle_for(request.user, pk, to="round.open_close_reveal")
    form = OpenForm(body(request), board=cycle.board)
    if form.is_valid():
        try:
            rounds.open_round(cycle=cycle, by=member, now=timezone.now(), **form.cleaned_data)
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "The round is open, and the leaders are told.")
            return redirect("round", pk)
    return _page(request, cycle, member, form=form)


def _page(
    request: SignedIn, cycle: Cycle, member: Membership, form: OpenForm | None = None, error: str = ""
) -> HttpResponse:
    context = _context(request, cycle, member, form) | {"etag": _tag(cycle, member), "error": error}
    return render(request, "bets/round/round.html", context, status=422 if form or error else 200)


def _context(request: SignedIn, cycle: Cycle, member: Membership, form: OpenForm | None = None) -> dict[str, object]:
    page = round_page(cycle, member, timezone.now(), all_pairs=request.GET.get("pairs") == "all")
    return {
        "page": page,
        "cycle": cycle,
        "board": cycle.board,
        "here": "board",
        "form": form or (OpenForm(board=cycle.board) if page.may_steer and page.progress is None else None),
        "all_pairs": request.GET.get("pairs") == "all",
        "crumbs": [(cycle.name, resolve_url("cycle", cycle.pk)), ("Ranking round", "")],
    }


def _tag(cycle: Cycle, member: Membership) -> str:
    """Of one person's page: it says what is theirs to do."""
    return etag(cycle, member, f"round.{member.pk}")
