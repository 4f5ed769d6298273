"""The form of a pitch: shown, saved as a whole, and saved by itself while one types."""

from typing import Any

import orjson
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bets.access import bet_for
from bets.actions.pitching import ChangedMeanwhile, autosave, edit
from bets.changes import fingerprint, read_changes
from bets.models import Bet, Pitch
from bets.pitch.bound import form_of
from bets.pitch.desk import desk
from bets.pitch.form import PREFIX, PitchForm, seen_before, written
from bets.pitch.sizes import Sizes, sizes
from bets.sent import body, is_json
from journal.refusals import Invalid
from org.models import Membership
from org.signed_in import SignedIn


@require_http_methods(["GET", "HEAD", "POST", "PATCH"])
def pitch(request: SignedIn, pk: int) -> HttpResponse:
    """For its writers. A draft is saved while one types (PATCH); what was submitted, as a version (POST)."""
    bet, member = bet_for(request.user, pk, to="bet.edit")
    if request.method == "PATCH":
        return _autosaved(request, bet, member)
    if request.method == "POST":
        return _saved(request, bet, member)
    found = sizes(bet)
    return page(request, bet, member, found, form_of(bet, found))


def _saved(request: SignedIn, bet: Bet, member: Membership) -> HttpResponse:
    if is_json(request):
        raise Invalid("A form is sent here; a program changes fields by PATCH.")
    found = sizes(bet)
    form = form_of(bet, found, body(request))
    if (status := save(form, bet, member)) != 200:
        return page(request, bet, member, found, form, status)
    messages.success(request, "Saved.")
    return redirect(resolve_url("pitch", bet.pk) + ("#demand" if "more" in request.POST else ""))


def save(form: PitchForm, bet: Bet, member: Membership) -> int:
    """Save what was sent of the form. 200, or with sentences at its fields: 422, and 409 for what others changed."""
    if not form.is_valid():
        return 422
    try:
        edit(
            bet=bet, by=member, now=timezone.now(), weeks=form.weeks, seen=form.seen_by_writer, **form.texts
        )  # fmt: skip
    except ChangedMeanwhile as refusal:
        form.show_conflict(refusal.extra["fields"])
        return refusal.status
    except Invalid as refusal:
        form.refuse(refusal)
        return refusal.status
    return 200


def page(
    request: SignedIn, bet: Bet, member: Membership, found: Sizes, form: PitchForm, status: int = 200, refused: str = ""
) -> HttpResponse:
    """The form, and beside it how the bet stands with what is kept. `refused`: what did not happen to it."""
    shown = desk(bet, member, found, timezone.now())
    context = {
        "form": form,
        "desk": shown,
        "sizes": [(line, form[f"{PREFIX}{line.slug}"]) for line in shown.asked],
        "dropped": [form[name] for name in _dropped(form, {line.slug for line in shown.asked})],
        "refused": refused,
        "bet": bet,
        "cycle": bet.cycle,
        "board": bet.cycle.board,
        "here": "pitches",
        "crumbs": crumbs(bet),
    }
    return render(request, "bets/pitch.html", context, status=status)


def _dropped(form: PitchForm, asked: set[str]) -> list[str]:
    """Fields of teams that somebody else asks nothing of any more, while the writer of this form does."""
    return [name for name in form.errors if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in asked]


def crumbs(bet: Bet, *further: str) -> list[tuple[str, str]]:
    """The way to the form of the bet, and with `further` to a page behind it."""
    way = [(bet.cycle.name, resolve_url("cycle", bet.cycle_id)), ("Pitches", resolve_url("pitches", bet.cycle_id))]
    if not further:
        return [*way, (bet.title, "")]
    return [*way, (bet.title, resolve_url("pitch", bet.pk)), *((name, "") for name in further)]


def _autosaved(request: SignedIn, bet: Bet, member: Membership) -> HttpResponse:
    """`{"fields": {"problem": {"was": ..., "is": ...}}}`; answers with the fingerprints of what is kept now."""
    changes, now = read_changes(request.body), timezone.now()
    teams = sizes(bet).teams
    form = written(changes, teams)
    seen = seen_before(changes, teams)
    try:
        saved = autosave(bet=bet, by=member, now=now, weeks=form.weeks, seen=seen, fields=form.texts)
    except ChangedMeanwhile as refusal:
        refusal.extra["fields"] = _as_typed(form, refusal.extra["fields"])
        raise
    return _json({"saved_at": now.isoformat(), "seen": _kept(saved, form)})


def _as_typed(form: PitchForm, fields: dict[str, Any]) -> dict[str, Any]:
    """Kept values as the page shows them: weeks with their decimal, a percentage as a text."""
    return {name: value if isinstance(value, bool) else _text(form, name, value) for name, value in fields.items()}


def _text(form: PitchForm, name: str, value: Any) -> str:
    return "" if value is None else str(form.fields[name].prepare_value(value))


def _kept(bet: Bet, form: PitchForm) -> dict[str, str]:
    """What the form would carry of what was saved."""
    content = Pitch.of(bet).content()
    kept = {name: content[name] for name in form.texts}
    kept |= {f"{PREFIX}{team.slug}": tenths for team, tenths in form.weeks.items()}
    return {name: fingerprint(value) for name, value in kept.items()}


def _json(body: dict[str, Any]) -> HttpResponse:
    return HttpResponse(orjson.dumps(body), content_type="application/json")
