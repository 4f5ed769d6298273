"""The list of blockers, and the form that flags or raises one."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_safe

from eteam.access import blocker_for, demand_room, may, room_for, seat_for
from eteam.actions.flagging import flag
from eteam.actions.raising import raise_blocker
from eteam.blockers.form import BlockerForm, Choices, begun, choices, foreseen
from eteam.blockers.lanes import lanes
from eteam.blockers.view import ViewForm
from eteam.models import Blocker, Flag, Room, room_topic
from eteam.version import etag, event_number
from journal.refusals import Invalid
from org.forms import refuse
from org.models import Board, Membership
from org.signed_in import SignedIn

_FIELDS = {"blocking_team": "side", "blocking": "side", "team": "blocked_team"}
"""Where the form shows what an action finds wrong with a value of another name."""


@require_safe
def blockers(request: SignedIn, slug: str) -> HttpResponse:
    """Who is blocked, by what can wait and what cannot. Whoever only views the board sees their own."""
    board, member = seat_for(request.user, slug, to="blocker.read", own=True)
    number = event_number(board.pk)
    context = _listed(request, board, member) | {
        "etag": _tag(request, member, number), "live": followed(member, number), "here": "blockers",
        "crumbs": [("Blockers", "")],
    }  # fmt: skip
    return render(request, "eteam/blockers/list.html", context)


@require_safe
def blockers_now(request: SignedIn, slug: str) -> HttpResponseBase:
    """What of the list changes. 304 to a page that has it already."""
    board, member = seat_for(request.user, slug, to="blocker.read", own=True)
    tag = _tag(request, member, event_number(board.pk))
    if (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return unchanged
    return kept(render(request, "eteam/blockers/_list.html", _listed(request, board, member)), tag)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn, slug: str) -> HttpResponse:
    """Flag or raise. Sent by GET, as without a script, it only says when it would be due."""
    board, member = seat_for(request.user, slug, to="blocker.flag")
    if request.method != "POST" and not Room.objects.of(board.pk).exists():
        return render(request, "eteam/blockers/no_room.html", {"board": board, "here": "blockers"})
    room = demand_room(board)
    of, follows = choices(member, timezone.now()), _follows(request)
    if request.method != "POST":
        is_asked = "side" in request.GET
        initial = begun(of, request.GET.dict(), follows)
        return _form(request, room, member, of, BlockerForm(of, initial=initial), follows, is_asked=is_asked)
    form = BlockerForm(of, request.POST)
    if form.is_valid():
        try:
            return _sent(request, room, member, form, of, follows)
        except Invalid as refusal:
            _refuse(form, refusal)
    return _form(request, room, member, of, form, follows, status=422)


@require_safe
def preview(request: SignedIn, slug: str) -> HttpResponse:
    """When it would be due, and what it could wait for, as a fragment."""
    room, member = room_for(request.user, slug, to="blocker.flag")
    of = choices(member, timezone.now())
    form = BlockerForm(of, initial=begun(of, request.GET.dict(), None))
    context = {"foreseen": _foreseen(form, of, room)}
    return render(request, "eteam/blockers/_foreseen.html", context)


def _sent(
    request: SignedIn, room: Room, member: Membership, form: BlockerForm, of: Choices, follows: Blocker | None
) -> HttpResponse:
    now = timezone.now()
    done: Flag | Blocker
    if of.raises:
        done = raise_blocker(room=room, blocked_team=form.team, by=member, now=now, follows=follows, **form.given)
    else:
        done = flag(room=room, team=form.team, by=member, now=now, **form.given)
    if isinstance(done, Blocker):
        messages.success(request, "It is raised. The clock runs.")
        return redirect("blocker", done.pk)
    messages.success(request, "It is flagged. The clock runs.")
    return redirect("flag", done.pk)


def _follows(request: SignedIn) -> Blocker | None:
    """The blocker that `follows` names; Http404 if there is none that the reader may know of."""
    pk = request.GET.get("follows", "")
    if not pk:
        return None
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 20):
        raise Http404("No such page.")
    return blocker_for(request.user, int(pk), to="blocker.read", now=timezone.now())[0]


def _form(
    request: SignedIn, room: Room, member: Membership, of: Choices, form: BlockerForm, follows: Blocker | None,
    *, status: int = 200, is_asked: bool = False,
) -> HttpResponse:  # fmt: skip
    title = "Raise a blocker" if of.raises else "Flag what blocks us"
    context = {
        "board": room.board, "form": form, "of": of, "follows": follows, "title": title, "is_asked": is_asked,
        "foreseen": _foreseen(form, of, room), "here": "blockers",
        "crumbs": [("Blockers", resolve_url("blockers", room.board.slug)), (title, "")],
    }  # fmt: skip
    return render(request, "eteam/blockers/new.html", context, status=status)


def _foreseen(form: BlockerForm, of: Choices, room: Room) -> Any:
    """A calendar that never reaches the target is said where the sentence would stand."""
    try:
        return foreseen(form, of, room, timezone.now())
    except Invalid as refusal:
        return {"refused": refusal.detail}


def _refuse(form: BlockerForm, refusal: Invalid) -> None:
    errors = refusal.extra.get("errors", {})
    refuse(form, Invalid(refusal.detail, errors={_FIELDS.get(name, name): said for name, said in errors.items()}))


def _listed(request: SignedIn, board: Board, member: Membership) -> dict[str, Any]:
    page = lanes(member, ViewForm(request.GET).view, timezone.now())
    return {
        "page": page,
        "board": board,
        "may_flag": may(member, "blocker.flag"),
        "raises": may(member, "blocker.raise"),
    }


def _tag(request: SignedIn, member: Membership, number: int) -> str:
    """Time is in it too: a countdown says what is left, and what has just breached without an event yet."""
    view = ViewForm(request.GET).view
    now = timezone.now()
    what = f"blockers.{member.pk}.{int(now.timestamp()) // 60}.{view.query}"
    return etag(number, member, what, now)


def followed(member: Membership, number: int) -> str:
    """The address of the stream that tells of changes, for whoever may follow the room; others look every minute."""
    if not may(member, "eteam.read_room"):
        return ""
    return f"/live/?{urlencode({'topic': room_topic(member.board_id), 'after': number})}"


def kept(response: HttpResponse, tag: str) -> HttpResponse:
    """May be kept by the browser that asked, which must ask again each time."""
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response
