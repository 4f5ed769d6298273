"""What leaders decide about one bet, each on a small page with its reason; and the owner's asking for it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bets.access import bet_for
from bets.actions import exceptions, pitching
from bets.late import late_bet_for
from bets.models import Bet
from bets.running.must_do_page import must_do_page
from bets.views.cycle_forms import MustDoForm, OwnerForm, ReasonForm
from journal.refusals import Invalid
from org.forms import refuse
from org.models import Membership
from org.signed_in import SignedIn

_form = require_http_methods(["GET", "HEAD", "POST"])


@_form
def exception_request(request: SignedIn, pk: int) -> HttpResponse:
    """The owner asks to be let in after the closing time."""
    bet, member = bet_for(request.user, pk, to="bet.submit")
    context = {
        "crumb": "Ask for an exception",
        "title": f"Ask to submit “{bet.title}” late",
        "says": "Pitches are closed. The leaders are told this title and your sentence, and nothing else of the draft.",
        "does": "Ask the leaders",
    }
    form, back = ReasonForm(_sent(request)), resolve_url("bet", pk)
    return _act(request, bet, member, form, exceptions.ask_exception, "The leaders are asked.", back, context)


@_form
def late_exception(request: SignedIn, pk: int) -> HttpResponse:
    """A leader lets a bet in that is late; of a draft they see what its owner said when they asked."""
    bet, member, asked = late_bet_for(request.user, pk)
    title = asked.title if asked else bet.title
    context = {
        "crumb": "Late exception",
        "title": f"Let “{title}” in after the closing time",
        "asked": asked,
        "says": f"{bet.owner.name} can submit it then. It comes to the unranked tray, marked as late.",
        "does": "Make the exception",
    }
    form, back = ReasonForm(_sent(request)), resolve_url("cycle_page", bet.cycle_id)
    said = f"{bet.owner.name} can submit “{title}” now."
    return _act(request, bet, member, form, pitching.grant_late_exception, said, back, context)


@_form
def decline(request: SignedIn, pk: int) -> HttpResponse:
    bet, member = bet_for(request.user, pk, to="bet.decline")
    context = {
        "crumb": "Decline",
        "title": f"Decline “{bet.title}”",
        "says": "Its rank is gone, and everything below it moves up. It can be pitched again.",
        "does": "Decline it",
    }
    form, back = ReasonForm(_sent(request)), resolve_url("bet", pk)
    return _act(request, bet, member, form, exceptions.decline, f"“{bet.title}” is declined.", back, context)


@_form
def must_do(request: SignedIn, pk: int) -> HttpResponse:
    """Whether a law or security leaves no choice. Shows first what it would take of each team."""
    bet, member = bet_for(request.user, pk, to="bet.flag_must_do")
    page = must_do_page(bet)
    context = {
        "crumb": "Must-do",
        "title": f"{'Flag' if page.becomes else 'No longer flag'} “{bet.title}” as must-do",
        "must_do": page,
        "does": "It is a must-do bet" if page.becomes else "It is no must-do bet",
    }
    form = MustDoForm(_sent(request), initial={"must_do": page.becomes})
    said = f"“{bet.title}” is {'a must-do bet now' if page.becomes else 'no must-do bet any more'}."
    return _act(request, bet, member, form, pitching.flag_must_do, said, resolve_url("bet", pk), context)


@_form
def new_owner(request: SignedIn, pk: int) -> HttpResponse:
    bet, member = bet_for(request.user, pk, to="bet.reassign_owner")
    left = "" if bet.owner.ended_at is None else ", who has left"
    context = {
        "crumb": "New owner",
        "title": f"A new owner for “{bet.title}”",
        "says": f"It is {bet.owner.name}'s{left}. The rank stays.",
        "does": "Name the owner",
    }
    form = OwnerForm(_sent(request), board=bet.cycle.board)
    said = f"“{bet.title}” has a new owner."
    return _act(request, bet, member, form, pitching.reassign_owner, said, resolve_url("bet", pk), context)


def _sent(request: SignedIn) -> Any:
    return request.POST if request.method == "POST" else None


def _act(
    request: SignedIn, bet: Bet, member: Membership, form: ReasonForm, act: Callable[..., Any],
    said: str, back: str, context: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    """Ask, or do what the form says; what is refused is asked again."""
    if form.is_valid():
        try:
            act(bet=bet, by=member, now=timezone.now(), **form.cleaned_data)
        except Invalid as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, said)
            return redirect(back)
    cycle = bet.cycle
    crumbs = [(cycle.name, resolve_url("cycle_page", cycle.pk)), (context["crumb"], "")]
    about = {"cycle": cycle, "board": cycle.board, "here": "cycle", "crumbs": crumbs}
    context |= {"form": form, "bet": bet, "back": back, **about}
    return render(request, "bets/cycle_act.html", context, status=422 if form.errors else 200)
