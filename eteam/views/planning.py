"""The list of sessions; planning a cycle; letting what is planned follow another timetable."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bets.access import cycle_for
from bets.forms import checked
from bets.models import Cycle
from eteam.access import may, room_for
from eteam.actions.following_timetable import follow
from eteam.actions.planning import SCHEDULE, Taken, add, generate
from eteam.coming import without_a_time
from eteam.models import Room
from eteam.planning.forms import AddForm, CycleListForm, ListForm
from eteam.planning.preview import open_cycles, plan_of, plan_of_following
from eteam.planning.sessions_page import sessions_page
from eteam.planning.words import short
from journal.refusals import Invalid
from org.forms import refuse
from org.models import Board, Membership
from org.signed_in import SignedIn

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def sessions(request: SignedIn, slug: str) -> HttpResponse:
    """The list; POST adds one beside the timetable. `show` and `kind` of the query: which."""
    room, me = room_for(request.user, slug, to=SCHEDULE if request.method == "POST" else "eteam.read_room")
    now = timezone.now()
    if request.method == "POST":
        return _add(request, room, me, now)
    return _list(request, room, me, now)


def _add(request: SignedIn, room: Room, me: Membership, now: datetime) -> HttpResponse:
    form = AddForm(request.POST, zone=room.zone)
    if form.is_valid():
        try:
            added = add(room=room, **form.cleaned_data, by=me, now=now)
        except (Invalid, Taken) as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"{short(added.starts_at, added.zone)} is planned.")
            return redirect("sessions", room.board.slug)
    return _list(request, room, me, now, add_form=form, status=422)


def _list(
    request: SignedIn, room: Room, me: Membership, now: datetime, *, status: int = 200, **sent: Any
) -> HttpResponse:
    may_plan = may(me, SCHEDULE)
    context = _frame(room.board) | {
        "room": room,
        "page": sessions_page(room, request.GET.dict(), now),
        "may_plan": may_plan,
        "add_form": AddForm(zone=room.zone, initial=_offered(request)) if may_plan else None,
        **sent,
    }
    return render(request, "eteam/planning/sessions.html", context, status=status)


def _offered(request: SignedIn) -> dict[str, str]:
    """What stands in the form to add one; `add`, `minutes` and `kind` of the query: another time for a date."""
    given = {"starts_at": request.GET.get("add", ""), "minutes": request.GET.get("minutes", "30")}
    return given | {"kind": request.GET.get("kind", "")}


@require_http_methods(_FORM)
def planning(request: SignedIn, slug: str) -> HttpResponse:
    """The list that planning a cycle would give; POST plans it. `cycle` and `fold` of the query: for which, and how."""
    room, me = room_for(request.user, slug, to=SCHEDULE)
    now = timezone.now()
    if request.method == "POST":
        asked = checked(CycleListForm(request.POST)).cleaned_data
        cycle, _ = cycle_for(request.user, asked.pop("cycle"), to="board.view")
        made = generate(cycle=cycle, by=me, now=now, **asked)
        messages.success(request, f"{len(made)} are planned for {cycle.name}." if made else "All were planned already.")
        if without_a_time(room, cycle, now):
            return redirect(f"{resolve_url('sessions_planning', slug)}?cycle={cycle.pk}#leapt")
        return redirect("sessions", slug)
    cycles, fold = open_cycles(room, now), _fold(request)
    chosen = _chosen(cycles, request.GET.get("cycle", ""))
    context = _frame(room.board, "Plan the sessions") | {
        "room": room,
        "cycles": cycles,
        "cycle": chosen,
        "plan": plan_of(room, chosen, now, fold) if chosen else None,
        "fold": fold,
    }
    return render(request, "eteam/planning/planning.html", context)


@require_http_methods(_FORM)
def following(request: SignedIn, slug: str) -> HttpResponse:
    """The list of what would go along with the timetable; POST lets it."""
    room, me = room_for(request.user, slug, to=SCHEDULE)
    now = timezone.now()
    if request.method == "POST":
        asked = checked(ListForm(request.POST)).cleaned_data
        found = follow(room=room, by=me, now=now, **asked)
        messages.success(request, f"{len(found)} went along." if found else "All are where the timetable has them.")
        return redirect("sessions", slug)
    fold = _fold(request)
    context = _frame(room.board, "Follow the timetable") | {
        "room": room,
        "plan": plan_of_following(room, now, fold),
        "fold": fold,
    }
    return render(request, "eteam/planning/following.html", context)


def _chosen(cycles: Any, asked: str) -> Cycle | None:
    """The one that the address names, else the first."""
    return next((cycle for cycle in cycles if str(cycle.pk) == asked), next(iter(cycles), None))


def _fold(request: SignedIn) -> int | None:
    return {"0": 0, "1": 1}.get(request.GET.get("fold", ""))


def _frame(board: Board, title: str = "") -> dict[str, Any]:
    """Of the list, or of one step further in."""
    crumbs = [("Sessions", resolve_url("sessions", board.slug) if title else "")]
    return {"board": board, "here": "room", "crumbs": [*crumbs, *([(title, "")] if title else [])]}
