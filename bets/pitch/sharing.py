"""Who writes a pitch with its owner, and who reads it: the page's forms and what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms

from bets.actions.validity import refuse
from bets.models import Bet
from journal.refusals import Refusal
from org.models import Membership, Role


class _Sharing(forms.Form):
    """Ticked people stay, and one may be added; `people` are those of the board, by id."""

    def __init__(self, *args: Any, people: Sequence[Membership], chosen: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {member.pk: member for member in [*chosen, *people]}
        here = {member.pk for member in chosen}
        kept: Any = self.fields["kept"]
        kept.choices = [(member.pk, member.name) for member in chosen]
        added: Any = self.fields["added"]
        added.choices = [("", "–"), *((member.pk, member.name) for member in people if member.pk not in here)]
        self.initial = {"kept": [member.pk for member in chosen], **(kwargs.get("initial") or {})}

    kept = forms.TypedMultipleChoiceField(required=False, coerce=int, widget=forms.CheckboxSelectMultiple)
    added = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def checked(self) -> list[Membership]:
        """Everybody who is chosen now. Raises Invalid by field."""
        if not self.is_valid():
            raise refuse({name: " ".join(str(said) for said in found) for name, found in self.errors.items()})
        added = self.cleaned_data["added"]
        return [self.people[pk] for pk in [*self.cleaned_data["kept"], *([added] if added is not None else [])]]

    def refuse(self, refusal: Refusal) -> None:
        """At the field at fault; what is about the people stands where one is added."""
        for name, sentence in (refusal.extra.get("errors") or {"": refusal.detail}).items():
            place = name if name in self.fields else "added"
            if place not in self.errors:
                self.add_error(place, sentence)


class WritersForm(_Sharing):
    """Co-writers: VPs, for only they may pitch."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].label, self.fields["added"].label = "Co-writers", "Add a VP"


class ConfidentialityForm(_Sharing):
    until = forms.DateField(
        label="Confidential until",
        required=False,
        help_text="From that day on everybody who may read pitches may read this one; empty: from now on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write a date, as 2027-03-01."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].label, self.fields["added"].label = "Reads it nevertheless", "Add a reader"

    @property
    def until_day(self) -> date | None:
        day: date | None = self.cleaned_data["until"]
        return day


@dataclass(frozen=True, slots=True)
class Circle:
    """The people around a pitch. `vps` and `others` may be added: as writers, as readers."""

    writers: tuple[Membership, ...]
    readers: tuple[Membership, ...]
    vps: tuple[Membership, ...]
    others: tuple[Membership, ...]


def circle(bet: Bet, now: datetime) -> Circle:
    """Three statements. Leaders read every pitch, and need not be named."""
    writers = tuple(bet.co_writers.select_related("person", "board").order_by("person__name", "pk"))
    readers = tuple(bet.readers.select_related("person", "board").order_by("person__name", "pk"))
    people = Membership.objects.current().filter(board=bet.board_id).exclude(pk=bet.owner_id)
    found = tuple(people.select_related("person", "board").order_by("person__name", "pk"))
    vps = tuple(member for member in found if Role.VP in member.duties(now))
    return Circle(writers, readers, vps, tuple(member for member in found if not member.is_leader))
