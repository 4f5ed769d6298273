"""One blocker, and what is done about it outside the room."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from bets.forms import checked
from bets.sent import body
from eteam.access import blocker_for
from eteam.actions import seeing_to, unblocking
from eteam.actions.asked import LONGEST
from eteam.blockers.page import blocker_page
from eteam.models import Blocker
from eteam.pause_page import pauses_shown
from eteam.version import etag, event_number
from eteam.views.blockers import followed, kept
from journal.refusals import Invalid
from org.access import fellow
from org.models import Membership
from org.signed_in import SignedIn


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=2_000, error_messages={"required": "Say why, in a sentence."})


class RemarkForm(forms.Form):
    text = forms.CharField(max_length=LONGEST, error_messages={"required": "Write something."})


class OwnerForm(forms.Form):
    """Empty: nobody yet."""

    owner = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


@require_safe
def blocker(request: SignedIn, pk: int) -> HttpResponse:
    found, member = blocker_for(request.user, pk, to="blocker.read", now=timezone.now())
    return _page(request, found, member)


@require_safe
def blocker_now(request: SignedIn, pk: int) -> HttpResponseBase:
    """What of the page changes. 304 to a page that has it already."""
    found, member = blocker_for(request.user, pk, to="blocker.read", now=timezone.now())
    tag = _tag(found, member, event_number(found.board_id))
    if (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return unchanged
    return kept(render(request, "eteam/blockers/_blocker.html", _shown(found, member)), tag)


@require_POST
def confirmation(request: SignedIn, pk: int) -> HttpResponse:
    """The blocked side: yes."""
    found, member = blocker_for(request.user, pk, to="blocker.confirm_unblocked", now=timezone.now())
    unblocking.confirm(blocker=found, by=member, now=timezone.now())
    messages.success(request, "It is confirmed.")
    return redirect("blocker", pk)


@require_POST
def rejection(request: SignedIn, pk: int) -> HttpResponse:
    """The blocked side: no, and why."""
    found, member = blocker_for(request.user, pk, to="blocker.confirm_unblocked", now=timezone.now())
    return _for_a_reason(request, found, member, unblocking.reject, "Still blocked. The clock runs on from the raise.")


@require_POST
def reopening(request: SignedIn, pk: int) -> HttpResponse:
    found, member = blocker_for(request.user, pk, to="blocker.reopen", now=timezone.now())
    return _for_a_reason(request, found, member, unblocking.reopen, "It is open again.")


@require_POST
def withdrawal(request: SignedIn, pk: int) -> HttpResponse:
    found, member = blocker_for(request.user, pk, to="blocker.withdraw", now=timezone.now())
    return _for_a_reason(request, found, member, unblocking.withdraw, "It is withdrawn.")


@require_POST
def remarks(request: SignedIn, pk: int) -> HttpResponse:
    found, member = blocker_for(request.user, pk, to="blocker.remark", now=timezone.now())
    try:
        text = checked(RemarkForm(body(request))).cleaned_data["text"]
        said = seeing_to.remark(blocker=found, text=text, by=member, now=timezone.now())
    except Invalid as refusal:
        return _page(request, found, member, refusal)
    return redirect(f"{resolve_url('blocker', pk)}#remark-{said.pk}")


@require_POST
def owner(request: SignedIn, pk: int) -> HttpResponse:
    found, member = blocker_for(request.user, pk, to="eteam.outcome", now=timezone.now())
    try:
        wanted = checked(OwnerForm(body(request))).cleaned_data["owner"]
        new = fellow(member, wanted) if wanted else None
        seeing_to.change_owner(blocker=found, owner=new, by=member, now=timezone.now())
    except Invalid as refusal:
        return _page(request, found, member, refusal)
    messages.success(request, f"{new.name} sees to it. The clock is the same." if new else "Nobody sees to it.")
    return redirect("blocker", pk)


def _for_a_reason(
    request: SignedIn, found: Blocker, member: Membership, act: Callable[..., Any], said: str
) -> HttpResponse:
    try:
        reason = checked(ReasonForm(body(request))).cleaned_data["reason"]
        act(blocker=found, reason=reason, by=member, now=timezone.now())
    except Invalid as refusal:
        return _page(request, found, member, refusal)
    messages.success(request, said)
    return redirect("blocker", found.pk)


def _page(request: SignedIn, found: Blocker, member: Membership, refused: Invalid | None = None) -> HttpResponse:
    crumbs = [("Blockers", resolve_url("blockers", found.board.slug)), (found.title, "")]
    number = event_number(found.board_id)
    context = _shown(found, member) | {
        "etag": _tag(found, member, number), "live": followed(member, number), "crumbs": crumbs,
        "here": "blockers", "refused": refused, "pauses": pauses_shown(found, member, timezone.now()),
        "typed": body(request) if refused else {},
    }  # fmt: skip
    return render(request, "eteam/blockers/blocker.html", context, status=refused.status if refused else 200)


def _shown(found: Blocker, member: Membership) -> dict[str, Any]:
    now = timezone.now()
    page = blocker_page(found, member, now)
    people = seeing_to.in_the_room(found.board_id, now) if page.acts.hand_over else ()
    return {"board": found.board, "page": page, "blocker": found, "people": people}


def _tag(found: Blocker, member: Membership, number: int) -> str:
    now = timezone.now()
    what = f"blocker.{found.pk}.{member.pk}.{int(now.timestamp()) // 60}"
    return etag(number, member, what, now)
