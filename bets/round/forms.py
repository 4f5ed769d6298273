"""What the doors of a round are told."""

from typing import Any

from django import forms

from bets.forms import WishForm
from bets.models import PrivateOrder
from org.forms import MemberChoice
from org.models import Board, Membership

_MOST_ID = 2**63 - 1
_MOST_VERSION = 2**31 - 1


class OpenForm(forms.Form):
    """`reference`: whose order is to be the proposal, if the leaders said so."""

    reference = MemberChoice(
        queryset=Membership.objects.none(),
        required=False,
        empty_label="Nobody’s: the one that contradicts the fewest opinions",
        label="Whose order is the proposal",
        help_text="One person’s only if the leaders say so now; it is printed with what comes out",
    )

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders = Membership.objects.filter(board=board).leaders().select_related("person")
        self.fields["reference"].queryset = leaders.order_by("person__name", "pk")  # type: ignore[attr-defined]


class RoundForm(forms.Form):
    """Which round is meant: the one of the page, and not one that was opened since."""

    round = forms.IntegerField(min_value=1, max_value=_MOST_ID)


class AdoptionForm(RoundForm):
    """`seal` names the order that was shown, `base_revision` the one beside it."""

    seal = forms.RegexField(regex=r"\A[0-9a-f]{64}\Z")
    base_revision = forms.IntegerField(min_value=0, max_value=_MOST_VERSION)
    reason = forms.CharField(max_length=500, required=False)


class VersionForm(RoundForm):
    """`version` of one's own order, as the page shows it."""

    version = forms.IntegerField(min_value=1, max_value=_MOST_VERSION)


class StartForm(RoundForm):
    """`version` only to start anew."""

    start = forms.ChoiceField(choices=PrivateOrder.Start.choices)
    version = forms.IntegerField(min_value=1, max_value=_MOST_VERSION, required=False)


class PlaceForm(VersionForm, WishForm):
    """One bet to another place of one's own order."""


class KillForm(VersionForm):
    """`kill`: which of the two stands below."""

    kill = forms.IntegerField(min_value=1, max_value=_MOST_ID)
