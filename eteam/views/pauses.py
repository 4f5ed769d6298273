"""Stopping the clock of a blocker that waits on somebody outside the company, and letting it run on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from eteam.access import blocker_for
from eteam.actions.pausing import PAUSE, begin_pause, end_pause
from journal.refusals import Refusal
from org.signed_in import SignedIn


@require_POST
def pause(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    blocker, member = blocker_for(request.user, pk, to=PAUSE, now=now)
    reason = request.POST.get("reason", "").replace("\0", "")
    try:
        begin_pause(blocker=blocker, reason=reason, by=member, now=now)
    except Refusal as refused:
        messages.error(request, refused.detail)
    else:
        messages.success(request, "Its clock stands still. It is due later by every working hour until it runs on.")
    return redirect("blocker", pk)


@require_POST
def pause_end(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    blocker, member = blocker_for(request.user, pk, to=PAUSE, now=now)
    try:
        end_pause(blocker=blocker, by=member, now=now)
    except Refusal as refused:
        messages.error(request, refused.detail)
    else:
        messages.success(request, "Its clock runs on. The time that it stood still is left out of what is counted.")
    return redirect("blocker", pk)
