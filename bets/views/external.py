"""Where a bet is worked on outside, said by hand."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bets.access import bet_for
from bets.actions import external as acts
from bets.actions.external import SYNC, Told
from bets.models import Bet, Reference
from journal.refusals import Invalid, WrongState
from org.forms import refuse
from org.models import Membership
from org.signed_in import SignedIn


class ExternalForm(forms.Form):
    source = forms.CharField(label="Tool", max_length=60, help_text="As jira; the name of any other", initial="jira")
    external_id = forms.CharField(label="Key", max_length=200, help_text="Of the epic there, as PAY-12")
    url = forms.CharField(label="Address", max_length=2000, required=False, help_text="Where people look at it")
    status = forms.CharField(label="Status", max_length=60, required=False)
    progress = forms.IntegerField(label="Percent done", min_value=0, max_value=100, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: SignedIn, pk: int) -> HttpResponse:
    bet, member = bet_for(request.user, pk, to=SYNC)
    row = Reference.objects.filter(bet=bet).first()
    form = ExternalForm(request.POST if request.method == "POST" else None, initial=_initial(row))
    if form.is_valid() and _told(form, bet, member):
        messages.success(request, "Kept.")
        return redirect("roadmap", bet.board.slug)
    context = {
        "form": form, "bet": bet, "cycle": bet.cycle, "board": bet.board, "here": "plan", "reference": row,
        "crumbs": [(bet.title, resolve_url("bet", bet.pk)), ("Where it is worked on", "")],
    }  # fmt: skip
    return render(request, "bets/roadmap/external.html", context, status=422 if form.is_bound else 200)


@require_POST
def end(request: SignedIn, pk: int) -> HttpResponse:
    bet, member = bet_for(request.user, pk, to=SYNC)
    acts.forget(bet=bet, by=member, now=timezone.now())
    messages.success(request, f"“{bet.title}” is linked to nothing now. What it was linked to stays as it is.")
    return redirect("roadmap", bet.board.slug)


def _initial(row: Reference | None) -> dict[str, object] | None:
    if row is None:
        return None
    return {name: getattr(row, name) for name in ("source", "external_id", "url", "status", "progress")}


def _told(form: ExternalForm, bet: Bet, by: Membership) -> bool:
    """What is refused stands in the form."""
    try:
        acts.tell(bet=bet, told=Told(**form.cleaned_data), by=by, now=timezone.now())
    except (Invalid, WrongState) as refusal:
        refuse(form, refusal)
        return False
    return True
