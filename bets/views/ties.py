"""What a bet needs, and what it is an alternative to."""

from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bets.access import bet_for
from bets.actions.ties import tie
from bets.tie_form import TiesForm
from journal.refusals import Invalid
from org.forms import refuse
from org.signed_in import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def ties(request: SignedIn, pk: int) -> HttpResponse:
    bet, me = bet_for(request.user, pk, to="bet.tie")
    form = TiesForm(request.POST if request.method == "POST" else None, bet=bet, member=me)
    if form.is_valid():
        given = form.cleaned_data
        try:
            tie(bet=bet, needs=given["needs"], excludes=given["either_or"], by=me, now=timezone.now())
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            return redirect(f"{resolve_url('bet', bet.pk)}#ties")
    context = {
        "bet": bet,
        "form": form,
        "cycle": bet.cycle,
        "board": bet.cycle.board,
        "here": "board",
        "crumbs": [
            (bet.cycle.name, resolve_url("cycle", bet.cycle_id)),
            (bet.title, resolve_url("bet", bet.pk)),
            ("What it needs", ""),
        ],
    }
    return render(request, "bets/ties.html", context, status=422 if form.errors else 200)
