"""One member of a board: roles, manager, leadership, standing in for a VP, and the end."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from journal.refusals import Refusal
from org.access import board_for, fellow, may
from org.actions import acting as stand_in
from org.actions import leaders
from org.actions import people as acts
from org.forms import ActingForm, ManagerForm, ReasonForm, RolesForm, TeamOfPersonForm, refuse
from org.models import Membership
from org.person_page import person_page
from org.signed_in import SignedIn
from org.views.people import tell_of_mail


@require_safe
def person(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    _, me = board_for(request.user, slug, to="people.view")
    return page(request, me, fellow(me, pk))


@require_POST
def roles(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    _, me = board_for(request.user, slug, to="member.manage")
    form = RolesForm(request.POST, by=me, member=fellow(me, pk))
    return _carry_out(request, me, pk, acts.set_roles, "roles_form", form)


@require_POST
def manager(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    board, me = board_for(request.user, slug, to="member.manage")
    form = ManagerForm(request.POST, board=board)
    return _carry_out(request, me, pk, acts.name_manager, "manager_form", form)


@require_POST
def exception(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    _, me = board_for(request.user, slug, to="member.except_direct_report")
    form = ReasonForm(request.POST, prefix="exception")
    return _carry_out(request, me, pk, acts.except_direct_report, "exception_form", form)


@require_POST
def end(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    _, me = board_for(request.user, slug, to="member.manage")
    form = ReasonForm(request.POST, prefix="end")
    return _carry_out(request, me, pk, acts.end, "end_form", form, leave=True)


@require_POST
def invitation(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    """Again, for whoever lost the mail or let the link run out."""
    board, me = board_for(request.user, slug, to="member.manage")
    member = acts.repeat_invitation(member=fellow(me, pk), by=me, now=timezone.now())
    tell_of_mail(request, member, me)
    return redirect("person", board.slug, pk)


@require_POST
def leadership(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    board, me = board_for(request.user, slug, to="people.view")
    member = fellow(me, pk)
    now_leader = leaders.appoint(member=member, by=me, now=timezone.now())
    what = "is a leader now" if now_leader else "is proposed; a leader decides"
    messages.success(request, f"{member.name} {what}.")
    return redirect("people", board.slug)


@require_POST
def confirmation(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    board, me = board_for(request.user, slug, to="member.grant_leader")
    leaders.confirm(member=fellow(me, pk), by=me, now=timezone.now())
    return redirect("people", board.slug)


@require_POST
def refusal(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    board, me = board_for(request.user, slug, to="member.grant_leader")
    leaders.decline(member=fellow(me, pk), by=me, now=timezone.now())
    return redirect("people", board.slug)


@require_POST
def acting(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    board, me = board_for(request.user, slug, to="member.appoint_acting_vp")
    form = ActingForm(request.POST, prefix="acting", board=board, member=fellow(me, pk))
    return _carry_out(request, me, pk, stand_in.appoint, "acting_form", form)


@require_POST
def acting_end(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    board, me = board_for(request.user, slug, to="member.appoint_acting_vp")
    stand_in.end(member=fellow(me, pk), by=me, now=timezone.now())
    return redirect("person", board.slug, pk)


def _carry_out(
    request: SignedIn,
    me: Membership,
    pk: int,
    act: Callable[..., Any],
    name: str,
    form: forms.Form,
    *,
    leave: bool = False,
) -> HttpResponse:
    """Do what the form says; if it is refused, show the page with the form named `name` as it was sent."""
    member = fellow(me, pk)
    if form.is_valid():
        try:
            act(**form.cleaned_data, member=member, by=me, now=timezone.now())
        except Refusal as refused:
            refuse(form, refused)
            return page(request, me, fellow(me, pk), status=refused.status, **{name: form})
        return redirect("people", me.board.slug) if leave else redirect("person", me.board.slug, pk)
    return page(request, me, member, status=422, **{name: form})


def page(
    request: SignedIn, me: Membership, member: Membership, *, status: int = 200, **sent: forms.Form
) -> HttpResponse:
    shown = person_page(member, me.board.today(timezone.now()))
    may_appoint = may(me, "member.appoint_acting_vp") and member != me
    context = {
        "board": me.board,
        "me": me,
        "here": "people",
        "crumbs": [("People", reverse("people", args=[me.board.slug])), (member.name, "")],
        "member": member,
        "page": shown,
        "may_manage": may(me, "member.manage"),
        "may_manage_teams": may(me, "team.manage"),
        "may_except": may(me, "member.except_direct_report"),
        "may_decide": may(me, "member.grant_leader"),
        "may_propose": may(me, "member.propose_leader"),
        "may_appoint": may_appoint,
        "roles_form": RolesForm(by=me, member=member, initial={"roles": member.roles}),
        "manager_form": ManagerForm(board=me.board, initial={"manager": member.manager_id}),
        "place_form": TeamOfPersonForm(member=member),
        "exception_form": ReasonForm(prefix="exception", initial={"reason": member.direct_report_exception}),
        "end_form": ReasonForm(prefix="end"),
        "acting_form": ActingForm.of(member, me.board, shown.today) if may_appoint and not shown.acting else None,
        **sent,
    }
    return render(request, "org/person.html", context, status=status)
