"""The link at the end of a mail: it is signed, so that it works for whoever holds the mail, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from eteam.actions.muting import mute
from eteam.reminders.kinds import KINDS
from eteam.reminders.unsubscribing import read


@login_not_required
@csrf_exempt  # mail programs post here by themselves (RFC 8058); the token is what they may do it by
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A GET shows what would be switched off, a POST does it: what scans mails follows links."""
    found = read(token)
    if found is None:
        raise Http404("No such page.")
    member, kind = found
    if request.method == "POST":
        mute(kind=kind, by=member, now=timezone.now())
    context = {"member": member, "kind": KINDS[kind], "on": member.board, "done": request.method == "POST"}
    return render(request, "eteam/unsubscribe.html", context)
