"""The people of a board, and the invitation of another."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from journal.refusals import Invalid
from org import mail
from org.access import board_for, may
from org.actions.people import invite
from org.forms import InviteForm, TeamForm, refuse
from org.models import Membership
from org.people import people_page, those_who_left
from org.signed_in import SignedIn


@require_safe
def people(request: SignedIn, slug: str) -> HttpResponse:
    _, me = board_for(request.user, slug, to="people.view")
    return page(request, me)


@require_POST
def invitations(request: SignedIn, slug: str) -> HttpResponse:
    board, me = board_for(request.user, slug, to="member.manage")
    form = InviteForm(request.POST, by=me, board=board)
    if form.is_valid():
        try:
            member = invite(**form.cleaned_data, by=me, now=timezone.now())
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            tell_of_mail(request, member, me)
            return redirect("people", board.slug)
    return page(request, me, invite_form=form, status=422)


def page(
    request: SignedIn,
    me: Membership,
    *,
    invite_form: InviteForm | None = None,
    team_form: TeamForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with whichever form was sent and could not be taken."""
    board = me.board
    context = {
        "board": board,
        "me": me,
        "here": "people",
        "page": people_page(board, timezone.now()),
        "left": those_who_left(board) if request.GET.get("show") == "left" else None,
        "may_manage": may(me, "member.manage"),
        "may_decide": may(me, "member.grant_leader"),
        "may_manage_teams": may(me, "team.manage"),
        "invite_form": invite_form or InviteForm(by=me, board=board),
        "team_form": team_form or TeamForm(board=board, prefix="team"),
    }
    return render(request, "org/people.html", context, status=status)


def tell_of_mail(request: SignedIn, member: Membership, me: Membership) -> None:
    """Send the invitation, and say whether the mail got away."""
    if mail.invitation(member, me):
        messages.success(request, f"{member.name} is on the board; the invitation went to {member.person.email}.")
    else:
        messages.error(request, f"{member.name} is on the board, but no mail can be sent now. Repeat the invitation.")
