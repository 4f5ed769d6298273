"""In the demo, and only there, anybody signs in as anybody: see the check `bets.W002`."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from org.models import Board, Membership
from org.people import people_page


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """The people of the demo by role, a button each; POST `member` signs in as them."""
    if not settings.DEMO:
        raise Http404("No such page.")
    if request.method == "POST":
        people = Membership.objects.current().select_related("person")
        number = request.POST.get("member", "")
        member = people.filter(pk=int(number) if number.isdecimal() and len(number) < 19 else 0).first()
        if member is None:
            raise Http404("No such page.")
        login(request, member.person)
        return redirect(_next(request) or settings.LOGIN_REDIRECT_URL)
    now = timezone.now()
    boards = [(board, people_page(board, now)) for board in Board.objects.order_by("pk")]
    return render(request, "org/demo.html", {"boards": boards, "next": _next(request)})


def _next(request: HttpRequest) -> str:
    """Where the person was going, if that is a page of ours."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if ours else ""
