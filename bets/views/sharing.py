"""Who writes a pitch with its owner, who sees its intent, and who reads it: the owner's page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bets.access import bet_for
from bets.actions.pitching import keep_confidential, name_writers, show_intent
from bets.models import Bet, Cycle
from bets.pitch.sharing import Circle, ConfidentialityForm, WritersForm, circle
from bets.views.pitch import crumbs
from journal.refusals import Invalid
from org.signed_in import SignedIn


@require_safe
def sharing(request: SignedIn, pk: int) -> HttpResponse:
    bet, _ = bet_for(request.user, pk, to="bet.share")
    around = circle(bet, timezone.now())
    return _page(request, bet, _writers(around), _confidentiality(bet, around))


@require_POST
def intent(request: SignedIn, pk: int) -> HttpResponse:
    """`shown`: whether other VPs see title, thesis and teams of the draft."""
    bet, member = bet_for(request.user, pk, to="bet.share")
    shown = bool(request.POST.get("shown"))
    show_intent(bet=bet, shown=shown, by=member, now=timezone.now())
    messages.success(request, "The other VPs see the intent now." if shown else "The intent is hidden again.")
    return redirect("sharing", pk)


@require_POST
def writers(request: SignedIn, pk: int) -> HttpResponse:
    """All co-writers: those ticked, and one more."""
    bet, member = bet_for(request.user, pk, to="bet.share")
    now = timezone.now()
    around = circle(bet, now)
    form = WritersForm(request.POST, people=around.vps, chosen=around.writers)
    try:
        name_writers(bet=bet, writers=form.checked(), by=member, now=now)
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(request, bet, form, _confidentiality(bet, around), refusal.status)
    messages.success(request, "The co-writers are named.")
    return redirect("sharing", pk)


@require_POST
def confidentiality(request: SignedIn, pk: int) -> HttpResponse:
    """Until when, and who reads it nevertheless."""
    bet, member = bet_for(request.user, pk, to="bet.share")
    now = timezone.now()
    around = circle(bet, now)
    form = ConfidentialityForm(request.POST, people=around.others, chosen=around.readers)
    try:
        readers = form.checked()
        keep_confidential(bet=bet, until=form.until_day, readers=readers, by=member, now=now)
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(request, bet, _writers(around), form, refusal.status)
    messages.success(request, "It is confidential." if form.until_day else "It is not confidential.")
    return redirect("sharing", pk)


def _writers(around: Circle) -> WritersForm:
    return WritersForm(people=around.vps, chosen=around.writers)


def _confidentiality(bet: Bet, around: Circle) -> ConfidentialityForm:
    initial = {"until": bet.confidential_until}
    return ConfidentialityForm(people=around.others, chosen=around.readers, initial=initial)


def _page(
    request: SignedIn, bet: Bet, writers: WritersForm, confidentiality: ConfidentialityForm, status: int = 200
) -> HttpResponse:
    context = {
        "bet": bet,
        "writers": writers,
        "confidentiality": confidentiality,
        "is_confidential": bet.is_confidential(timezone.now()),
        "may_show": bet.is_draft and bet.cycle.state == Cycle.State.PITCHING,
        "cycle": bet.cycle,
        "board": bet.cycle.board,
        "here": "pitches",
        "crumbs": crumbs(bet, "Who writes and reads it"),
    }
    return render(request, "bets/pitch_sharing.html", context, status=status)
