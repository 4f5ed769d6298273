"""One bet: to read, and what it once said."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_safe

from bets.access import bet_for, text_for
from bets.conversation import conversation
from bets.demand_forms import Typed
from bets.models import Bet
from bets.prototypes import shelf
from bets.sheet import versions as past
from bets.sheet.page import sheet
from org.models import Membership
from org.signed_in import SignedIn

_DIGITS = 9
"""Of the longest number of a version."""


@require_safe
def show(request: SignedIn, pk: int) -> HttpResponse:
    bet, member = bet_for(request.user, pk, to="bet.read_pitch")
    return page(request, bet, member)


def page(
    request: SignedIn, bet: Bet, member: Membership, *, typed: Typed | None = None, status: int = 200
) -> HttpResponse:
    """The page of the bet; with `typed`, a form that could not be taken stands where it was."""
    now = timezone.now()
    context = _about(bet) | {
        "sheet": sheet(bet, member, now, typed=typed),
        "shelf": shelf(bet, member, now),
        "conversation": conversation(bet, member, now),
    }
    return render(request, "bets/bet.html", context, status=status)


@require_safe
def versions(request: SignedIn, pk: int) -> HttpResponse:
    """Who changed what and when, since the pitch was submitted."""
    bet, _ = text_for(request.user, pk, to="bet.read_pitch", now=timezone.now())
    context = _about(bet, ("Versions", "")) | {"versions": past.versions(bet)}
    return render(request, "bets/versions.html", context)


@require_safe
def version(request: SignedIn, pk: int, number: int) -> HttpResponse:
    """What a version changed, against the one before it or the one that `against` names."""
    bet, _ = text_for(request.user, pk, to="bet.read_pitch", now=timezone.now())
    against = request.GET.get("against", "")
    compared = past.compare(
        bet, number, int(against) if against.isdecimal() and len(against) <= _DIGITS else number - 1
    )
    if compared is None:
        raise Http404("No such version.")
    trail = (("Versions", resolve_url("versions", bet.pk)), (f"Version {number}", ""))
    context = _about(bet, *trail) | {"comparison": compared, "versions": past.versions(bet)}
    return render(request, "bets/version.html", context)


def _about(bet: Bet, *below: tuple[str, str]) -> dict[str, Any]:
    """What every page about the bet hands to the frame; `below` are the breadcrumbs under the bet's own."""
    own = (bet.title, resolve_url("bet", bet.pk) if below else "")
    return {
        "bet": bet,
        "cycle": bet.cycle,
        "board": bet.cycle.board,
        "here": "board",
        "crumbs": [(bet.cycle.name, resolve_url("cycle", bet.cycle_id)), own, *below],
    }
