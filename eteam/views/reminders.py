"""Which e-mails one gets, one's calendar, and for whoever runs the room: what was delivered."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eteam.access import seat_for, session_for
from eteam.actions.feeding import end, renew
from eteam.actions.muting import choose
from eteam.reminders.audit import audit
from eteam.reminders.deliveries import of_session, troubled
from eteam.reminders.feed import feed as written
from eteam.reminders.feed import owner_of
from eteam.reminders.kept_mail import keeps_mail
from eteam.reminders.own import own
from eteam.reminders.places import address
from org.access import board_for
from org.signed_in import SignedIn

_LOOKS_BACK = timedelta(days=14)


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: SignedIn, slug: str) -> HttpResponse:
    """One's own e-mails; a POST sends the names of the kinds that one wants."""
    board, member = board_for(request.user, slug, to="inbox.own")
    if request.method == "POST":
        choose(wanted=request.POST.getlist("kind"), by=member, now=timezone.now())
        messages.success(request, "Saved.")
        return redirect("reminders", board.slug)
    context = {"board": board, "own": own(member, timezone.now()), "crumbs": [("Reminders", "")]}
    return render(request, "eteam/reminders.html", context)


@require_POST
@never_cache
def feed_renewal(request: SignedIn, slug: str) -> HttpResponse:
    """The new address stands on the answer, and on no other page."""
    board, member = seat_for(request.user, slug, to="ical.own_feed")
    secret = renew(by=member, now=timezone.now())
    made = address(reverse("calendar_feed", args=[secret]))
    context = {"board": board, "own": own(member, timezone.now()), "made": made, "crumbs": [("Reminders", "")]}
    return render(request, "eteam/reminders.html", context)


@require_POST
def feed_end(request: SignedIn, slug: str) -> HttpResponse:
    board, member = seat_for(request.user, slug, to="ical.own_feed")
    end(by=member, now=timezone.now())
    messages.success(request, "Your calendar has no address any more.")
    return redirect("reminders", board.slug)


@login_not_required  # the address itself is the secret
@require_safe
@never_cache
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    answer = HttpResponse(written(owner_of(secret), timezone.now()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="weekly-room.ics"'
    return answer


@require_safe
def deliveries(request: SignedIn, pk: int) -> HttpResponse:
    session, _ = session_for(request.user, pk, to="eteam.deliveries")
    context = {
        "board": session.board,
        "session": session,
        "deliveries": of_session(session, timezone.now()),
        "crumbs": [("Deliveries", "")],
    }
    return render(request, "eteam/deliveries.html", context)


@require_safe
def health(request: SignedIn, slug: str) -> HttpResponse:
    board, member = seat_for(request.user, slug, to="eteam.deliveries")
    now = timezone.now()
    checks = audit(now)
    context = {
        "board": board,
        "checks": checks,
        "red": [check for check in checks if not check.is_well],
        "keeps_mail": member.is_admin and keeps_mail(),
        "deliveries": troubled(board.pk, now - _LOOKS_BACK, now),
        "crumbs": [("Health", "")],
    }
    return render(request, "eteam/health.html", context)
