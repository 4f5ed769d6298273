"""Find or do: a page for who has no script, and the part of it that the dialog fetches."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config.palette.asked import Asked
from config.palette.find import find as found
from config.seats import choose, seats
from journal.refusals import Invalid
from org.signed_in import SignedIn


@require_safe
def find(request: SignedIn) -> HttpResponse:
    return _answer(request, "find.html")


@require_safe
def hits(request: SignedIn) -> HttpResponse:
    return _answer(request, "_hits.html")


def _answer(request: SignedIn, template: str) -> HttpResponse:
    """`q`: what is looked for. `board` and `cycle`: where the person is; who is not on it is nowhere."""
    places = seats(request.user)
    seat = choose(places, request.GET.get("board", ""))
    cycle = seat.cycle(_number(request.GET.get("cycle", ""))) if seat else None
    context: dict[str, Any] = {"board": seat.member.board if seat else None, "cycle": cycle}
    try:
        asked = Asked.of(request.GET.get("q", ""))
    except Invalid as refusal:
        return render(request, template, context | {"refused": refusal.detail}, status=refusal.status)
    return render(request, template, context | {"asked": asked, "groups": found(places, seat, cycle, asked)})


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None
