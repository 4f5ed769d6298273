"""The log of the order: reasons that are given afterwards, and the way back to an earlier order."""

from typing import Any

import orjson
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bets.access import cycle_for
from bets.actions.explaining import explain
from bets.actions.orders import restore
from bets.actions.ranking import ReasonNeeded, StaleMove
from bets.board.telling import REASONS, tell
from bets.forms import checked
from bets.history import NoSuchRevision
from bets.log.page import log as log_of
from bets.log.restoration import restoration as preview
from bets.models import Cycle
from bets.sent import body, is_json, key
from journal.models import Event
from journal.refusals import Invalid
from org.signed_in import SignedIn

_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


class LogForm(forms.Form):
    before = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    bet = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


class WhyForm(forms.Form):
    """`reason` is the tap on a button, `sentence` what stands in the field beside the buttons: it is never lost."""

    reason = forms.CharField(max_length=500, required=False)
    sentence = forms.CharField(max_length=500, required=False)

    @property
    def said(self) -> str:
        return str(self.cleaned_data["sentence"] or self.cleaned_data["reason"])


class RestoreForm(WhyForm):
    base_revision = forms.IntegerField(min_value=0, max_value=2**31 - 1)


@require_safe
def log(request: SignedIn, pk: int) -> HttpResponse:
    """The changes of the order, newest first; `bet`: those of one bet; `before`: from an earlier revision on."""
    cycle, member = cycle_for(request.user, pk, to="rank.read")
    asked = checked(LogForm(request.GET)).cleaned_data
    page = log_of(cycle, member, before=asked["before"], bet=asked["bet"])
    return render(request, "bets/log/page.html", _context(cycle, ("Log", "")) | {"page": page})


@_get_or_post
def explanation(request: SignedIn, pk: int, revision: int) -> HttpResponse:
    """Say why, afterwards."""
    cycle, member = cycle_for(request.user, pk, to="rank.move")
    error = ""
    if request.method == "POST":
        sent = body(request)
        said = checked(WhyForm(sent)).said
        try:
            done = explain(
                cycle=cycle, revision=revision, reason=said, by=member, now=timezone.now(),
                key=key(request, member, sent),
            )  # fmt: skip
        except Invalid as refusal:
            if is_json(request):
                raise
            error = str(refusal)
        else:
            return _explained(request, cycle, revision, done.reason)
    context = {"telling": _telling(cycle, revision), "reasons": REASONS, "error": error}
    context |= _context(cycle, ("Log", resolve_url("log", pk)), ("Say why", ""))
    return render(request, "bets/log/reason.html", context, status=422 if error else 200)


@_get_or_post
def restoration(request: SignedIn, pk: int, revision: int) -> HttpResponse:
    """An earlier order beside today's; and the button that brings it back."""
    cycle, member = cycle_for(request.user, pk, to="rank.move")
    error = ""
    if request.method == "POST":
        sent = body(request)
        form = checked(RestoreForm(sent))
        try:
            restore(
                cycle=cycle, revision=revision, by=member, now=timezone.now(), reason=form.said,
                base_revision=form.cleaned_data["base_revision"], key=key(request, member, sent),
            )  # fmt: skip
        except (ReasonNeeded, StaleMove) as refusal:
            error = str(refusal)
        else:
            messages.success(request, f"The order of revision {revision} is back.")
            return redirect("cycle", pk)
    context: dict[str, Any] = {"page": preview(cycle, revision), "reasons": REASONS, "error": error}
    context |= _context(cycle, ("Log", resolve_url("log", pk)), (f"Back to revision {revision}", ""))
    return render(request, "bets/log/restoration.html", context, status=422 if error else 200)


def _explained(request: SignedIn, cycle: Cycle, revision: int, reason: str) -> HttpResponse:
    if is_json(request):
        said = orjson.dumps({"revision": revision, "reason": reason})
        return HttpResponse(said, status=201, content_type="application/json")
    messages.success(request, f"The log says why revision {revision} was made.")
    return redirect(f"{resolve_url('log', cycle.pk)}#r{revision}")


def _telling(cycle: Cycle, revision: int) -> Any:
    event = Event.objects.filter(topic=cycle.topic, revision=revision).first()
    if event is None:
        raise NoSuchRevision(f"Revision {revision} was made by no change of the order.")
    return tell(event, cycle.board.zone)


def _context(cycle: Cycle, *crumbs: tuple[str, str]) -> dict[str, Any]:
    return {
        "cycle": cycle,
        "board": cycle.board,
        "here": "board",
        "crumbs": [(cycle.name, resolve_url("cycle", cycle.pk)), *crumbs],
    }
