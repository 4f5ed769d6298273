"""The board page, what open pages fetch of it, and the ways to it."""

from dataclasses import replace

import orjson
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from bets.access import cycle_for, may
from bets.beside import topics
from bets.board.page import board
from bets.board.places import first_look, places
from bets.board.recent import Recent
from bets.board.steps import coming, period, steps
from bets.board.telling import REASONS
from bets.board.version import etag
from bets.board.view import View
from bets.exporting import ranking_now
from bets.models import Bet, Cycle
from bets.session.presence import presence
from org.access import board_for
from org.models import Membership
from org.signed_in import SignedIn

_fragments: Recent[SafeString] = Recent(16)
_rankings: Recent[bytes] = Recent(16)


@require_safe
def home(request: SignedIn) -> HttpResponse:
    """To the board that most needs looking at."""
    found = [cycle for place in places(request.user) for cycle in place.cycles]
    return redirect("cycle", first_look(found)[0].pk) if found else index(request)


@require_safe
def index(request: SignedIn) -> HttpResponse:
    """All boards and cycles of the person, or what to do first."""
    context = {"places": places(request.user), "coming": coming(timezone.localdate()), "here": "board"}
    return render(request, "bets/boards.html", context)


@require_safe
def of_board(request: SignedIn, slug: str) -> HttpResponse:
    """To the board's cycle that most needs looking at."""
    board, _ = board_for(request.user, slug, to="board.view")
    found = first_look(list(Cycle.objects.filter(board=board).newest_first()))
    return redirect("cycle", found[0].pk) if found else redirect("boards")


@require_safe
def show(request: SignedIn, pk: int) -> HttpResponse:
    """The board; for somebody who may not see the order yet, the phase that the cycle is in."""
    cycle, member = cycle_for(request.user, pk, to="board.view")
    context = {"cycle": cycle, "board": cycle.board, "member": member, "period": period(cycle), "here": "board"}
    if not may(member, cycle, "rank.read"):
        pitches = _pitches(cycle) if may(member, cycle, "bet.list") else None
        return render(request, "bets/waiting.html", context | {"steps": steps(cycle), "pitches": pitches})
    view = View.of(request.GET.dict(), member.pk)
    tag = "" if view.revision is not None else etag(cycle, member, view.key)  # what is past is not followed
    context |= {
        "view": view,
        "etag": tag,
        "topics": topics(cycle, member),
        "order": _fragment(cycle, member, view, tag) if tag else _rendered(cycle, member, view),
        "can_rank": may(member, cycle, "rank.move"),
        "reasons": REASONS,
        "may_run": may(member, cycle, "session.presenter_freeze_clock"),
    }
    if tag and may(member, cycle, "session.attend"):
        context |= {"may_attend": True, "presence": presence(cycle, member, timezone.now()), "back": "cycle"}
    return render(request, "bets/board.html", context)


@require_safe
def order(request: SignedIn, pk: int) -> HttpResponseBase:
    """What of the page changes with every move. 304 to a page that has it already."""
    cycle, member = cycle_for(request.user, pk, to="rank.read")
    view = replace(View.of(request.GET.dict(), member.pk), revision=None)
    tag = etag(cycle, member, view.key)
    if (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return unchanged
    return _fresh(HttpResponse(_fragment(cycle, member, view, tag)), tag)


@require_safe
def ranking(request: SignedIn, pk: int) -> HttpResponseBase:
    """The order as JSON: see `bets.exporting.ranking`."""
    cycle, member = cycle_for(request.user, pk, to="rank.read")
    tag = etag(cycle, member, "ranking")
    if (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return unchanged
    body = _rankings.get(tag, lambda: orjson.dumps(ranking_now(cycle)))
    return _fresh(HttpResponse(body, content_type="application/json"), tag)


def _fresh(response: HttpResponse, tag: str) -> HttpResponse:
    """May be kept by the browser that asked, which must ask again each time."""
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _fragment(cycle: Cycle, member: Membership, view: View, tag: str) -> SafeString:
    """Holds nothing of the person but their rights, so that all who share them share it."""
    return _fragments.get(tag, lambda: _rendered(cycle, member, view))


def _rendered(cycle: Cycle, member: Membership, view: View) -> SafeString:
    return render_to_string("bets/_order.html", {"board": board(cycle, member, view)})


def _pitches(cycle: Cycle) -> list[Bet]:
    """By title: the order in which they stand says nothing."""
    submitted = Bet.objects.filter(cycle=cycle, status=Bet.Status.SUBMITTED)
    return list(submitted.select_related("owner__person").order_by("title"))
