"""The working hours of a board, and of its teams: to read for everybody, to change for its steward and admins."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from journal.refusals import Invalid
from org.access import board_for, may, team_of
from org.actions.calendars import StaleCalendar, edit, follow_board
from org.calendar_changes import differences
from org.calendar_check import problems
from org.calendar_consequences import NOTHING, consequences, fingerprint, target
from org.calendar_form import Dates, WeekForm, rows, typed
from org.calendar_page import CalendarPage, calendar_page
from org.calendars import in_force
from org.forms import refuse
from org.holiday_suggestions import Holiday, Place, countries, parts, suggestions
from org.models import Membership, Team
from org.signed_in import SignedIn

_YEARS = 4


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: SignedIn, slug: str) -> HttpResponse:
    """The page; POST saves a new version. `country`, `part` and `year` of the query: whose holidays are suggested."""
    _, me = board_for(request.user, slug, to=_needed(request))
    return _answer(request, me, None)


@require_http_methods(["GET", "HEAD", "POST"])
def team_calendar(request: SignedIn, slug: str, team_slug: str) -> HttpResponse:
    """The same of a team: its own, or the board's that it works by until it has one."""
    _, me = board_for(request.user, slug, to=_needed(request))
    return _answer(request, me, team_of(me, team_slug))


@require_http_methods(["GET", "HEAD", "POST"])
def team_calendar_end(request: SignedIn, slug: str, team_slug: str) -> HttpResponse:
    """The team's own is given up for the board's: GET shows what that changes and moves, POST does it.

    `version`: of the team's own, as it was looked at; `seen`: what the board's was.
    """
    board, me = board_for(request.user, slug, to="calendar.edit")
    team, now = team_of(me, team_slug), timezone.now()
    page, boards = calendar_page(board, now, team), in_force(board)
    moves = consequences(me, team, boards.calendar, now) if page.is_own else NOTHING
    seen, stale = fingerprint(boards.calendar), None
    if request.method == "POST" and (not moves.moved or request.POST.get("seen") == seen):
        try:
            saved = follow_board(team=team, base_version=_version_of(request), by=me, now=now)
        except StaleCalendar as refused:
            stale = refused
        else:
            says = f"{team.name} works by the board’s calendar again." if saved else "It is like that already."
            messages.success(request, says)
            return redirect(moves.confirm_at if saved and moves.confirm_at else _address(me, team))
    context = {
        "board": board, "team": team, "page": page, "here": "calendar", "moves": moves, "seen": seen, "stale": stale,
        "preview": differences(page.value, boards),
        "crumbs": [("Calendar", _address(me, None)), (team.name, _address(me, team)), ("The board’s again", "")],
    }  # fmt: skip
    return render(request, "org/calendar_end.html", context, status=409 if stale else 200)


def _version_of(request: SignedIn) -> int:
    """What was sent as the version that was looked at; anything that is no number is one that never was."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else -1


def _needed(request: SignedIn) -> str:
    return "calendar.edit" if request.method == "POST" else "people.view"


def _answer(request: SignedIn, me: Membership, team: Team | None) -> HttpResponse:
    board, now = me.board, timezone.now()
    page, asked = calendar_page(board, now, team), _place(request, board.today(now))
    offered = suggestions(asked)
    if request.method == "POST":
        return _save(request, me, page, asked, offered, now)
    return _show(request, me, page, asked, offered)


def _save(
    request: SignedIn, me: Membership, page: CalendarPage, asked: Place, offered: list[Holiday], now: datetime
) -> HttpResponse:
    week, dates = WeekForm(request.POST, offered=offered), Dates(request.POST, prefix="dates")
    today = me.board.today(now)
    sent: dict[str, Any] = {"week": week, "dates": dates, "version": request.POST.get("version", "")}
    if not (week.is_valid() & dates.is_valid()):
        return _show(request, me, page, asked, offered, status=422, **sent)
    value = typed(week, dates, page.value, today)
    is_wrong = problems(value.calendar, today, target(me.board))
    moves = NOTHING if is_wrong else consequences(me, page.team, value.calendar, now)
    seen = fingerprint(value.calendar)
    if "look" in request.POST or (moves.moved and request.POST.get("seen") != seen):
        sent |= {"seen": seen, "moves": moves, "preview": differences(page.value, value)}
        return _show(request, me, page, asked, offered, **sent)
    try:
        saved = edit(calendar=value, base_version=week.cleaned_data["version"], by=me, now=now, team=page.team)
    except Invalid as refused:
        _refuse(week, dates, refused)
        return _show(request, me, page, asked, offered, status=422, **sent)
    except StaleCalendar as stale:
        # What one has read about, one may save over.
        sent |= {"version": stale.extra["version"], "stale": stale}
        return _show(request, me, page, asked, offered, status=409, **sent)
    messages.success(request, f"This is version {saved.version} now." if saved else "It is like that already.")
    if saved and moves.confirm_at:
        return redirect(moves.confirm_at)
    return redirect(_address(me, page.team))


def _show(
    request: SignedIn,
    me: Membership,
    page: CalendarPage,
    asked: Place,
    offered: list[Holiday],
    *,
    status: int = 200,
    **sent: Any,
) -> HttpResponse:
    """With what was sent and could not be taken, if anything was."""
    today = me.board.today(timezone.now())
    context = {
        "board": me.board,
        "me": me,
        "here": "calendar",
        "crumbs": _crumbs(me, page.team),
        "team": page.team,
        "page": page,
        "may_edit": may(me, "calendar.edit"),
        "asked": asked,
        "offered": [(each, bool(page.value.calendar.on(each.day))) for each in offered],
        "countries": countries(),
        "parts": parts(asked.country),
        "years": range(today.year, today.year + _YEARS),
        "version": page.version,
        "week": WeekForm.of(page.value.calendar, offered),
        "dates": Dates(initial=rows(page.value, today), prefix="dates"),
        **sent,
    }
    return render(request, "org/calendar.html", context, status=status)


def _address(me: Membership, team: Team | None) -> str:
    if team is None:
        return reverse("calendar", args=[me.board.slug])
    return reverse("team_calendar", args=[me.board.slug, team.slug])


def _crumbs(me: Membership, team: Team | None) -> list[tuple[str, str]]:
    if team is None:
        return [("Calendar", "")]
    return [("Calendar", _address(me, None)), (team.name, "")]


def _place(request: SignedIn, today: date) -> Place:
    year = request.GET.get("year", "")
    known = [str(today.year + number) for number in range(_YEARS)]
    country, part = request.GET.get("country", ""), request.GET.get("part", "")
    part = part if part in dict(parts(country)) else ""
    return Place(country if country in dict(countries()) else "", part, int(year) if year in known else today.year)


def _refuse(week: WeekForm, dates: Any, refused: Invalid) -> None:
    """Each sentence at its weekday or date, or above the form."""
    errors: dict[str, str] = refused.extra["errors"]
    by_day = {f"{form.cleaned_data['day']}": form for form in dates if form.cleaned_data.get("day")}
    for where, sentence in errors.items():
        if where in by_day:
            by_day[where].add_error("hours", sentence)
    others = {where: sentence for where, sentence in errors.items() if where not in by_day}
    if others:
        of_week = {f"day_{where}" if where.isdecimal() else where: sentence for where, sentence in others.items()}
        refuse(week, Invalid(refused.detail, errors=of_week))
