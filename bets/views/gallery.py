"""The prototypes, in rank order."""

from django.http import HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_safe

from bets.access import authorise, cycle_for
from bets.gallery import gallery
from org.signed_in import SignedIn


@require_safe
def show(request: SignedIn, pk: int) -> HttpResponse:
    """For who may read the order and look at prototypes: the company, once the plan is locked."""
    cycle, member = cycle_for(request.user, pk, to="rank.read")
    authorise(member, cycle, "attachment.download")
    context = {
        "page": gallery(cycle, member, timezone.now()),
        "cycle": cycle,
        "board": cycle.board,
        "here": "plan" if cycle.is_published else "board",
        "crumbs": [(cycle.name, resolve_url("cycle", pk)), ("Gallery", "")],
    }
    return render(request, "bets/gallery.html", context)
