"""What somebody ticks about what a bet needs and what it is an alternative to."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import Q

from bets.models import Bet
from bets.sheet.tied import ids
from org.models import Membership


class TiesForm(forms.Form):
    """Bets that the member may not know of stay tied as they are. Three statements to make one."""

    needs = forms.TypedMultipleChoiceField(
        label="It needs",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="It is funded only if each of these is funded before it",
    )
    either_or = forms.TypedMultipleChoiceField(
        label="Either this or",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Whichever is funded first leaves the other out",
    )

    def __init__(self, sent: Any = None, *, bet: Bet, member: Membership) -> None:
        today = ids(bet)
        super().__init__(sent, initial={"needs": sorted(today.needs), "either_or": sorted(today.either_or)})
        choices = _choices(bet, member, today.needs | today.either_or)
        known = {pk for pk, _ in choices}
        self._kept = {"needs": today.needs - known, "either_or": today.either_or - known}
        for name in self._kept:
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        return {name: {*values.get(name, ()), *kept} for name, kept in self._kept.items()}


def _choices(bet: Bet, member: Membership, tied: Collection[int]) -> list[tuple[int, str]]:
    """The other bets of the cycle that are in play or tied already, by title."""
    in_play = Q(status__in=[Bet.Status.DRAFT, Bet.Status.SUBMITTED]) | Q(pk__in=tied)
    others = Bet.objects.known_to(member).filter(in_play, cycle=bet.cycle_id).exclude(pk=bet.pk)
    return list(others.order_by("title", "pk").values_list("pk", "title"))
