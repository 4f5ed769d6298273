"""The weekly report: the list of weeks, and one week as page, CSV or JSON."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render, resolve_url
from django.views.decorators.http import require_safe

from bets.forms import checked
from eteam.access import may, report_for, seat_for
from eteam.models import Report
from eteam.report.answers import FORMS, answered, varied
from eteam.report.page import weekly
from eteam.report.weeks import weeks
from org.models import Membership
from org.signed_in import SignedIn

_READ = "report.weekly"
_TYPES = {"text/html": "", **FORMS}


class AskedForm(forms.Form):
    """`format`: as a file, whatever the browser says that it accepts."""

    revision = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    format = forms.ChoiceField(choices=[("csv", "CSV"), ("json", "JSON")], required=False)


@require_safe
def index(request: SignedIn, slug: str) -> HttpResponse:
    """All weeks that there is a report of, newest first."""
    board, _ = seat_for(request.user, slug, to=_READ)
    context = {"board": board, "weeks": weeks(board), "here": "report", "crumbs": [("Report", "")]}
    return render(request, "eteam/report/weeks.html", context)


@require_safe
def show(request: SignedIn, slug: str, week: str) -> HttpResponseBase:
    """One report; the newest revision unless one is named. Its ETag is its hash: it never changes."""
    asked = checked(AskedForm(request.GET)).cleaned_data
    report, member = report_for(request.user, slug, week, asked["revision"], to=_READ)
    form = asked["format"] or _accepted(request)
    if form:
        return answered(report, form, request)
    return varied(render(request, "eteam/report/page.html", _context(report, member)))


def _context(report: Report, member: Membership) -> dict[str, Any]:
    """The other revisions and the weeks on both sides, two statements."""
    reports = Report.objects.filter(board=report.board_id)
    names = sorted(set(reports.values_list("week", flat=True)))
    place = names.index(report.week)
    return {
        "board": report.board,
        "page": weekly(report.content),
        "report": report,
        "revisions": list(reports.filter(week=report.week).order_by("revision").values_list("revision", flat=True)),
        "before": names[place - 1] if place else None,
        "after": names[place + 1] if place + 1 < len(names) else None,
        "reads_blockers": may(member, "blocker.read"),
        "here": "report",
        "crumbs": [("Report", resolve_url("reports", report.board.slug)), (report.week, "")],
    }


def _accepted(request: SignedIn) -> str:
    """The file that a program prefers; a page for whoever says nothing, or everything."""
    preferred = request.get_preferred_type(list(_TYPES))
    return _TYPES[preferred] if preferred else ""
