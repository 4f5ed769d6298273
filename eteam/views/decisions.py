"""The page of decisions."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from eteam.access import seat_for
from eteam.session.decided import FILTERS, decisions_page
from org.signed_in import SignedIn


@require_safe
def decisions(request: SignedIn, slug: str) -> HttpResponse:
    board, member = seat_for(request.user, slug, to="eteam.read_room")
    page = decisions_page(board, member, request.GET.dict(), timezone.now())
    context = {"board": board, "here": "decisions", "page": page, "filters": FILTERS, "crumbs": []}
    return render(request, "eteam/session/decisions.html", context)
