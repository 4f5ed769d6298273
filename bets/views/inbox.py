"""What one was told, and that one has read it."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bets.forms import checked
from org import inbox as model
from org.access import board_for
from org.actions.inbox import mark_all_read, mark_read
from org.signed_in import SignedIn

_MOST_DIGITS = 18


class NewestForm(forms.Form):
    newest = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


@require_safe
def inbox(request: SignedIn, slug: str) -> HttpResponse:
    board, member = board_for(request.user, slug, to="inbox.own")
    before = _before(request)
    context = {
        "inbox": model.inbox(member, before),
        "before": before,
        "board": board,
        "here": "inbox",
        "crumbs": [("Inbox", "")],
    }
    return render(request, "bets/inbox.html", context)


@require_POST
def all_read(request: SignedIn, slug: str) -> HttpResponse:
    """Everything up to `newest`, what the page showed at its top, or whatever there is."""
    board, member = board_for(request.user, slug, to="inbox.own")
    newest = checked(NewestForm(request.POST)).cleaned_data["newest"]
    mark_all_read(newest=newest, by=member, now=timezone.now())
    return redirect("inbox", board.slug)


@require_POST
def read(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    """One notice: by its button, or by the script when somebody follows it. Leads back to where it stands."""
    board, member = board_for(request.user, slug, to="inbox.own")
    mark_read(notice=pk, by=member, now=timezone.now())
    before = _before(request)
    page = f"?before={before}" if before else ""
    return redirect(f"{resolve_url('inbox', board.slug)}{page}#notice-{pk}")


def _before(request: SignedIn) -> int | None:
    """The notice that the page begins behind. Raises Http404 for what is no id."""
    sent = request.GET.get("before", "")
    if not sent:
        return None
    if not (sent.isascii() and sent.isdigit() and len(sent) <= _MOST_DIGITS):
        raise Http404("No such page.")
    return int(sent)
