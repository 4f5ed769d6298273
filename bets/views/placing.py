"""Where a bet goes, asked two at a time; the answers stand in the address."""

from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_safe

from bets.access import bet_for
from bets.duel.placing import placing as find_place
from bets.forms import checked
from bets.sent import TOP
from journal.refusals import Invalid
from org.signed_in import SignedIn


class AnswersForm(forms.Form):
    """What it was said to stand below, and above."""

    below = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    above = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


@require_safe
def placing(request: SignedIn, pk: int) -> HttpResponse:
    """The next question; after the last, the page that shows what a move there would change."""
    bet, member = bet_for(request.user, pk, to="rank.move")
    if not bet.is_open:
        raise Invalid("This bet cannot be ranked: it is not among the submitted bets of this cycle.")
    said = checked(AnswersForm(request.GET)).cleaned_data
    page = find_place(bet, member, timezone.now(), below=said["below"], above=said["above"])
    if page.is_found:
        place = {"bet": pk, "after": TOP if page.after is None else page.after, "base_revision": bet.cycle.revision}
        return redirect(f"{resolve_url('move', bet.cycle_id)}?{urlencode(place)}")
    context = {
        "page": page,
        "cycle": bet.cycle,
        "board": bet.cycle.board,
        "here": "board",
        "crumbs": [
            (bet.cycle.name, resolve_url("cycle", bet.cycle_id)),
            (bet.title, resolve_url("bet", pk)),
            ("Place", ""),
        ],
    }
    return render(request, "bets/duel/placing.html", context)
