"""What is typed about a token."""

from datetime import datetime, timedelta
from typing import Any

from django import forms

from api.actions.tokens import Wanted
from api.models import NAME_LENGTH
from api.scopes import OF_INTEGRATIONS, Scope

_LIVES = (("90", "90 days"), ("365", "a year"), ("30", "30 days"), ("7", "a week"), ("", "for ever"))


class TokenForm(forms.Form):
    name = forms.CharField(label="What it is for", max_length=NAME_LENGTH, help_text="As: nightly sync of the roadmap")
    scopes = forms.MultipleChoiceField(label="What it may do", widget=forms.CheckboxSelectMultiple)
    days = forms.ChoiceField(label="How long", choices=_LIVES, required=False)

    def __init__(self, *args: Any, of_integration: bool, **options: Any) -> None:
        prefix = "integration" if of_integration else "own"
        super().__init__(*args, **{"prefix": prefix, "initial": {"scopes": [Scope.READ], "days": "90"}, **options})
        choices = OF_INTEGRATIONS if of_integration else tuple(Scope)
        self.fields["scopes"].choices = [(scope, f"{scope}: {scope.says}") for scope in choices]  # type: ignore[attr-defined]

    def wanted(self, now: datetime) -> Wanted:
        given = self.cleaned_data
        expires_at = now + timedelta(days=int(given["days"])) if given["days"] else None
        return Wanted(name=given["name"], scopes=given["scopes"], expires_at=expires_at)
