"""What people type about one demand: the answers of a VP, a leader's number, and whether it can be less."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from bets.models.demand import MOST_TENTHS
from bets.names import weeks

_PLAIN = re.compile(r"-?[0-9]{1,9}(\.[0-9]{0,9})?")


class WeeksField(forms.DecimalField):
    """Person-weeks with one decimal, as they are spoken of; the value is in tenths."""

    def __init__(self, *, label: str, least: int = 1) -> None:
        super().__init__(
            label=label,
            min_value=Decimal(least) / 10,
            max_value=Decimal(MOST_TENTHS) / 10,
            max_digits=7,
            decimal_places=1,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 6}),
        )

    def to_python(self, value: Any) -> Any:
        """A comma is taken for a point, as half of the continent writes it; "1e2" for no number at all."""
        text = str(value or "").strip().replace(",", ".")
        return super().to_python(text if _PLAIN.fullmatch(text) else "?") if text else None

    def clean(self, value: Any) -> int | None:
        found = super().clean(value)
        return None if found is None else int(found * 10)


class _Sentence(forms.CharField):
    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)


class SeenForm(forms.Form):
    """`tenths`: the number that the VP saw."""

    tenths = forms.IntegerField(min_value=1, max_value=MOST_TENTHS, widget=forms.HiddenInput)


class DisputeForm(SeenForm):
    weeks = WeeksField(label="What it would take", least=0)
    reason = _Sentence("Why")


class SettlementForm(forms.Form):
    weeks = WeeksField(label="It gets")
    reason = _Sentence("Why")


class ShrinkForm(forms.Form):
    weeks = WeeksField(label="Could it do with")
    note = _Sentence("A word about it", required=False)


class AgreementForm(forms.Form):
    """The owner's; the team's VP agrees with nothing but the number that stands there."""

    dropped = _Sentence("What it then does without")


class RefusalForm(forms.Form):
    reason = _Sentence("Why not")


KINDS: dict[str, type[forms.Form]] = {
    "confirmation": SeenForm,
    "dispute": DisputeForm,
    "settlement": SettlementForm,
    "shrink": ShrinkForm,
    "agreement": AgreementForm,
    "vp_agreement": forms.Form,
    "refusal": RefusalForm,
    "withdrawal": forms.Form,
}


@dataclass(frozen=True, slots=True)
class Typed:
    """A form that could not be taken, to be shown again where it stood: `kind` of the demand `demand`."""

    demand: int
    kind: str
    form: forms.Form


def blank(kind: str, demand: int, tenths: int) -> forms.Form:
    """The form of a demand of today. Ids tell it from the same form of another demand on the same page."""
    initial = {"tenths": tenths, "weeks": weeks(tenths)} if kind == "shrink" else {"tenths": tenths}
    return KINDS[kind](initial=initial, auto_id=f"{kind}-{demand}-%s")


def filled(kind: str, demand: int, sent: Any) -> forms.Form:
    return KINDS[kind](sent, auto_id=f"{kind}-{demand}-%s")


def point_out(form: forms.Form) -> None:
    """Bring the reader to the first field at fault: the form stands far down on its page."""
    for name in form.fields:
        if name in form.errors:
            form.fields[name].widget.attrs["autofocus"] = True
            return
