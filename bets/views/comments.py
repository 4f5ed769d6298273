"""What is said under a pitch, and changed by whoever said it. Each act leads back to the words on the bet's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bets.access import comment_for, text_for
from bets.actions.commenting import edit, post, remove, reply
from bets.audience import audience
from bets.comment_forms import ChallengeForm, CommentForm, WordsForm
from bets.mentions import Nameable, handles
from bets.models import Bet, Comment
from journal.refusals import Refusal
from org.forms import refuse
from org.signed_in import SignedIn

_MOST_SUGGESTED = 8


@dataclass(frozen=True)
class _Page:
    """The page that shows what could not be taken, and lets the author change what was: `to` is what it is about."""

    bet: Bet
    heading: str
    act: str
    to: Comment | None = None
    own: Comment | None = None


@require_POST
def comments(request: SignedIn, pk: int) -> HttpResponse:
    """A question, a remark or a challenge."""
    bet, member = text_for(request.user, pk, to="bet.comment", now=timezone.now())
    is_challenge = request.POST.get("kind") == Comment.Kind.CHALLENGE
    form = ChallengeForm(request.POST) if is_challenge else CommentForm(request.POST)
    verb, act = ("Challenge", "Challenge") if is_challenge else ("Ask about", "Send")
    page = _Page(bet, f"{verb} {bet.title}", act)
    return _carry_out(request, page, form, post, bet=bet, by=member)


@require_POST
def replies(request: SignedIn, pk: int) -> HttpResponse:
    comment, member = comment_for(request.user, pk, to="bet.comment", now=timezone.now())
    page = _Page(comment.bet, f"Reply to {comment.author.name}", "Reply", to=comment)
    return _carry_out(request, page, WordsForm(request.POST), reply, to=comment, by=member)


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: SignedIn, pk: int) -> HttpResponse:
    """Other words, for whoever said it."""
    said, member = comment_for(request.user, pk, to="comment.edit", now=timezone.now())
    page = _Page(said.bet, f"What you said about {said.bet.title}", "Save", own=said)
    if request.method == "POST":
        return _carry_out(request, page, WordsForm(request.POST), edit, comment=said, by=member)
    return _show(request, page, WordsForm(initial={"text": said.text}))


@require_POST
def removal(request: SignedIn, pk: int) -> HttpResponse:
    """Taken back, as long as nobody has replied."""
    said, member = comment_for(request.user, pk, to="comment.edit", now=timezone.now())
    remove(comment=said, by=member, now=timezone.now())
    return redirect(f"{resolve_url('bet', said.bet_id)}#conversation")


@require_safe
def people(request: SignedIn, pk: int) -> HttpResponse:
    """Who can be named under the bet and has a name with a word that begins with `q`: `[{"name", "handle"}]`."""
    now = timezone.now()
    bet, _ = text_for(request.user, pk, to="bet.comment", now=now)
    listeners = audience(bet, now)
    handle = handles([Nameable(each.member.pk, each.member.name, each.member.person.email) for each in listeners])
    begun = f" {request.GET.get('q', '').casefold()}"
    found = [each.member for each in listeners if each.reads and begun in f" {each.member.name}".casefold()]
    body = [{"name": member.name, "handle": handle[member.pk]} for member in found[:_MOST_SUGGESTED]]
    return HttpResponse(orjson.dumps(body), content_type="application/json")


def _carry_out(
    request: SignedIn, page: _Page, form: forms.Form, act: Callable[..., Comment], **given: Any
) -> HttpResponse:
    if not form.is_valid():
        return _show(request, page, form, status=422)
    try:
        said = act(**form.cleaned_data, **given, now=timezone.now())
    except Refusal as refusal:
        refuse(form, refusal)
        return _show(request, page, form, status=refusal.status)
    return redirect(f"{resolve_url('bet', page.bet.pk)}#comment-{said.pk}")


def _show(request: SignedIn, page: _Page, form: forms.Form, status: int = 200) -> HttpResponse:
    bet = page.bet
    context = {
        "page": page,
        "form": form,
        "bet": bet,
        "cycle": bet.cycle,
        "board": bet.cycle.board,
        "here": "board",
        "crumbs": [
            (bet.cycle.name, resolve_url("cycle", bet.cycle.pk)),
            (bet.title, resolve_url("bet", bet.pk)),
            (page.heading, ""),
        ],
    }
    return render(request, "bets/comment.html", context, status=status)
