"""The pitches of a cycle, and new ones."""

from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bets.access import bet_for, cycle_for
from bets.actions.pitching import copy, draft
from bets.models import Bet, Cycle
from bets.pitch.listing import listing
from bets.pitch.new import NewPitchForm
from bets.pitch.past import copyable
from bets.sent import body, is_json
from journal.refusals import Invalid
from org.models import Membership
from org.signed_in import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def pitches(request: SignedIn, pk: int) -> HttpResponse:
    """My drafts and bets, the intents that others show, what was submitted; POST makes a draft."""
    if request.method == "POST":
        return _make(request, pk)
    cycle, member = cycle_for(request.user, pk, to="bet.list")
    return render(request, "bets/pitches.html", _context(cycle) | {"listing": listing(cycle, member)})


@require_safe
def new(request: SignedIn, pk: int) -> HttpResponse:
    """Asks for a title, or which earlier bet is pitched again."""
    cycle, member = cycle_for(request.user, pk, to="bet.create_own_draft")
    return _ask(request, cycle, member, NewPitchForm(), 200)


def _make(request: SignedIn, pk: int) -> HttpResponse:
    """Whose it is, is never said: it is theirs who asks."""
    cycle, member = cycle_for(request.user, pk, to="bet.create_own_draft")
    form = NewPitchForm(body(request))
    try:
        bet = _drafted(request, cycle, member, form.checked())
    except Invalid as refusal:
        if is_json(request):
            raise
        form.refuse(refusal)
        return _ask(request, cycle, member, form, 422)
    return redirect("pitch", bet.pk)


def _drafted(request: SignedIn, cycle: Cycle, member: Membership, form: NewPitchForm) -> Bet:
    title, source, now = form.cleaned_data["title"], form.cleaned_data["copy_of"], timezone.now()
    if source is None:
        return draft(cycle=cycle, title=title, by=member, now=now)
    earlier, _ = bet_for(request.user, source, to="bet.read_pitch")
    return copy(cycle=cycle, source=earlier, title=title, by=member, now=now)


def _ask(request: SignedIn, cycle: Cycle, member: Membership, form: NewPitchForm, status: int) -> HttpResponse:
    pitches = resolve_url("pitches", cycle.pk)
    context = _context(cycle) | {
        "form": form,
        "earlier": copyable(cycle, member, timezone.now()),
        "crumbs": [(cycle.name, resolve_url("cycle", cycle.pk)), ("Pitches", pitches), ("New", "")],
    }
    return render(request, "bets/pitch_new.html", context, status=status)


def _context(cycle: Cycle) -> dict[str, object]:
    return {
        "cycle": cycle,
        "board": cycle.board,
        "here": "pitches",
        "crumbs": [(cycle.name, resolve_url("cycle", cycle.pk)), ("Pitches", "")],
    }
