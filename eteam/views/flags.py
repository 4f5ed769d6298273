"""What waits for the VP of a team, and what becomes of one flag."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bets.forms import checked
from bets.sent import body
from eteam.access import flag_for, seat_for
from eteam.actions import flagging
from eteam.blockers.flags import flag_page, inbox
from eteam.blockers.form import BlockerForm, choices, sides
from eteam.models import Flag
from eteam.views.blocker import ReasonForm
from journal.refusals import Invalid
from org.models import Membership
from org.signed_in import SignedIn


class SideForm(forms.Form):
    """Who is to unblock, where the VP knows better than the flag; empty: as it was flagged."""

    side = forms.CharField(max_length=80, required=False)


@require_safe
def flags(request: SignedIn, slug: str) -> HttpResponse:
    """Those that the reader decides as VP, and those that they flagged themselves."""
    _, member = seat_for(request.user, slug, to="blocker.flag")
    return _inbox(request, member)


@require_safe
def flag(request: SignedIn, pk: int) -> HttpResponse:
    """What became of it; once it is a blocker, that one's page."""
    found, member = flag_for(request.user, pk, to="blocker.read", now=timezone.now())
    page = flag_page(found, member, timezone.now())
    if page.blocker is not None:
        return redirect("blocker", page.blocker)
    crumbs = [("Blockers", resolve_url("blockers", found.board.slug)), (found.title, "")]
    context = {"board": found.board, "page": page, "crumbs": crumbs, "here": "blockers"}
    return render(request, "eteam/blockers/flag.html", context)


@require_POST
def to_blocker(request: SignedIn, pk: int) -> HttpResponse:
    """The VP makes it a blocker."""
    found, member = flag_for(request.user, pk, to="blocker.decide_flag", now=timezone.now())
    try:
        side = checked(SideForm(body(request))).cleaned_data["side"]
        begun = flagging.take_up(flag=found, by=member, now=timezone.now(), **_side(side, member))
    except Invalid as refusal:
        return _inbox(request, member, found, refusal)
    messages.success(request, "It is a blocker. Its clock runs since it was flagged.")
    return redirect("blocker", begun.pk)


@require_POST
def rejection(request: SignedIn, pk: int) -> HttpResponse:
    found, member = flag_for(request.user, pk, to="blocker.decide_flag", now=timezone.now())
    try:
        reason = checked(ReasonForm(body(request))).cleaned_data["reason"]
        flagging.reject(flag=found, reason=reason, by=member, now=timezone.now())
    except Invalid as refusal:
        return _inbox(request, member, found, refusal)
    messages.success(request, f"It is no blocker. {found.flagged_by.name} was told why.")
    return redirect("flags", found.board.slug)


def _side(side: str, member: Membership) -> dict[str, Any]:
    """Raises Invalid for what is none of the sides of the form."""
    if not side:
        return {}
    form = BlockerForm(choices(member, timezone.now()), {"side": side})
    form.full_clean()
    if "side" in form.errors:
        said = "Choose who can unblock it."
        raise Invalid(said, errors={"side": said})
    return form.sides(side)


def _inbox(
    request: SignedIn, member: Membership, failed: Flag | None = None, refused: Invalid | None = None
) -> HttpResponse:
    now = timezone.now()
    crumbs = [("Blockers", resolve_url("blockers", member.board.slug)), ("Flags", "")]
    context = {
        "board": member.board, "page": inbox(member, now), "failed": failed, "refused": refused,
        "sides": sides(choices(member, now)), "crumbs": crumbs, "here": "blockers",
    }  # fmt: skip
    return render(request, "eteam/blockers/flags.html", context, status=refused.status if refused else 200)
