"""What whoever runs a cycle types about it. The forms say what is there; the actions say what is allowed."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from bets.board.policies import MEANING
from bets.candidates import Policy
from bets.models import Cycle
from bets.next_cycle import NextCycle
from bets.views.fields import PercentField, TenthsField, WallTimeField
from org.models import Board, Membership, Role

_DATE = {"type": "date"}


def _day() -> forms.DateInput:
    return forms.DateInput(attrs=_DATE, format="%Y-%m-%d")


class CycleForm(forms.Form):
    """Name, dates and visibility; times are on the board's wall clock."""

    name = forms.CharField(label="Name", max_length=60)
    starts_on = forms.DateField(label="First day", widget=_day())
    ends_on = forms.DateField(label="Last day", widget=_day())
    pitches_close_at = WallTimeField(label="Pitches close")
    confirm_by = forms.DateField(
        label="Teams answer by", required=False, widget=_day(), help_text="The last day to confirm what bets ask for"
    )
    ranking_session_at = WallTimeField(label="Ranking session", required=False)
    locks_on = forms.DateField(
        label="The plan is locked on",
        required=False,
        widget=_day(),
        help_text="For people to plan by; nothing locks by itself",
    )
    visibility = forms.ChoiceField(
        label="Who sees the order while it is made", choices=Cycle.Visibility.choices, widget=forms.RadioSelect
    )

    _times = ("pitches_close_at", "ranking_session_at")

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        closing, ranked = self.fields["pitches_close_at"], self.fields["ranking_session_at"]
        closing.zone = ranked.zone = board.zone  # type: ignore[attr-defined]
        closing.help_text = f"On the clocks of {board.zone}; not a minute later"
        ranked.help_text = f"On the clocks of {board.zone}; leaders, VPs and steward are reminded the day before"

    @classmethod
    def of(cls, cycle: Cycle) -> "CycleForm":
        names = ("name", "starts_on", "ends_on", "confirm_by", "locks_on", "visibility")
        initial = {name: getattr(cycle, name) for name in names}
        for name in cls._times:
            at = getattr(cycle, name)
            initial[name] = at and at.astimezone(ZoneInfo(cycle.board.zone)).replace(tzinfo=None)
        return cls(board=cycle.board, initial=initial)

    @classmethod
    def coming(cls, board: Board, coming: NextCycle) -> "CycleForm":
        initial = {name: getattr(coming, name) for name in NextCycle.__slots__}
        return cls(board=board, initial=initial | {"visibility": Cycle.Visibility.LIVE_TO_VPS})

    @property
    def values(self) -> dict[str, Any]:
        """As the actions take them."""
        meant = {name: self.cleaned_data[name] for name in self._times}
        return self.cleaned_data | {name: time.at if time else None for name, time in meant.items()}

    def remark(self, zone: str) -> str:
        """What is to be said of times that the clocks show twice."""
        meant = [self.cleaned_data[name] for name in self._times]
        walls: list[datetime] = [time.at.astimezone(ZoneInfo(zone)) for time in meant if time and time.is_double]
        said = [f" {wall:%H:%M} comes twice on {wall.day} {wall:%B}: the earlier is meant." for wall in walls]
        return "".join(dict.fromkeys(said))


class PolicyForm(forms.Form):
    policy = forms.ChoiceField(
        label="Policy",
        widget=forms.RadioSelect,
        choices=[(policy.value, f"{policy.value.capitalize()}. {MEANING[policy]}") for policy in Policy],
    )


class ReasonForm(forms.Form):
    """A sentence that stays in the log. Whether it is needed, the action knows."""

    reason = forms.CharField(
        label="Why, in a sentence", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class MustDoForm(ReasonForm):
    """`must_do`: what the page said that it would become."""

    must_do = forms.BooleanField(required=False, widget=forms.HiddenInput)


class OwnerForm(ReasonForm):
    owner = forms.ModelChoiceField(queryset=Membership.objects.none(), label="The new owner")
    field_order = ("owner", "reason")

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vps = Membership.objects.current().filter(board=board, roles__contains=[Role.VP])
        owner: Any = self.fields["owner"]
        owner.queryset = vps.select_related("person").order_by("person__name", "pk")
        owner.empty_label = "Choose a VP"


class WaiverForm(ReasonForm):
    """Which of the missing things, as the page showed it."""

    code = forms.CharField(max_length=30)
    bet = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    other = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    team = forms.CharField(required=False, max_length=60, empty_value=None)
    fact = forms.CharField(required=False, max_length=200)


class ShareForm(ReasonForm):
    """What a team gives, but for what it carries over. The reason is asked for where it is a proposal."""

    raw = TenthsField(label="Person-weeks in all")
    reserve = PercentField(
        label="Of these, to run the business", required=False, help_text="In percent; the weeks are rounded up"
    )
    field_order = ("raw", "reserve", "reason")


class CarriedForm(forms.Form):
    """One item of carry-over; left empty, it is none."""

    what = forms.CharField(label="What", required=False, max_length=200)
    weeks = TenthsField(label="Person-weeks", required=False)
    why = forms.CharField(label="Why it was not pitched again", required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        empty = [name for name in self.fields if name not in self.errors and not values.get(name)]
        if 0 < len(empty) < len(self.fields):
            for name in empty:
                self.add_error(name, "Write it, or empty the whole line.")
        return values
