"""One planned session is moved, cancelled, taken up again, and given a chair."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from eteam.access import session_for
from eteam.actions import planning as acts
from eteam.actions.planning import SCHEDULE
from eteam.models import Session
from eteam.planning.forms import CancelForm, ChairForm, MoveForm
from eteam.planning.one import waits
from eteam.planning.words import short
from journal.refusals import Invalid
from org.forms import refuse
from org.signed_in import SignedIn

_FORM = ["GET", "HEAD", "POST"]


@require_http_methods(_FORM)
def time(request: SignedIn, pk: int) -> HttpResponse:
    """Another time or length."""
    session, me = session_for(request.user, pk, to=SCHEDULE)
    form = MoveForm(request.POST, zone=session.zone) if request.method == "POST" else MoveForm.of(session)
    if form.is_valid():
        try:
            moved = acts.move(session=session, **form.cleaned_data, by=me, now=timezone.now())
        except (Invalid, acts.Taken) as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"It is on {short(moved.starts_at, moved.zone)} now.")
            return redirect("sessions", session.board.slug)
    return _page(request, session, "Move", form)


@require_http_methods(_FORM)
def cancellation(request: SignedIn, pk: int) -> HttpResponse:
    session, me = session_for(request.user, pk, to=SCHEDULE)
    form = CancelForm(request.POST if request.method == "POST" else None, initial={"revision": session.revision})
    if form.is_valid():
        try:
            acts.cancel(session=session, **form.cleaned_data, by=me, now=timezone.now())
        except Invalid as refused:
            refuse(form, refused)
        else:
            messages.success(request, f"{short(session.starts_at, session.zone)} is cancelled.")
            return redirect("sessions", session.board.slug)
    return _page(request, session, "Cancel", form, waits=waits(session, timezone.now()))


@require_POST
def cancellation_end(request: SignedIn, pk: int) -> HttpResponse:
    """It is held after all."""
    session, me = session_for(request.user, pk, to=SCHEDULE)
    restored = acts.restore(session=session, by=me, now=timezone.now())
    messages.success(request, f"{short(restored.starts_at, restored.zone)} is held after all.")
    return redirect("sessions", session.board.slug)


@require_http_methods(_FORM)
def chair(request: SignedIn, pk: int) -> HttpResponse:
    session, me = session_for(request.user, pk, to=SCHEDULE)
    sent = request.POST if request.method == "POST" else None
    form = ChairForm(sent, board=session.board, initial={"chair": session.chair_id})
    if form.is_valid():
        try:
            named = acts.name_chair(session=session, chair=form.cleaned_data["chair"], by=me, now=timezone.now())
        except Invalid as refused:
            refuse(form, refused)
        else:
            who = named.chair.name if named.chair else "Whoever opened the last one"
            messages.success(request, f"{who} has the chair of {short(named.starts_at, named.zone)}.")
            return redirect("sessions", session.board.slug)
    return _page(request, session, "Name the chair", form)


def _page(request: SignedIn, session: Session, act: str, form: Any, **more: Any) -> HttpResponse:
    """One form, with what was sent and could not be taken."""
    at = short(session.starts_at, session.zone)
    crumbs = [("Sessions", resolve_url("sessions", session.board.slug)), (f"{act} {at}", "")]
    context = {
        "board": session.board,
        "here": "room",
        "crumbs": crumbs,
        "session": session,
        "at": at,
        "act": act,
        "form": form,
        **more,
    }
    template = {"Move": "move", "Cancel": "cancel"}.get(act, "chair")
    return render(request, f"eteam/planning/{template}.html", context, status=422 if form.errors else 200)
