"""What a bet's writers may still change once the plan is locked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bets.access import bet_for
from bets.actions.open_fields import TEXTS, edit_open_fields, said
from bets.actions.pitching import ChangedMeanwhile
from bets.models import Bet, Pitch
from bets.pitch.fields import Line, Prose
from bets.pitch.form import PitchForm
from bets.sent import body
from journal.refusals import Invalid
from org.forms import refuse
from org.models import Membership
from org.signed_in import SignedIn


class OpenFieldsForm(forms.Form):
    """`seen` is what the pitch said when the form was shown."""

    status_line = Line("Status, in one line", 200, "How it goes; stands under the title in the plan")
    link = Line("Link", 2000, "To the document behind it")
    note = Line("What was wrong", 300, "Needed if you put a text right: “its” for “it’s”, the name of the partner")
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            field = PitchForm.base_fields[name]
            kind = Prose(str(field.label)) if isinstance(field, Prose) else Line(str(field.label), _longest(field))
            self.fields[name] = kind

    @property
    def open(self) -> list[forms.BoundField]:
        return [self["status_line"], self["link"]]

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self[name] for name in TEXTS]


def _longest(field: Any) -> int:
    return int(field.max_length)


@require_http_methods(["GET", "HEAD", "POST"])
def open_fields(request: SignedIn, pk: int) -> HttpResponse:
    """For owner and co-writers, after the lock. What cannot be taken is shown again with what was typed."""
    bet, member = bet_for(request.user, pk, to="bet.edit_open_fields")
    pitch = Pitch.objects.filter(bet=bet).first() or Pitch(bet=bet)
    pitch.bet = bet
    now_said = pitch.content() | {"status_line": bet.status_line, "seen": said(pitch)}
    form = OpenFieldsForm(body(request) if request.method == "POST" else None, initial=now_said)
    status = 200
    if form.is_bound:
        status = _carry_out(form, bet, member)
        if status == 200:
            messages.success(request, "Saved.")
            return redirect("bet", bet.pk)
    return render(request, "bets/open_fields.html", _context(bet, form, said(pitch)), status=status)


def _carry_out(form: OpenFieldsForm, bet: Bet, by: Membership) -> int:
    """The status of the answer; what is refused stands in the form."""
    if not form.is_valid():
        return 422
    given = {name: value for name, value in form.cleaned_data.items() if name in form.data}
    try:
        edit_open_fields(bet=bet, by=by, now=timezone.now(), **given)
    except (Invalid, ChangedMeanwhile) as refusal:
        refuse(form, refusal)
        return refusal.status
    return 200


def _context(bet: Bet, form: OpenFieldsForm, seen: str) -> dict[str, object]:
    cycle = bet.cycle
    crumbs = [
        (cycle.name, resolve_url("cycle", cycle.pk)),
        (bet.title, resolve_url("bet", bet.pk)),
        ("What stays open", ""),
    ]
    return {
        "form": form,
        "seen": seen,
        "bet": bet,
        "cycle": cycle,
        "board": cycle.board,
        "here": "plan",
        "crumbs": crumbs,
    }
