"""The questions that can still change what is funded: all of them, one of them, and a leader's answer."""

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

import orjson
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from bets.access import cycle_for, may
from bets.actions.answering import Answered, Shown, StaleQuestion, answer
from bets.asking.access import pair_for
from bets.asking.duel import address, duel, present
from bets.asking.page import questions_page
from bets.asking.reading import Pair, read
from bets.board.version import etag
from bets.forms import checked
from bets.frozen import OrderIsFrozen
from bets.inputs import load
from bets.models import Cycle
from bets.names import listing
from bets.sent import body, is_json, key
from bets.session.current import NoSession
from bets.session.presence import presence
from journal.refusals import Refusal
from org.models import Membership
from org.signed_in import SignedIn

YIELD = "yield"


class AnswerForm(forms.Form):
    """`keeps`: a bet's id, or "yield"; `moves` and `base_revision`: what the page showed, where it was a page."""

    keeps = forms.RegexField(regex=rf"\A(?:[0-9]{{1,18}}|{YIELD})\Z")
    moves = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    base_revision = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    reason = forms.CharField(required=False, max_length=500)

    @property
    def kept(self) -> int | None:
        keeps = self.cleaned_data["keeps"]
        return None if keeps == YIELD else int(keeps)

    @property
    def shown(self) -> Shown:
        return Shown(self.cleaned_data["base_revision"], self.cleaned_data["moves"])


@require_safe
def index(request: SignedIn, pk: int) -> HttpResponse:
    """What is still asked, in which order, and what was settled."""
    cycle, member = cycle_for(request.user, pk, to="allocation.preview")
    context = _frame(cycle) | {"page": questions_page(cycle, member), "etag": etag(cycle, member, "questions")}
    return render(request, "bets/question/index.html", context)


@require_safe
def index_part(request: SignedIn, pk: int) -> HttpResponseBase:
    """What of that page changes. 304 to a page that has it already."""
    cycle, member = cycle_for(request.user, pk, to="allocation.preview")
    tag = etag(cycle, member, "questions")
    if (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return unchanged
    context = {"cycle": cycle, "page": questions_page(cycle, member)}
    return _fresh(render(request, "bets/question/_index.html", context), tag)


@require_safe
def show(request: SignedIn, pk: int, first: int, second: int) -> HttpResponse:
    """One question; it has one address, whichever of the two stands above."""
    cycle, member, pair = pair_for(request.user, pk, first, second, to="allocation.preview")
    if (first, second) != pair:
        return redirect("question", pk, *pair)
    return _page(request, cycle, pair, member)


@require_safe
def show_part(request: SignedIn, pk: int, first: int, second: int) -> HttpResponseBase:
    """What of that page changes, as its reader sees it. Who is here changes without an event, and is in the tag."""
    cycle, member, pair = pair_for(request.user, pk, first, second, to="allocation.preview")
    now = timezone.now()
    tag = etag(cycle, member, f"question-{pair[0]}-{pair[1]}-{member.pk}-{present(cycle, now)}")
    if (unchanged := get_conditional_response(request, etag=tag)) is not None:
        return unchanged
    context = {"cycle": cycle, "duel": duel(cycle, pair, member, now)}
    return _fresh(render(request, "bets/question/_duel.html", context), tag)


@require_POST
def answers(request: SignedIn, pk: int, first: int, second: int) -> HttpResponse:
    """A leader says which of the two is kept, or yields. What refuses it is said on the page as it is now."""
    cycle, member, pair = pair_for(request.user, pk, first, second, to="rank.answer_question")
    sent = body(request)
    form = checked(AnswerForm(sent))
    try:
        done = answer(
            cycle=cycle, pair=pair, keeps=form.kept, shown=form.shown, by=member, now=timezone.now(),
            reason=form.cleaned_data["reason"], key=key(request, member, sent),
        )  # fmt: skip
    except (NoSession, OrderIsFrozen, StaleQuestion) as refusal:
        if is_json(request):
            raise
        return _refused(request, refusal, cycle, pair, member, typed=form.cleaned_data["reason"])
    if is_json(request):
        return HttpResponse(orjson.dumps(asdict(done)), status=201, content_type="application/json")
    messages.success(request, _said(done, form.kept), extra_tags=_back(cycle, done))
    return redirect(_next(cycle, pair, done))


def _page(
    request: SignedIn, cycle: Cycle, pair: Pair, member: Membership, *, status: int = 200, **sent: Any
) -> HttpResponse:
    now = timezone.now()
    context = _frame(cycle, "Question") | {"duel": duel(cycle, pair, member, now)}
    if may(member, cycle, "session.attend"):
        context |= {"may_attend": True, "presence": presence(cycle, member, now)}
    return render(request, "bets/question/show.html", context | sent, status=status)


def _refused(
    request: SignedIn, refusal: Refusal, cycle: Cycle, pair: Pair, member: Membership, *, typed: str
) -> HttpResponse:
    """The page as it is now, with the sentence. There is none once one of the two has no rank any more."""
    try:
        return _page(request, cycle, pair, member, status=refusal.status, refusal=refusal, typed=typed)
    except Http404:
        raise refusal from None


def _said(done: Answered, kept: int | None) -> str:
    if done.ended:
        return "Settled: the order stays." if done.ended == "kept" else "Settled: the order is changed."
    mine = "You yield." if kept is None else "Your answer stands."
    if done.waits_for:
        return f"{mine} Still to speak: {listing(done.waits_for)}."
    return f"{mine} All who are here have spoken, and not alike: one side yields, or it stays open."


def _back(cycle: Cycle, done: Answered) -> str:
    """Where Undo posts to, once the order has changed."""
    if done.ended != "moved":
        return ""
    return f"{resolve_url('undone', cycle.pk)}?{urlencode({'revision': done.revision})}"


def _next(cycle: Cycle, pair: Pair, done: Answered) -> str:
    """The question again, or the next one once it has ended."""
    if not done.ended:
        return resolve_url("question", cycle.pk, *pair)
    open_now = read(cycle).open(load(cycle).allocation)
    return address(cycle, open_now[0]) if open_now else resolve_url("questions", cycle.pk)


def _fresh(response: HttpResponse, tag: str) -> HttpResponse:
    """May be kept by the browser that asked, which must ask again each time."""
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _frame(cycle: Cycle, title: str = "") -> dict[str, Any]:
    crumbs = [(cycle.name, resolve_url("cycle", cycle.pk))]
    crumbs += [("Questions", resolve_url("questions", cycle.pk)), (title, "")] if title else [("Questions", "")]
    return {"cycle": cycle, "board": cycle.board, "here": "questions", "crumbs": crumbs}
