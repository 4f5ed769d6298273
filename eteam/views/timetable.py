"""When a board's room meets, what that promises, and the question that it begins with."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from eteam.access import may, seat_for
from eteam.actions.timetable import EDIT, change, set_up
from eteam.coming import shifts
from eteam.models import Room
from eteam.planning.forms import FirstForm, MeetingForm, TimetableForm
from eteam.planning.preview import open_cycles
from eteam.planning.timetable_page import alternatives, meetings_of, timetable_page
from journal.refusals import Invalid
from org.calendars import calendar_of
from org.forms import refuse
from org.models import Board, Membership
from org.signed_in import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def timetable(request: SignedIn, slug: str) -> HttpResponse:
    """The page. POST sets the room up, or changes it; with `look` it only shows what that would promise."""
    board, me = seat_for(request.user, slug, to=EDIT if request.method == "POST" else "eteam.read_room")
    now = timezone.now()
    room = Room.objects.of(board.pk).first()
    if room is None:
        return _begin(request, board, me, now)
    return _change(request, room, me, now) if request.method == "POST" else _show(request, room, me, now)


def _begin(request: SignedIn, board: Board, me: Membership, now: datetime) -> HttpResponse:
    """The question, for the day and time of the query; its two answers differ in one field."""
    usual = Room(board=board, zone=board.zone)
    form = FirstForm(request.POST) if request.method == "POST" else _asked(request, usual)
    if request.method == "POST" and form.is_valid():
        try:
            room = set_up(board=board, by=me, now=now, **_first_values(form, board, now))
        except Invalid as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"The room meets on {meetings_of(room.timetable)}.")
            return redirect("sessions_planning" if open_cycles(room, now) else "timetable", board.slug)
    typed = Room(board=board, **form.values) if form.is_bound and form.is_valid() else usual
    context = _frame(board) | {
        "page": timetable_page(board, typed, now, is_set_up=False),
        "typed": typed,
        "form": form,
        "may_edit": may(me, EDIT),
    }
    return render(request, "eteam/planning/first.html", context, status=422 if form.errors else 200)


def _asked(request: SignedIn, usual: Room) -> MeetingForm:
    return MeetingForm(request.GET) if "weekday" in request.GET else MeetingForm.of(usual)


def _first_values(form: MeetingForm, board: Board, now: datetime) -> dict[str, Any]:
    values = form.values
    if form.cleaned_data.get("checkpoint") == FirstForm.ALONE:
        return values
    room = Room(board=board, **values)
    _, beside = alternatives(room.timetable, calendar_of(board), board.today(now))
    checkpoint = beside.meetings[1]
    return values | {
        "checkpoint_weekday": checkpoint.weekday,
        "checkpoint_starts": checkpoint.starts,
        "checkpoint_minutes": checkpoint.minutes,
    }


def _change(request: SignedIn, room: Room, me: Membership, now: datetime) -> HttpResponse:
    form = TimetableForm(request.POST)
    if not form.is_valid():
        return _show(request, room, me, now, form=form, status=422)
    if "look" in request.POST:
        typed = Room(board=room.board, made_at=room.made_at, **form.values)
        return _show(request, room, me, now, form=form, typed=timetable_page(room.board, typed, now, is_set_up=True))
    try:
        changed = change(room=room, by=me, now=now, **form.values)
    except Invalid as refused:
        refuse(form, _at_the_field(refused))
        return _show(request, room, me, now, form=form, status=422)
    messages.success(request, "The timetable is kept like that.")
    return redirect("sessions_following" if _anything_follows(changed, now) else "timetable", room.board.slug)


def _anything_follows(room: Room, now: datetime) -> bool:
    """In doubt the page says so."""
    try:
        return bool(shifts(room, now))
    except Invalid:
        return True


def _at_the_field(refused: Invalid) -> Invalid:
    """The form asks for hours where the room keeps minutes."""
    errors = {"hours" if name == "target" else name: said for name, said in refused.extra.get("errors", {}).items()}
    return Invalid(refused.detail, errors=errors)


def _show(
    request: SignedIn, room: Room, me: Membership, now: datetime, *, status: int = 200, **sent: Any
) -> HttpResponse:
    """With what was typed and is not kept, if anything was."""
    may_edit = may(me, EDIT)
    context = _frame(room.board) | {
        "room": room,
        "page": timetable_page(room.board, room, now, is_set_up=True),
        "may_edit": may_edit,
        "form": TimetableForm.of(room) if may_edit else None,
        **sent,
    }
    return render(request, "eteam/planning/timetable.html", context, status=status)


def _frame(board: Board) -> dict[str, Any]:
    return {"board": board, "here": "room", "crumbs": [("Timetable", "")]}
