"""The room: its running session, or the next; who is there; the wall; opened and closed."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bets.access import may as may_with_bets
from bets.forms import checked
from bets.models import Bet, Cycle
from eteam.access import demand_room, may, seat_for, session_for
from eteam.actions import attending
from eteam.actions.sessions import StillUnheard, close_session, open_session
from eteam.models import Room, Session
from eteam.session.current import at_hand
from eteam.session.ended import ended_session
from eteam.session.outcome_form import outcome_form
from eteam.session.page import room_page
from eteam.session.seats import seats
from eteam.version import etag, event_number
from eteam.views.live_forms import ClosingForm, kept
from org.models import Board, Membership, Team
from org.signed_in import SignedIn

_MOST_CYCLES = 4
"""A stream follows a few topics: those of the newest plans."""

READ, RUN, ATTEND = "eteam.read_room", "eteam.session.open_close", "eteam.attend_self"


@require_safe
def room(request: SignedIn, slug: str) -> HttpResponse:
    """The session that runs, else the next; without one, how to plan it."""
    board, member = seat_for(request.user, slug, to=READ)
    now = timezone.now()
    found = Room.objects.of(board.pk).first()
    hand = at_hand(board.pk, now) if found else None
    if hand is None or found is None:
        shown = _frame(board, "Room") | {"room": found, "may_plan": may(member, "eteam.room.edit")}
        return render(request, "eteam/session/none.html", shown)
    return _session(request, hand, member, now)


@require_safe
def session(request: SignedIn, pk: int) -> HttpResponse:
    """Any session: as it runs, as it will be, or as it was."""
    found, member = session_for(request.user, pk, to=READ)
    now = timezone.now()
    if found.state in (Session.State.CLOSED, Session.State.CANCELLED):
        shown = _frame(found.board, found.name) | {"session": found, "page": ended_session(found)}
        return render(request, "eteam/session/ended.html", shown)
    return _session(request, found, member, now)


@require_safe
def now(request: SignedIn, pk: int) -> HttpResponseBase:
    """What of the page changes with what happens. 304 to a page that has it already."""
    found, member = session_for(request.user, pk, to=READ)
    tag = _tag(found, member, f"room.{member.pk}")
    if (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return unchanged
    if found.state in (Session.State.CLOSED, Session.State.CANCELLED):
        return _kept(render(request, "eteam/session/_over.html", {"session": found}), tag)
    shown = _shown(found, member, timezone.now())
    return _kept(render(request, "eteam/session/_room.html", shown), tag)


@require_POST
def opening(request: SignedIn, pk: int) -> HttpResponse:
    found, member = session_for(request.user, pk, to=RUN)
    opened = open_session(session=found, by=member, now=timezone.now())
    messages.success(request, "The session is open. Everybody who may be in the room was told.")
    return redirect("eteam_session", opened.pk)


@require_POST
def closing(request: SignedIn, pk: int) -> HttpResponse:
    """Refused with the list while an item has no outcome; a page gets it with the one escape."""
    found, member = session_for(request.user, pk, to=RUN)
    sent = request.POST.dict()
    form = checked(ClosingForm(sent))
    reason = form.cleaned_data["reason"] if form.cleaned_data["unheard"] else None
    try:
        closed = close_session(session=found, by=member, now=timezone.now(), unheard_reason=reason)
    except StillUnheard as refused:
        shown = _frame(found.board, "Close the session") | {
            "session": found, "refused": refused, "items": refused.extra["items"], "typed": kept(sent),
        }  # fmt: skip
        return render(request, "eteam/session/closing.html", shown, status=refused.status)
    messages.success(request, "The session is closed.")
    return redirect("eteam_session", closed.pk)


@require_http_methods(["GET", "HEAD", "PUT", "POST"])
def presence(request: SignedIn, pk: int) -> HttpResponseBase:
    """POST: I am here. PUT: a page of mine says that I still am. GET: who is; 304 to a page that shows it already."""
    found, member = session_for(request.user, pk, to=ATTEND)
    at = timezone.now()
    if request.method == "POST":
        attending.enter(session=found, by=member, now=at)
        return redirect("eteam_session", pk)
    if request.method == "PUT":
        attending.still_there(session=found, by=member, now=at)
    shown = seats(found, member, at) if found.is_running else None
    tag = shown.tag if shown else None
    if request.method != "PUT" and (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return unchanged
    response = render(request, "eteam/session/_seats.html", {"session": found, "seats": shown})
    response.headers["Cache-Control"] = "no-store"
    if tag:
        response.headers["ETag"] = tag
    return response


@require_POST
def gone(request: SignedIn, pk: int) -> HttpResponse:
    found, member = session_for(request.user, pk, to=ATTEND)
    attending.leave(session=found, by=member, now=timezone.now())
    return redirect("eteam_session", pk)


@require_safe
def projector(request: SignedIn, pk: int) -> HttpResponse:
    """For the wall of the room: what is on the floor, in large type."""
    found, member = session_for(request.user, pk, to=READ)
    at = timezone.now()
    tag = _tag(found, member, "wall")
    shown = _shown(found, member, at) | {"etag": tag, "now": int(at.timestamp() * 1000), "live": _live(found, member)}
    return render(request, "eteam/session/projector.html", shown)


@require_safe
def projector_now(request: SignedIn, pk: int) -> HttpResponseBase:
    """The same as a fragment. 304 to a wall that shows it already."""
    found, member = session_for(request.user, pk, to=READ)
    tag = _tag(found, member, "wall")
    if (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return unchanged
    return _kept(render(request, "eteam/session/_wall.html", _shown(found, member, timezone.now())), tag)


def _session(request: SignedIn, found: Session, member: Membership, at: datetime) -> HttpResponse:
    tag, live = _tag(found, member, f"room.{member.pk}"), _live(found, member)
    context = _frame(found.board, found.name) | _shown(found, member, at) | {
        "etag": tag,
        "live": live,
        "seats": seats(found, member, at) if found.is_running else None,
        "matters": _matter_choices(found.board) if may(member, "eteam.raise_matter") else None,
    }  # fmt: skip
    return render(request, "eteam/session/session.html", context)


def _shown(found: Session, member: Membership, at: datetime) -> dict[str, Any]:
    page = room_page(found, demand_room(found.board), at)
    thing = page.focus.thing if page.focus and found.is_running else None
    form = outcome_form(thing, member, found, at) if thing and page.focus and not page.focus.outcome else None
    mine = next((each for each in page.domains if each.reporter.pk == member.pk), None)
    return {
        "board": found.board,
        "session": found,
        "page": page,
        "form": form,
        "mine": mine,
        "may_run": may(member, RUN),
        "may_report": mine is not None and may(member, "eteam.domain_report", own=True),
        "member": member,
    }


def _live(found: Session, member: Membership) -> str:
    """The stream's address, from the board's newest event on: the room, and the cycles whose plan is in force.

    What is withdrawn from a plan is a question on the agenda, and an item names the rank of its bet. Two statements.
    """
    locked = Cycle.objects.filter(board=found.board_id, state=Cycle.State.LOCKED).order_by("-starts_on", "pk")
    followed = [cycle.topic for cycle in locked if may_with_bets(member, cycle, "rank.read")]
    topics = "".join(f"topic={topic}&" for topic in (found.topic, *followed[:_MOST_CYCLES]))
    return f"/live/?{topics}after={event_number(found.board_id)}"


def _tag(found: Session, member: Membership, what: str) -> str:
    """Not shared: the form and the report are the reader's own. Read before what it stands for.

    Three of its times change the page without any event: from when on it can be opened, its start and its end.
    """
    now = timezone.now()
    passed = sum(now >= at for at in (found.opens_at, found.starts_at, found.ends_at))
    return etag(event_number(found.board_id), member, f"{what}.{found.pk}.{passed}", now)


def _matter_choices(board: Board) -> dict[str, Any]:
    """Two statements."""
    bets = Bet.objects.filter(board=board, status=Bet.Status.SUBMITTED, cycle__state="locked").order_by("title")
    return {"teams": list(Team.objects.filter(board=board).order_by("name")), "bets": list(bets)}


def _frame(board: Board, title: str) -> dict[str, Any]:
    crumbs = [("Room", resolve_url("room", board.slug)), (title, "")] if title != "Room" else []
    return {"board": board, "here": "room", "crumbs": crumbs}


def _kept(response: HttpResponse, tag: str) -> HttpResponse:
    """May be kept by the browser that asked, which must ask again each time."""
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response
