"""The page of a ranking session, who is there, the wall, and sessions that are over."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bets.access import cycle_for, may
from bets.actions import sessions as acts
from bets.board.version import etag
from bets.models import Cycle
from bets.sent import body
from bets.session.page import console, session_page
from bets.session.past import closed_sessions, past_session
from bets.session.presence import milliseconds, presence
from bets.session.projector import wall
from bets.views.steering import redirect_back
from org.models import Membership
from org.signed_in import SignedIn

_SHOWS = (("", "As presented"), ("pitch", "The pitch"), ("question", "The question"), ("order", "The order"))
_ATTEND, _RUN = "session.attend", "session.presenter_freeze_clock"


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: SignedIn, pk: int) -> HttpResponse:
    """The open session; or those that were, and the way to open one."""
    cycle, member = cycle_for(request.user, pk, to=_RUN if request.method == "POST" else _ATTEND)
    if request.method == "POST":
        acts.open_session(cycle=cycle, by=member, now=timezone.now())
        messages.success(request, "The session is open. Everybody who may attend was told.")
        return redirect("session", pk)
    page = session_page(cycle, member, timezone.now())
    context = _frame(cycle, "Ranking session") | {
        "member": member,
        "page": page,
        "may_run": may(member, cycle, _RUN),
        "closed": closed_sessions(cycle),
    }
    if page is None:
        return render(request, "bets/session/none.html", context)
    tag = _console_tag(cycle, member)
    shown = {"console": page.console, "presence": page.presence, "etag": tag}
    return render(request, "bets/session/session.html", context | shown)


@require_safe
def console_now(request: SignedIn, pk: int) -> HttpResponseBase:
    """What of the page changes with what is steered. 304 to a page that has it already."""
    cycle, member = cycle_for(request.user, pk, to=_ATTEND)
    tag = _console_tag(cycle, member)
    if (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return unchanged
    context = {"cycle": cycle, "board": cycle.board, "console": console(cycle, member)}
    return _kept(render(request, "bets/session/_console.html", context), tag)


@require_POST
def end(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member = cycle_for(request.user, pk, to=_RUN)
    closed = acts.close_session(cycle=cycle, by=member, now=timezone.now())
    messages.success(request, "The session is closed.")
    return redirect("past_session", pk, closed.pk)


@require_http_methods(["GET", "HEAD", "PUT", "POST"])
def presence_now(request: SignedIn, pk: int) -> HttpResponseBase:
    """POST: I am here. PUT: a page of mine says that I still am. GET: who is; 304 to a page that shows it already."""
    cycle, member = cycle_for(request.user, pk, to=_ATTEND)
    now = timezone.now()
    if request.method == "POST":
        acts.enter(cycle=cycle, by=member, now=now)
        return redirect_back(cycle, body(request))
    if request.method == "PUT":
        acts.still_there(cycle=cycle, by=member, now=now)
    shown = presence(cycle, member, now)
    tag = shown.tag if shown else None
    if request.method != "PUT" and (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return unchanged
    context = {"cycle": cycle, "presence": shown, "back": _back(request)}
    response = render(request, "bets/session/_presence.html", context)
    response.headers["Cache-Control"] = "no-store"
    if tag:
        response.headers["ETag"] = tag
    return response


@require_POST
def gone(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member = cycle_for(request.user, pk, to=_ATTEND)
    acts.leave(cycle=cycle, by=member, now=timezone.now())
    return redirect_back(cycle, body(request))


@require_safe
def projector(request: SignedIn, pk: int) -> HttpResponse:
    """For the wall of the room: one thing, in large type."""
    cycle, member = cycle_for(request.user, pk, to=_ATTEND)
    show = request.GET.get("show", "")
    context = {
        "cycle": cycle,
        "board": cycle.board,
        "wall": wall(cycle, show),
        "show": show,
        "shows": _SHOWS,
        "etag": _wall_tag(cycle, member, show),
        "now": milliseconds(timezone.now()),
    }
    return render(request, "bets/session/projector.html", context)


@require_safe
def projector_now(request: SignedIn, pk: int) -> HttpResponseBase:
    """The same as a fragment. 304 to a wall that shows it already."""
    cycle, member = cycle_for(request.user, pk, to=_ATTEND)
    show = request.GET.get("show", "")
    tag = _wall_tag(cycle, member, show)
    if (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return unchanged
    return _kept(render(request, "bets/session/_wall.html", {"cycle": cycle, "wall": wall(cycle, show)}), tag)


@require_safe
def past(request: SignedIn, pk: int, session: int) -> HttpResponse:
    """For whoever may read the order: who was there, and what the session changed."""
    cycle, member = cycle_for(request.user, pk, to="rank.read")
    context = _frame(cycle, "A session of before") | {"page": past_session(cycle, session)}
    return render(request, "bets/session/past.html", context | {"may_attend": may(member, cycle, _ATTEND)})


def _frame(cycle: Cycle, title: str) -> dict[str, Any]:
    crumbs = [(cycle.name, resolve_url("cycle", cycle.pk)), (title, "")]
    return {"cycle": cycle, "board": cycle.board, "here": "board", "back": "session", "crumbs": crumbs}


def _back(request: SignedIn) -> str:
    """The page that the list of who is there stands on."""
    return "cycle" if request.GET.get("back") == "cycle" else "session"


def _console_tag(cycle: Cycle, member: Membership) -> str:
    """Not shared: whoever presents sees other buttons than all others with the same rights."""
    return etag(cycle, member, f"session.{member.pk}")


def _wall_tag(cycle: Cycle, member: Membership, show: str) -> str:
    return etag(cycle, member, f"wall.{show if show.isalpha() else ''}")


def _kept(response: HttpResponse, tag: str) -> HttpResponse:
    """May be kept by the browser that asked, which must ask again each time."""
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response
