"""After a calendar was edited: which open blockers are counted anew."""

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from eteam.access import may, room_for
from eteam.actions.recounting import RECOUNT
from eteam.actions.recounting import recount as confirm
from eteam.models import Room
from eteam.recount import READ, by_newest_versions
from journal.refusals import Refusal
from org.models import Membership
from org.signed_in import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def recount(request: SignedIn, slug: str) -> HttpResponse:
    """POST: `blocker`, repeated, as the page wrote them."""
    room, member = room_for(request.user, slug, to=RECOUNT)
    now = timezone.now()
    if request.method != "POST":
        return _page(request, room, member, now)
    try:
        moved = confirm(board=room.board, confirmed=_ticked(request.POST), by=member, now=now)
    except Refusal as refused:
        return _page(request, room, member, now, refused=refused)
    messages.success(request, f"{len(moved)} counted anew.")
    return redirect("blockers_recount", slug)


def _ticked(sent: QueryDict) -> dict[int, datetime]:
    """What cannot be read stands for none that there is, and is refused as such."""
    found: dict[int, datetime] = {}
    for key in sent.getlist("blocker"):
        pk, _, after = key.partition(" ")
        try:
            found[int(pk)] = datetime.fromisoformat(after)
        except ValueError:
            found[0] = datetime.min.replace(tzinfo=UTC)
    return found


def _page(
    request: SignedIn, room: Room, member: Membership, now: datetime, refused: Refusal | None = None
) -> HttpResponse:
    ticked = request.POST.getlist("blocker")
    rows = [
        (each, each.name_for(member), each.key in ticked or request.method != "POST")
        for each in by_newest_versions(room, now)
    ]
    context = {
        "board": room.board,
        "here": "calendar",
        "crumbs": [("Calendar", reverse("calendar", args=[room.board.slug])), ("What it moves", "")],
        "rows": rows,
        "may_read": may(member, READ),
        "refused": refused,
    }
    return render(request, "eteam/recount.html", context, status=refused.status if refused else 200)
