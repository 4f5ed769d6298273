"""The doors by which a session is steered: from its page, or from the board by a script."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from bets.access import cycle_for
from bets.actions import steering
from bets.actions import turns as turning
from bets.forms import checked
from bets.models import Cycle
from bets.sent import body, is_json
from bets.views.session_forms import (
    ClockForm,
    FocusForm,
    FreezeForm,
    MinutesForm,
    PresenterForm,
    TurnForm,
    TurnsForm,
)
from org.models import Membership
from org.signed_in import SignedIn

_CLOCK = {"start": steering.start_clock, "stop": steering.stop_clock, "longer": steering.add_minute}
_PRESENTER = {"me": steering.present, "nobody": steering.stop_presenting}


@require_POST
def turns(request: SignedIn, pk: int) -> HttpResponse:
    """The running order: a bet earlier, later, out of it, into it."""
    cycle, member, sent = _asked(request, pk)
    asked = checked(TurnsForm(sent)).cleaned_data
    bet, to, now = asked["bet"], asked["to"], timezone.now()
    if to in TurnsForm.STEPS:
        turning.shift(cycle=cycle, bet=bet, steps=TurnsForm.STEPS[to], by=member, now=now)
    elif to == "out":
        turning.leave_out(cycle=cycle, bet=bet, by=member, now=now)
    else:
        turning.include(cycle=cycle, bet=bet, by=member, now=now)
    return _done(request, cycle, sent)


@require_POST
def minutes(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member, sent = _asked(request, pk)
    wanted = checked(MinutesForm(sent)).cleaned_data["minutes"]
    turning.set_minutes(cycle=cycle, minutes=wanted, by=member, now=timezone.now())
    return _done(request, cycle, sent)


@require_POST
def turn(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member, sent = _asked(request, pk)
    wanted = checked(TurnForm(sent)).cleaned_data["turn"]
    turning.turn_to(cycle=cycle, turn=wanted, by=member, now=timezone.now())
    return _done(request, cycle, sent)


@require_POST
def clock(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member, sent = _asked(request, pk)
    act = _CLOCK[checked(ClockForm(sent)).cleaned_data["to"]]
    act(cycle=cycle, by=member, now=timezone.now())
    return _done(request, cycle, sent)


@require_POST
def presenter(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member, sent = _asked(request, pk)
    act = _PRESENTER[checked(PresenterForm(sent)).cleaned_data["to"]]
    act(cycle=cycle, by=member, now=timezone.now())
    return _done(request, cycle, sent)


@require_POST
def focus(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member, sent = _asked(request, pk)
    bet = checked(FocusForm(sent)).cleaned_data["bet"]
    steering.point_at(cycle=cycle, bet=bet, by=member, now=timezone.now())
    return _done(request, cycle, sent, anchor=f"#bet-{bet}" if bet else "")


@require_POST
def freeze(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member, sent = _asked(request, pk)
    reason = checked(FreezeForm(sent)).cleaned_data["reason"]
    steering.freeze(cycle=cycle, by=member, now=timezone.now(), reason=reason)
    return _done(request, cycle, sent)


@require_POST
def thaw(request: SignedIn, pk: int) -> HttpResponse:
    cycle, member, sent = _asked(request, pk)
    steering.thaw(cycle=cycle, by=member, now=timezone.now())
    return _done(request, cycle, sent)


def _asked(request: SignedIn, pk: int) -> tuple[Cycle, Membership, dict[str, Any]]:
    cycle, member = cycle_for(request.user, pk, to="session.presenter_freeze_clock")
    return cycle, member, body(request)


def _done(request: SignedIn, cycle: Cycle, sent: dict[str, Any], anchor: str = "") -> HttpResponse:
    """A script fetches what changed by itself; a page goes back to where it was sent from."""
    if is_json(request):
        return HttpResponse(b"{}", content_type="application/json")
    return redirect_back(cycle, sent, anchor)


def redirect_back(cycle: Cycle, sent: dict[str, Any], anchor: str = "") -> HttpResponse:
    """To the board or, as a rule, to the session."""
    if sent.get("back") == "cycle":
        response = redirect("cycle", cycle.pk)
        response["Location"] += anchor
        return response
    return redirect("session", cycle.pk)
