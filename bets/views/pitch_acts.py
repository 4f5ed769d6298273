"""A pitch is submitted, withdrawn, or thrown away: by its owner."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bets.access import bet_for
from bets.actions.leaving import withdraw
from bets.actions.pitching import Incomplete, remove, submit
from bets.models import Bet
from bets.pitch.bound import form_as_sent, form_of
from bets.pitch.ending import EndForm
from bets.pitch.sizes import sizes
from bets.sent import body, is_json, key
from bets.views.pitch import crumbs, page, save
from journal.refusals import Invalid
from org.signed_in import SignedIn


@require_POST
def submission(request: SignedIn, pk: int) -> HttpResponse:
    """Submit. The button stands in the form: what is typed is kept first, whether it can be submitted or not."""
    bet, member = bet_for(request.user, pk, to="bet.submit")
    if "seen" in request.POST:
        found = sizes(bet)
        form = form_of(bet, found, body(request))
        if (status := save(form, bet, member)) != 200:
            return page(request, bet, member, found, form, status, refused="submitted")
    try:
        submit(bet=bet, by=member, now=timezone.now())
    except Incomplete as refusal:
        if is_json(request):
            raise
        return _what_is_missing(request, pk, refusal)
    if is_json(request):
        return HttpResponse(status=204)
    messages.success(request, "It is submitted.")
    return redirect("bet", pk)


def _what_is_missing(request: SignedIn, pk: int, refusal: Incomplete) -> HttpResponse:
    """The form as it is kept now, a sentence at each part that it lacks."""
    bet, member = bet_for(request.user, pk, to="bet.submit")
    found = sizes(bet)
    form = form_as_sent(bet, found)
    form.is_valid()
    form.refuse(refusal)
    return page(request, bet, member, found, form, refusal.status, refused="submitted")


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: SignedIn, pk: int) -> HttpResponse:
    """Asks why; then takes the bet out of the order. It can be submitted again."""
    bet, member = bet_for(request.user, pk, to="bet.withdraw")
    if request.method != "POST":
        return _ask(request, bet, EndForm(), "bets/pitch_withdrawal.html", "Withdraw")
    sent = body(request)
    form = EndForm(sent)
    try:
        reason = form.checked_reason()
        withdraw(bet=bet, reason=reason, by=member, now=timezone.now(), key=key(request, member, sent))
    except Invalid as refusal:
        if is_json(request):
            raise
        form.refuse(refusal)
        return _ask(request, bet, form, "bets/pitch_withdrawal.html", "Withdraw", refusal.status)
    if is_json(request):
        return HttpResponse(status=204)
    messages.success(request, f"{bet.title} is withdrawn.")
    return redirect("bet", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: SignedIn, pk: int) -> HttpResponse:
    """Asks once more; then the draft is gone."""
    bet, member = bet_for(request.user, pk, to="bet.remove_draft")
    if request.method != "POST":
        return _ask(request, bet, EndForm(), "bets/pitch_removal.html", "Throw away")
    remove(bet=bet, by=member, now=timezone.now())
    if is_json(request):
        return HttpResponse(status=204)
    messages.success(request, f"The draft of {bet.title} is gone.")
    return redirect("pitches", bet.cycle_id)


def _ask(request: SignedIn, bet: Bet, form: EndForm, template: str, name: str, status: int = 200) -> HttpResponse:
    context = {"bet": bet, "form": form, "cycle": bet.cycle, "board": bet.cycle.board, "here": "pitches"}
    return render(request, template, context | {"crumbs": crumbs(bet, name)}, status=status)
