"""One leader's own order: these addresses name nobody, and are always about whoever opens them."""

from typing import Any
from urllib.parse import urlencode

import orjson
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bets.access import cycle_for
from bets.actions import private_orders, ready
from bets.forms import checked
from bets.models import Cycle, PrivateOrder, Round
from bets.round.duel import duel as read_duel
from bets.round.forms import KillForm, PlaceForm, StartForm, VersionForm
from bets.round.mine import mine as read_mine
from bets.rounds import open_round
from bets.sent import body, is_json
from bets.views.rounds import round_of
from journal.refusals import Invalid
from org.models import Membership
from org.signed_in import SignedIn

_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@_get_or_post
def mine(request: SignedIn, pk: int) -> HttpResponse:
    """One's own order as a list; POST starts it. `?rank=` asks for the rank of that bet."""
    if request.method == "POST":
        return _begin(request, pk)
    cycle, member, found = _reading(request, pk)
    if found is None:
        return redirect("round", pk)
    page = read_mine(found, member)
    asked = next((row for row in page.rows if str(row.bet) == request.GET.get("rank")), None)
    return render(request, "bets/round/mine.html", _context(cycle, "My order") | {"page": page, "asked": asked})


@require_POST
def moves(request: SignedIn, pk: int) -> HttpResponse:
    """Bring one bet somewhere else in one's own order."""
    cycle, member, sent = _writing(request, pk)
    form = checked(PlaceForm(sent))
    wish, found = form.wish, round_of(cycle, sent)
    if wish.target is None:
        raise Invalid("Say where to: after a bet, before a bet, or a rank.")
    placed = private_orders.place(
        round=found, bet=wish.bet, target=wish.target, version=form.cleaned_data["version"], by=member,
        now=timezone.now(),
    )  # fmt: skip
    if is_json(request):
        body_ = {"version": placed.version, "order": placed.order, "from": placed.start, "to": placed.to}
        return HttpResponse(orjson.dumps(body_), status=201, content_type="application/json")
    back = {"round": found.pk, "bet": wish.bet, "rank": placed.start, "version": placed.version}
    undo = f"{resolve_url('private_moves', pk)}?{urlencode(back)}"
    messages.success(request, f"It is #{placed.to} in your order.", extra_tags=undo)
    return redirect(f"{resolve_url('private_order', pk)}#bet-{wish.bet}")


@require_POST
def readiness(request: SignedIn, pk: int) -> HttpResponse:
    """Say Ready. The last one who started thereby closes the round."""
    cycle, member, sent = _writing(request, pk)
    version = checked(VersionForm(sent)).cleaned_data["version"]
    found = ready.say_ready(round=round_of(cycle, sent), version=version, by=member, now=timezone.now())
    if found.is_open:
        messages.success(request, "Your order is ready.")
    return redirect("round", pk)


@require_POST
def readiness_end(request: SignedIn, pk: int) -> HttpResponse:
    """Take Ready back."""
    cycle, member, sent = _writing(request, pk)
    version = checked(VersionForm(sent)).cleaned_data["version"]
    ready.go_on(round=round_of(cycle, sent), version=version, by=member, now=timezone.now())
    messages.success(request, "Ready is taken back: go on sorting.")
    return redirect("private_order", pk)


@_get_or_post
def duel(request: SignedIn, pk: int) -> HttpResponse:
    """Two bets side by side; POST says which of the two is killed."""
    if request.method == "POST":
        cycle, member, sent = _writing(request, pk)
        given = checked(KillForm(sent)).cleaned_data
        private_orders.kill(
            round=round_of(cycle, sent), bet=given["kill"], version=given["version"], by=member, now=timezone.now()
        )
        return redirect("private_duel", pk)
    cycle, member, found = _reading(request, pk)
    order = PrivateOrder.objects.filter(round=found, leader=member).first() if found else None
    if found is None or order is None or not order.queue or order.ready_at is not None:
        return redirect("private_order", pk)
    page = read_duel(found, order, member, timezone.now())
    return render(request, "bets/round/duel.html", _context(cycle, "Two at a time") | {"page": page})


@require_POST
def duel_undone(request: SignedIn, pk: int) -> HttpResponse:
    """Take the last answer back."""
    cycle, member, sent = _writing(request, pk)
    version = checked(VersionForm(sent)).cleaned_data["version"]
    private_orders.take_back(round=round_of(cycle, sent), version=version, by=member, now=timezone.now())
    return redirect("private_duel", pk)


def _begin(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member, sent = _writing(request, pk)
    given = checked(StartForm(sent)).cleaned_data
    made = private_orders.begin(
        round=round_of(cycle, sent), start=given["start"], version=given["version"], by=member, now=timezone.now()
    )
    return redirect("private_duel" if made.queue else "private_order", pk)


def _reading(request: SignedIn, pk: int) -> tuple[Cycle, Membership, Round | None]:
    cycle, member = cycle_for(request.user, pk, to="private_order.read", own=True)
    found = open_round(cycle)
    if found is not None:
        found.cycle = cycle
    return cycle, member, found


def _writing(request: SignedIn, pk: int) -> tuple[Cycle, Membership, dict[str, Any]]:
    cycle, member = cycle_for(request.user, pk, to="private_order.write", own=True)
    return cycle, member, body(request)


def _context(cycle: Cycle, title: str) -> dict[str, object]:
    crumbs = [(cycle.name, resolve_url("cycle", cycle.pk)), ("Ranking round", resolve_url("round", cycle.pk))]
    return {"cycle": cycle, "board": cycle.board, "here": "board", "crumbs": [*crumbs, (title, "")]}
