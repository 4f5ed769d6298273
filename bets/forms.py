"""What the doors of the board are told, as values that the actions take."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict

from bets.board.view import View
from bets.ordering import After, Before, Target, ToRank
from bets.sent import TOP
from journal.refusals import Invalid
from org.models import Membership

_MOST_ID = 2**63 - 1
_MOST_REVISION = 2**31 - 1
"""What the columns hold: a greater number is none of ours, and an error of the database."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A move that somebody asks for: which bet, where to, and the revision that they saw."""

    bet: int
    target: Target | None
    base_revision: int | None
    reason: str


class WishForm(forms.Form):
    """`after`, `before` and `rank` are three ways to say where to; at most one is given.

    `reason` is the tap on a button, `sentence` what stands in the field beside the buttons.
    """

    bet = forms.IntegerField(min_value=1, max_value=_MOST_ID)
    after = forms.RegexField(regex=rf"\A(?:[0-9]{{1,18}}|{TOP})\Z", required=False)
    before = forms.IntegerField(min_value=1, max_value=_MOST_ID, required=False)
    rank = forms.IntegerField(min_value=1, max_value=100_000, required=False)
    base_revision = forms.IntegerField(min_value=0, max_value=_MOST_REVISION, required=False)
    reason = forms.CharField(max_length=500, required=False)
    sentence = forms.CharField(max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if sum(given.get(name) not in (None, "") for name in ("after", "before", "rank")) > 1:
            raise forms.ValidationError("Say one place: after a bet, before a bet, or a rank.")
        return given

    @property
    def wish(self) -> Wish:
        given = self.cleaned_data
        return Wish(given["bet"], self._target(), given["base_revision"], given["sentence"] or given["reason"])

    def _target(self) -> Target | None:
        given = self.cleaned_data
        if given["after"]:
            return After(None if given["after"] == TOP else int(given["after"]))
        if given["before"] is not None:
            return Before(given["before"])
        return ToRank(given["rank"]) if given["rank"] is not None else None


class ToTrayForm(forms.Form):
    bet = forms.IntegerField(min_value=1, max_value=_MOST_ID)
    reason = forms.CharField(max_length=500, required=False)
    sentence = forms.CharField(max_length=500, required=False)


class RevisionForm(forms.Form):
    revision = forms.IntegerField(min_value=0, max_value=_MOST_REVISION)


Form = TypeVar("Form", bound=forms.Form)


def checked(form: Form) -> Form:
    """The form, valid. Raises Invalid with a sentence that names the fields at fault, and `errors` by field."""
    if form.is_valid():
        return form
    errors = {name: " ".join(str(said) for said in found) for name, found in form.errors.items()}
    raise Invalid("; ".join(_named(form, name, said) for name, said in errors.items()), errors=errors)


def _named(form: forms.Form, name: str, said: str) -> str:
    return f"{form[name].label}: {said}" if name in form.fields else said


def view_of(query: Any, member: Membership) -> View:
    """The view whose address's query this is; None or nothing: all of it. Raises Invalid for what is no text."""
    if not isinstance(query, str | None):
        sentence = "Not the query of a board's address."
        raise Invalid(f"View: {sentence}", errors={"view": sentence})
    return View.of(QueryDict(query or "").dict(), member.pk)
