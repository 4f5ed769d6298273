"""What would have been sent, where no mail server is named: the embedded start shows it on a page."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from eteam.access import may
from eteam.reminders.by_mail import list_id
from eteam.reminders.kept_mail import keeps_mail, kept
from org.access import unknown
from org.models import Membership
from org.signed_in import SignedIn


@require_safe
@never_cache
def sent_mail(request: SignedIn) -> HttpResponse:
    """For admins, of the boards whose admins they are. In the demo, where anybody is anybody, all of it.

    Elsewhere invitations to sign in are left out: whoever follows one is that person.
    """
    if not keeps_mail():
        raise Http404("No such page.")
    places = Membership.objects.current().filter(person=request.user).select_related("board", "person")
    boards = [member.board.slug for member in places if member.is_admin and may(member, "eteam.deliveries")]
    if not boards and not settings.DEMO:
        raise unknown(request.user, "sent mail")
    lists = None if settings.DEMO else {list_id(slug) for slug in boards}
    context = {"kept": kept(Path(settings.EMAIL_FILE_PATH), lists), "crumbs": [("Sent mail", "")]}
    return render(request, "eteam/sent_mail.html", context)
