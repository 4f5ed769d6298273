"""Which blockers a list shows: what stands in its address."""

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django import forms

_STATES = ("open", "decided", "asked", "unblocked", "withdrawn")
STATE_NAMES = dict(zip(_STATES, ("Open", "Decided", "To be confirmed", "Unblocked", "Withdrawn"), strict=True))
ROUTES = ("now", "first", "room")


@dataclass(frozen=True, slots=True)
class View:
    """Empty: all of it. `team` is a slug, of the blocked or the blocking one; `bet` an id."""

    state: str = ""
    route: str = ""
    team: str = ""
    bet: str = ""

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in asdict(self).items() if value})

    def but(self, **changes: str) -> str:
        """The address of the list with something else chosen."""
        return f"?{View(**(asdict(self) | changes)).query}"


class ViewForm(forms.Form):
    """What is not one of them is left out: a filter that means nothing shows all."""

    state = forms.ChoiceField(choices=[(state, state) for state in _STATES], required=False)
    route = forms.ChoiceField(choices=[(route, route) for route in ROUTES], required=False)
    team = forms.SlugField(max_length=60, required=False)
    bet = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)

    @property
    def view(self) -> View:
        self.is_valid()
        return View(**{name: str(value) for name, value in self.cleaned_data.items() if value})
