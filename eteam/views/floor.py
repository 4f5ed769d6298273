"""What is put on the floor, and what everybody brings: their domain's report, a matter."""

from typing import TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from bets.forms import checked
from bets.models import Bet
from bets.sent import body, is_json
from eteam.access import room_for, session_for
from eteam.actions.matters import Asked, raise_matter
from eteam.actions.reports import report_domain
from eteam.actions.steering import give_floor
from eteam.views.live_forms import FloorForm, MatterForm, ReportForm
from journal.refusals import Invalid
from org.models import Board, Team
from org.signed_in import SignedIn

Row = TypeVar("Row", bound=Model)


@require_POST
def floor(request: SignedIn, pk: int) -> HttpResponse:
    session, member = session_for(request.user, pk, to="eteam.session.open_close")
    item = checked(FloorForm(body(request))).cleaned_data["item"]
    give_floor(session=session, item=item, by=member, now=timezone.now())
    if is_json(request):
        return HttpResponse(b"{}", content_type="application/json")
    return redirect("eteam_session", pk)


@require_POST
def report(request: SignedIn, pk: int) -> HttpResponse:
    """One's own domain, and there is no field for another's."""
    session, member = session_for(request.user, pk, to="eteam.domain_report", own=True)
    lines = checked(ReportForm(request.POST)).lines
    report_domain(session=session, lines=lines, by=member, now=timezone.now())
    messages.success(request, "Your report is there for everybody in the room.")
    return redirect("eteam_session", pk)


@require_POST
def matters(request: SignedIn, slug: str) -> HttpResponse:
    room, member = room_for(request.user, slug, to="eteam.raise_matter")
    given = checked(MatterForm(request.POST)).cleaned_data
    asked = Asked(
        kind=given["kind"], title=given["title"], text=given["text"], team=_team(room.board, "team", given["team"]),
        other_team=_team(room.board, "other_team", given["other_team"]), bet=_bet(room.board, given["bet"]),
    )  # fmt: skip
    raise_matter(board=room.board, asked=asked, by=member, now=timezone.now())
    messages.success(request, "It is on the agenda.")
    return redirect("room", slug)


def _team(board: Board, name: str, pk: int | None) -> Team | None:
    """None if none was named. Raises Invalid for one that the board does not have."""
    return _named(Team.objects.filter(board=board, pk=pk), name, "There is no such team.") if pk else None


def _bet(board: Board, pk: int | None) -> Bet | None:
    if not pk:
        return None
    submitted = Bet.objects.filter(board=board, pk=pk, status=Bet.Status.SUBMITTED)
    return _named(submitted, "bet", "There is no such bet among those that were submitted.")


def _named(rows: QuerySet[Row], field: str, otherwise: str) -> Row:
    if (row := rows.first()) is None:
        raise Invalid(otherwise, errors={field: otherwise})
    return row
