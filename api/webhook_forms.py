"""What is typed about a webhook."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget

from api.actions.webhooks import Wanted
from journal.models import Endpoint
from journal.models.webhook import DESCRIPTION_LENGTH, URL_LENGTH
from journal.telling import offered

_GROUPS = (("The board", "bets."), ("The weekly room", "eteam."))


class WebhookForm(forms.Form):
    description = forms.CharField(
        label="What it is for", max_length=DESCRIPTION_LENGTH, required=False, help_text="As: data warehouse"
    )
    url = forms.CharField(label="Address", max_length=URL_LENGTH, help_text="https://, on the public internet")
    events = forms.MultipleChoiceField(label="What it is told of", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["events"].choices = [(each.name, each.says) for each in offered()]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, endpoint: Endpoint) -> "WebhookForm":
        """As it is now."""
        initial = {"description": endpoint.description, "url": endpoint.url, "events": endpoint.kinds}
        return cls(initial=initial)

    @property
    def groups(self) -> Iterator[tuple[str, list[BoundWidget]]]:
        """The choices of events under their headings."""
        for title, prefix in _GROUPS:
            yield title, [each for each in self["events"] if str(each.data["value"]).startswith(prefix)]

    def wanted(self) -> Wanted:
        return Wanted(**self.cleaned_data)
