"""One bet, to read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bets.access import bet_for
from bets.board.sheet import sheet
from org.signed_in import SignedIn


@require_safe
def show(request: SignedIn, pk: int) -> HttpResponse:
    bet, member = bet_for(request.user, pk, to="bet.read_pitch")
    context = {"sheet": sheet(bet, member), "cycle": bet.cycle, "board": bet.cycle.board, "here": "board"}
    return render(request, "bets/bet.html", context)
