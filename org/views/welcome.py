"""The first run: somebody makes themselves, and the first board. Afterwards the page is gone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from journal.refusals import Invalid
from org.actions.boards import start
from org.forms import WelcomeForm, refuse
from org.models import Person


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def welcome(request: HttpRequest) -> HttpResponse:
    """Http404 once there is a person; of two first people at once the second gets AlreadyStarted."""
    if Person.objects.exists():
        raise Http404("No such page.")
    form = WelcomeForm(request.POST or None)
    if form.is_valid():
        try:
            founder = start(**form.cleaned_data, now=timezone.now())
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            login(request, founder.person)
            return redirect("people", founder.board.slug)
    return render(request, "org/welcome.html", {"form": form}, status=422 if form.errors else 200)


def after_first_run(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Lead from a page for those who are not signed in to the first run, while nobody could sign in.

    Every other page leads to the sign-in page first: only these ask, and nobody who is signed in pays for it.
    """

    @wraps(view)
    def led(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not Person.objects.exists():
            return redirect("welcome")
        return view(request, *args, **kwargs)

    return led
