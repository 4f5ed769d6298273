"""People as a file: what it would do first, and only then done; and the same file to take away."""

from base64 import b64decode, b64encode
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from org import mail
from org.access import board_for
from org.actions.roster import BoardChanged, Imported, import_people
from org.models import Membership
from org.roster.problems import BadFile, Problem
from org.roster.standing import house, planned
from org.roster.table import MOST_BYTES, MOST_LINES
from org.roster.write import write
from org.signed_in import SignedIn

_NAMED = 10
"""Addresses in one message."""


@require_http_methods(["GET", "HEAD", "POST"])
def importing(request: SignedIn, slug: str) -> HttpResponse:
    """POST `file` shows what it would do, and changes nothing; POST `content` and `seal` of that page does it."""
    _, me = board_for(request.user, slug, to="member.manage")
    try:
        if "content" in request.POST:
            return _confirmed(request, me)
        if request.method == "POST":
            return _tried(request, me, _uploaded(request))
    except BadFile as bad:
        return _show(request, me, status=422, bad=bad)
    return _show(request, me)


@require_safe
def export(request: SignedIn, slug: str) -> HttpResponse:
    """Everybody on the board, in the columns that an import reads."""
    board, me = board_for(request.user, slug, to="member.manage")
    response = HttpResponse(write(house(board, me, [], timezone.now())), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="people-{board.slug}.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _uploaded(request: SignedIn) -> bytes:
    file = request.FILES.get("file")
    if file is None:
        raise BadFile([Problem(0, "", "Choose a file.")])
    return bytes(file.read(MOST_BYTES + 1))  # one more is enough to be told that it is too large


def _tried(request: SignedIn, me: Membership, data: bytes, **told: Any) -> HttpResponse:
    plan = planned(data, me, timezone.now())
    content = b64encode(data).decode()  # a browser would change the ends of lines
    return _show(request, me, plan=plan, content=content, seal=plan.seal(data), **told)


def _confirmed(request: SignedIn, me: Membership) -> HttpResponse:
    try:
        data = b64decode(request.POST["content"], validate=True)
    except ValueError as error:  # not only of its own kind: other than ASCII is a plain one
        raise BadFile([Problem(0, "", "This page is broken: choose the file again.")]) from error
    seal, remind = request.POST.get("seal", ""), "remind" in request.POST
    try:
        imported = import_people(data=data, seal=seal, remind=remind, by=me, now=timezone.now())
    except BoardChanged as changed:
        return _tried(request, me, data, status=changed.status, changed=changed)
    _tell(request, imported, me)
    return redirect("people", me.board.slug)


def _tell(request: SignedIn, imported: Imported, me: Membership) -> None:
    """What was done, and which mail could not be sent."""
    written = [*imported.invited, *imported.reminded]
    unsent = mail.invitations(written, me)
    messages.success(request, f"{imported.plan.done} {_count(len(written) - len(unsent), 'invitation')} sent.")
    if unsent:
        named = ", ".join(member.person.email for member in unsent[:_NAMED])
        more = f" and {len(unsent) - _NAMED} more" if len(unsent) > _NAMED else ""
        messages.error(
            request, f"No mail could be sent to {named}{more}. Import the same file again to invite them once more."
        )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _show(request: SignedIn, me: Membership, *, status: int = 200, **told: Any) -> HttpResponse:
    context = {
        "board": me.board,
        "me": me,
        "here": "people",
        "crumbs": [("People", reverse("people", args=[me.board.slug])), ("From a file", "")],
        "most": MOST_LINES,
        **told,
    }
    return render(request, "org/people_import.html", context, status=status)
