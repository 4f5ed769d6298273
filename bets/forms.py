"""What the doors of the board are told, as values that the actions take."""

from dataclasses import dataclass
from typing import Any, TypeVar

import orjson
from django import forms
from django.http import HttpRequest, QueryDict

from bets.board.view import View
from bets.ordering import After, Before, Target, ToRank
from journal.once import Key
from journal.refusals import Invalid
from org.models import Membership

TOP = "top"
"""`after` in a form or an address, where JSON has null."""


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

    bet = forms.IntegerField(min_value=1)
    after = forms.RegexField(regex=rf"^(\d{{1,18}}|{TOP})$", required=False)
    before = forms.IntegerField(min_value=1, required=False)
    rank = forms.IntegerField(min_value=1, max_value=100_000, required=False)
    base_revision = forms.IntegerField(min_value=0, required=False)
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
        return Wish(given["bet"], self._target(), given["base_revision"], given["reason"] or given["sentence"])

    def _target(self) -> Target | None:
        given = self.cleaned_data
        if given["after"]:
            return After(None if given["after"] == TOP else int(given["after"]))
        if given["before"] is not None:
            return Before(given["before"])
        return ToRank(given["rank"]) if given["rank"] is not None else None


class ToTrayForm(forms.Form):
    bet = forms.IntegerField(min_value=1)
    reason = forms.CharField(max_length=500, required=False)
    sentence = forms.CharField(max_length=500, required=False)


class RevisionForm(forms.Form):
    revision = forms.IntegerField(min_value=0)


Form = TypeVar("Form", bound=forms.Form)


def checked(form: Form) -> Form:
    """The form, valid. Raises Invalid with a sentence, and `errors` by field."""
    if form.is_valid():
        return form
    errors = {name: " ".join(str(said) for said in found) for name, found in form.errors.items()}
    raise Invalid("; ".join(errors.values()), errors=errors)


def body(request: HttpRequest) -> dict[str, Any]:
    """What was sent, whether by a form or as JSON, together with what stands in the address. Raises Invalid."""
    if not is_json(request):
        return {**request.GET.dict(), **request.POST.dict()}
    try:
        sent = orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise Invalid("The body is not JSON.") from error
    if not isinstance(sent, dict):
        raise Invalid("The body is not a JSON object.")
    return {**sent, "after": TOP} if sent.get("after", "") is None else sent


def is_json(request: HttpRequest) -> bool:
    """Whether a program sent it, and reads the answer."""
    return request.content_type == "application/json"


def key(request: HttpRequest, member: Membership, asked: Any) -> Key | None:
    """The request's idempotency key, if it carries one; it belongs to the person."""
    value = request.headers.get("Idempotency-Key", "")
    if not value:
        return None
    if len(value) > 200:
        raise Invalid("An idempotency key has at most 200 characters.")
    return Key.of(f"person:{member.person_id}", value, [request.path, asked])


def view_of(query: str, member: Membership) -> View:
    """The view whose address's query this is."""
    return View.of(QueryDict(query).dict(), member.pk)
