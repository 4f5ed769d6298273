"""How items end: outcomes of blockers and matters, in the room and outside; and what follows from them."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bets.forms import checked
from eteam.access import blocker_for, matter_for, may, outcome_for, session_for
from eteam.actions import outcomes as acts
from eteam.actions.deciding import finish
from eteam.actions.huddles import call
from eteam.actions.outcomes import Where
from eteam.models import Blocker, Matter
from eteam.session.outcome_form import outcome_form
from eteam.session.page import words_of
from eteam.session.things import title
from eteam.verdicts import Verdict
from eteam.views.live_forms import OutcomeForm, as_fields, kept
from journal.refusals import Invalid
from org.models import Membership
from org.signed_in import SignedIn

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
def of_blocker(request: SignedIn, pk: int) -> HttpResponse:
    """GET: the form for an outcome outside the room."""
    blocker, member = blocker_for(request.user, pk, to="eteam.outcome", now=timezone.now())
    return _answer(request, blocker, member, typed=False)


@require_http_methods(_METHODS)
def typed_of_blocker(request: SignedIn, pk: int) -> HttpResponse:
    blocker, member = blocker_for(request.user, pk, to="eteam.type_outcome", now=timezone.now())
    return _answer(request, blocker, member, typed=True)


@require_http_methods(_METHODS)
def of_matter(request: SignedIn, pk: int) -> HttpResponse:
    matter, member = matter_for(request.user, pk, to="eteam.outcome", now=timezone.now())
    return _answer(request, matter, member, typed=False)


@require_http_methods(_METHODS)
def typed_of_matter(request: SignedIn, pk: int) -> HttpResponse:
    matter, member = matter_for(request.user, pk, to="eteam.type_outcome", now=timezone.now())
    return _answer(request, matter, member, typed=True)


@require_POST
def huddle(request: SignedIn, pk: int) -> HttpResponse:
    now = timezone.now()
    blocker, member = blocker_for(request.user, pk, to="eteam.huddle", now=now)
    called = call(blocker=blocker, by=member, now=now)
    count = len([each for each in called.called if each != member.pk])
    messages.success(request, f"The huddle is called: {count} {'was' if count == 1 else 'were'} asked to come now.")
    return redirect("blocker", pk)


@require_safe
def outcome(request: SignedIn, pk: int) -> HttpResponse:
    """One outcome, with what its owner or the member whom it names can do about it."""
    found, member = outcome_for(request.user, pk, to="eteam.read_room")
    thing = found.of
    context = {
        "board": member.board, "here": "room", "outcome": found, "title": title(thing),
        "crumbs": [("Decisions", resolve_url("decisions", member.board.slug)), (found.get_kind_display(), "")],
        "said": words_of(found, member.board.zone),
        "asks_me": found.waits_for_id == member.pk and not (found.confirmed_at or found.refused_at),
        "is_mine": found.owner_id == member.pk and found.kind == "decided" and found.counts and not found.done_at,
        "blocker": found.blocker if found.blocker and may(member, "blocker.read") else None,
    }  # fmt: skip
    return render(request, "eteam/session/outcome.html", context)


@require_POST
def confirmation(request: SignedIn, pk: int) -> HttpResponse:
    found, member = outcome_for(request.user, pk, to="eteam.confirm_outcome")
    acts.confirm(outcome=found, by=member, now=timezone.now())
    messages.success(request, "The outcome counts.")
    return redirect("outcome", pk)


@require_POST
def refusal(request: SignedIn, pk: int) -> HttpResponse:
    found, member = outcome_for(request.user, pk, to="eteam.confirm_outcome")
    acts.refuse_outcome(outcome=found, by=member, now=timezone.now())
    messages.success(request, "It does not count. Whoever typed it was told.")
    return redirect("outcome", pk)


@require_POST
def done(request: SignedIn, pk: int) -> HttpResponse:
    found, member = outcome_for(request.user, pk, to="eteam.decision_done")
    finish(outcome=found, by=member, now=timezone.now())
    messages.success(request, "Done.")
    return redirect("decisions", member.board.slug)


def _answer(request: SignedIn, thing: Blocker | Matter, member: Membership, *, typed: bool) -> HttpResponse:
    """Record what was sent; what is refused comes back with all that was typed, and a sentence at each fault."""
    if request.method != "POST":
        return _form(request, thing, member, {}, {}, 200)
    sent = request.POST.dict()
    verdict: Verdict | None = None
    try:
        form = checked(OutcomeForm(sent))
        people = _people(thing)
        session = _session(request, form.cleaned_data["session"])
        verdict = form.verdict(people, session.zone if session else thing.board.zone, timezone.now())
        where = Where(session, _who_was_there(request, people) if session is None else [])
        _record(thing, verdict, where, form, people, member, typed=typed)
    except Invalid as refused:
        errors = as_fields(refused.extra.get("errors", {"": refused.detail}), verdict)
        return _form(request, thing, member, kept(sent), errors, refused.status)
    messages.success(request, "The outcome is recorded." if not typed else "It counts once it is confirmed.")
    if session is not None:
        return redirect("eteam_session", session.pk)
    return redirect("blocker", thing.pk) if isinstance(thing, Blocker) else redirect("room", thing.board.slug)


def _record(
    thing: Blocker | Matter, verdict: Verdict, where: Where, form: OutcomeForm, people: Mapping[int, Membership],
    member: Membership, *, typed: bool,
) -> None:  # fmt: skip
    now = timezone.now()
    if typed:
        named = form.named(people)
        acts.type_outcome(of=thing, verdict=verdict, where=where, waits_for=named, by=member, now=now)
    else:
        acts.record_outcome(of=thing, verdict=verdict, where=where, by=member, now=now)


def _form(
    request: SignedIn, thing: Blocker | Matter, member: Membership, typed: dict[str, Any], errors: dict[str, str],
    status: int,
) -> HttpResponse:  # fmt: skip
    session = _session(request, int(typed["session"])) if _is_id(typed.get("session")) else None
    form = outcome_form(thing, member, session, timezone.now(), typed, errors)
    context = {
        "board": member.board, "here": "room", "form": form, "thing": thing, "present": _present(request),
        "crumbs": [("Room", resolve_url("room", member.board.slug)), ("Outcome", "")],
    }  # fmt: skip
    return render(request, "eteam/session/outcome_form.html", context, status=status)


def _is_id(text: Any) -> bool:
    return isinstance(text, str) and text.isascii() and text.isdecimal() and 0 < len(text) < 19


def _session(request: SignedIn, pk: int | None) -> Any:
    return session_for(request.user, pk, to="eteam.read_room")[0] if pk else None


def _people(thing: Blocker | Matter) -> dict[int, Membership]:
    rows = Membership.objects.current().filter(board=thing.board_id).select_related("person", "board")
    return {each.pk: each for each in rows}


def _who_was_there(request: SignedIn, people: Mapping[int, Membership]) -> list[Membership]:
    """Raises Invalid for whoever is not on the board: a record of who was there is whole, or none."""
    ticked = [int(text) if _is_id(text) else 0 for text in request.POST.getlist("present")]
    if not all(pk in people for pk in ticked):
        sentence = "Somebody among them is not on this board any more: look at the list again."
        raise Invalid(sentence, errors={"present": sentence})
    return [people[pk] for pk in ticked]


def _present(request: SignedIn) -> list[int]:
    return [int(text) for text in request.POST.getlist("present") if _is_id(text)]
