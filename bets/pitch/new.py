"""What a new pitch begins with: a title, or an earlier bet."""

from typing import Any

from django import forms

from bets.actions.validity import refuse
from bets.pitch.fields import Line
from journal.refusals import Refusal

_MOST_ID = 2**63 - 1


class NewPitchForm(forms.Form):
    """`copy_of` is the id of a bet of an earlier cycle; without a title it keeps that bet's."""

    title = Line("Title", 200, "What would be read on the board; it can be changed later")
    copy_of = forms.IntegerField(label="Earlier bet", required=False, min_value=1, max_value=_MOST_ID)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not values.get("title") and values.get("copy_of") is None:
            self.add_error("title", "A pitch begins with a title.")
        return values

    def checked(self) -> "NewPitchForm":
        """Itself, valid. Raises Invalid by field."""
        if not self.is_valid():
            raise refuse({name: " ".join(str(said) for said in found) for name, found in self.errors.items()})
        return self

    def refuse(self, refusal: Refusal) -> None:
        """What an action refused; what the form itself found stands there already."""
        for name, sentence in (refusal.extra.get("errors") or {"": refusal.detail}).items():
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, sentence)
