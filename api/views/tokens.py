"""Tokens: made, shown once, revoked."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from api.access import token_for
from api.actions.tokens import make_integration, make_own, revoke_integration, revoke_own
from api.forms import TokenForm
from api.tokens_page import tokens_page
from journal.refusals import Invalid
from org.access import board_for
from org.forms import refuse
from org.models import Membership
from org.signed_in import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: SignedIn, slug: str) -> HttpResponse:
    """All that the reader may see; a POST makes one of one's own."""
    _, me = board_for(request.user, slug, to="token.own")
    if request.method != "POST":
        return _page(request, me)
    return _made(request, me, TokenForm(request.POST, of_integration=False), "own_form")


@require_POST
def of_integrations(request: SignedIn, slug: str) -> HttpResponse:
    """A token of the board that is nobody."""
    _, me = board_for(request.user, slug, to="token.integration")
    return _made(request, me, TokenForm(request.POST, of_integration=True), "integration_form")


@require_POST
def revocation(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    token, me = token_for(request.user, slug, pk)
    revoke = revoke_own if token.is_personal else revoke_integration
    revoke(token=token, by=me, now=timezone.now())
    messages.success(request, f"“{token.name}” is revoked: the next request with it is refused.")
    return redirect("tokens", slug)


def _made(request: SignedIn, me: Membership, form: TokenForm, name: str) -> HttpResponse:
    """The page with the secret on it, which is on no page afterwards; or with what was wrong."""
    if form.is_valid():
        now = timezone.now()
        make = make_own if name == "own_form" else make_integration
        try:
            return _page(request, me, made=make(wanted=form.wanted(now), by=me, now=now))
        except Invalid as refusal:
            refuse(form, refusal)
    return _page(request, me, status=422, **{name: form})


def _page(request: SignedIn, me: Membership, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "board": me.board,
        "here": "tokens",
        "page": tokens_page(me, timezone.now()),
        "own_form": TokenForm(of_integration=False),
        "integration_form": TokenForm(of_integration=True),
        **more,
    }
    response = render(request, "api/tokens.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
