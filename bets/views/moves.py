"""Moves and what takes them back, from a page or from a program. Without JavaScript they answer with a page."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

import orjson
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bets.access import cycle_for
from bets.actions.leaving import to_tray
from bets.actions.orders import undo
from bets.actions.ranking import Moved, ReasonNeeded, StaleMove, move
from bets.board.question import question
from bets.board.telling import REASONS
from bets.board.view import View
from bets.forms import RevisionForm, ToTrayForm, WishForm, checked, view_of
from bets.models import Cycle
from bets.sent import body, is_json, key
from journal.refusals import Invalid
from org.signed_in import SignedIn

_AGAIN = ("bet", "after", "before", "rank", "base_revision", "view")
"""What a question repeats of the move that it is about."""


@require_POST
def moves(request: SignedIn, pk: int) -> HttpResponse:
    """Move or place one bet. A page without JavaScript is asked where a program is refused."""
    cycle, member = cycle_for(request.user, pk, to="rank.move")
    sent = body(request)
    wish = checked(WishForm(sent)).wish
    view = view_of(sent.get("view"), member)
    if not is_json(request) and (wish.target is None or (view.is_filtered and not sent.get("confirmed"))):
        return _ask(cycle, sent)
    if wish.target is None:
        raise Invalid("Say where to: after a bet, before a bet, or a rank.")
    try:
        moved = move(
            cycle=cycle, bet=wish.bet, target=wish.target, by=member, now=timezone.now(),
            base_revision=wish.base_revision, reason=wish.reason, key=key(request, member, sent),
        )  # fmt: skip
    except (ReasonNeeded, StaleMove):
        if is_json(request):
            raise
        return _ask(cycle, sent)
    return _moved(request, cycle, moved, view, f"It is #{moved.to} now.")


@require_safe
def ask(request: SignedIn, pk: int) -> HttpResponse:
    """The page that asks: to which rank, whether past bets that are not shown, why, or on top of what happened."""
    cycle, member = cycle_for(request.user, pk, to="rank.move")
    sent = request.GET.dict()
    wish = checked(WishForm(sent)).wish
    view = view_of(sent.get("view"), member)
    context = {
        "question": question(cycle, wish.bet, wish.target, view, wish.base_revision),
        "place": {name: sent[name] for name in ("after", "before", "rank") if sent.get(name)},
        "reasons": REASONS,
        "adopted": cycle.order_adopted,
        "cycle": cycle,
        "board": cycle.board,
        "view": view,
        "here": "board",
    }
    return render(request, "bets/move.html", context)


@require_POST
def undone(request: SignedIn, pk: int) -> HttpResponse:
    """Take back the newest act that counts; `revision` says which the person means."""
    cycle, member = cycle_for(request.user, pk, to="rank.move")
    sent = body(request)
    revision = checked(RevisionForm(sent)).cleaned_data["revision"]
    view = view_of(sent.get("view"), member)
    done = undo(cycle=cycle, revision=revision, by=member, now=timezone.now(), key=key(request, member, sent))
    if is_json(request):
        return _json(asdict(done))
    messages.success(request, f"Revision {revision} is taken back.")
    return redirect(_page(cycle, view))


@require_POST
def tray(request: SignedIn, pk: int) -> HttpResponse:
    """Take a bet's rank away."""
    cycle, member = cycle_for(request.user, pk, to="rank.move")
    sent = body(request)
    asked = checked(ToTrayForm(sent)).cleaned_data
    view = view_of(sent.get("view"), member)
    moved = to_tray(
        cycle=cycle, bet=asked["bet"], by=member, now=timezone.now(),
        reason=asked["sentence"] or asked["reason"], key=key(request, member, sent),
    )  # fmt: skip
    return _moved(request, cycle, moved, view, "It is back in the tray.")


def _moved(request: SignedIn, cycle: Cycle, moved: Moved, view: View, said: str) -> HttpResponse:
    if is_json(request):
        return _json(
            {
                "revision": moved.revision,
                "order": moved.order,
                "move": {"bet": moved.bet, "from": moved.start, "to": moved.to},
                "rebased": moved.rebased,
            }
        )
    messages.success(request, said, extra_tags=_back(cycle, moved.revision, view))
    return redirect(f"{_page(cycle, view)}#bet-{moved.bet}")


def _back(cycle: Cycle, revision: int, view: View) -> str:
    """Where Undo posts to, with all that it needs."""
    return f"{resolve_url('undone', cycle.pk)}?{urlencode({'revision': revision, 'view': view.query})}"


def _json(body: dict[str, Any]) -> HttpResponse:
    return HttpResponse(orjson.dumps(body), status=201, content_type="application/json")


def _ask(cycle: Cycle, sent: dict[str, Any]) -> HttpResponse:
    again = {name: sent[name] for name in _AGAIN if sent.get(name)}
    return redirect(f"{resolve_url('move', cycle.pk)}?{urlencode(again)}")


def _page(cycle: Cycle, view: View) -> str:
    """The page that it was asked from."""
    return resolve_url("cycle", cycle.pk) + (f"?{view.query}" if view.query else "")
