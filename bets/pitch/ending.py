"""Why a bet is taken back."""

from django import forms

from bets.actions.validity import refuse
from journal.refusals import Refusal


class EndForm(forms.Form):
    """Whether a reason is needed, the action knows."""

    reason = forms.CharField(
        label="Why, in a sentence",
        help_text="It stays in the log, with your name",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def checked_reason(self) -> str:
        """Raises Invalid by field."""
        if not self.is_valid():
            raise refuse({name: " ".join(str(said) for said in found) for name, found in self.errors.items()})
        return str(self.cleaned_data["reason"])

    def refuse(self, refusal: Refusal) -> None:
        """What an action refused; what the form itself found stands there already."""
        for name, sentence in (refusal.extra.get("errors") or {"": refusal.detail}).items():
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, sentence)
