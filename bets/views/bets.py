"""One bet, to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bets.access import bet_for
from bets.board.sheet import sheet
from bets.signed_in import person_of


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    bet, member = bet_for(person_of(request), pk, to="bet.read_pitch")
    context = {"sheet": sheet(bet, member), "cycle": bet.cycle, "board": bet.cycle.board, "here": "board"}
    return render(request, "bets/bet.html", context)
