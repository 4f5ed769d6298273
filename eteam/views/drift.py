"""What drifts in a cycle, and its way to the next agenda."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bets.forms import checked
from eteam.access import demand_room, may
from eteam.actions.drifting import raise_drift
from eteam.drift.access import drift_for
from eteam.drift.page import drift_page
from journal.refusals import WrongState
from org.signed_in import SignedIn

RAISE = "eteam.raise_matter"


class DriftForm(forms.Form):
    bet = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    team = forms.SlugField(max_length=60)


@require_safe
def show(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member = drift_for(request.user, pk)
    context = {
        "cycle": cycle, "board": cycle.board, "here": "drift", "page": drift_page(cycle, timezone.now()),
        "may_raise": may(member, RAISE),
        "crumbs": [(cycle.name, resolve_url("cycle", cycle.pk)), ("Drift", "")],
    }  # fmt: skip
    return render(request, "eteam/drift.html", context)


@require_POST
def matters(request: SignedIn, pk: int) -> HttpResponse:
    """Put one on the next agenda."""
    cycle, member = drift_for(request.user, pk, to=RAISE)
    demand_room(cycle.board)
    given = checked(DriftForm(request.POST)).cleaned_data
    try:
        raise_drift(cycle=cycle, bet=given["bet"], team=given["team"], by=member, now=timezone.now())
    except WrongState as refusal:
        messages.error(request, refusal.detail)
    else:
        messages.success(request, "It is on the next agenda.")
    return redirect("drift", pk)
