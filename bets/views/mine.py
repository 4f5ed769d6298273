"""What one owes, by date."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bets.mine import page
from org.access import board_for
from org.signed_in import SignedIn


@require_safe
def mine(request: SignedIn, slug: str) -> HttpResponse:
    board, member = board_for(request.user, slug, to="board.view")
    context = {"mine": page.mine(member, timezone.now()), "board": board, "here": "mine", "crumbs": [("My page", "")]}
    return render(request, "bets/mine.html", context)
