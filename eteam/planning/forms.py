"""What whoever runs a room types about it. The forms say what is there; the actions say what is allowed."""

from datetime import datetime, time
from typing import Any

from django import forms

from eteam.models import Room, Session
from eteam.schedule import ComesTwice, NoSuchTime, Timetable, instant
from org.calendar_check import WEEKDAYS
from org.forms import MemberChoice, ZoneField
from org.models import Board, Membership

_DAYS = [(number, name) for number, name in enumerate(WEEKDAYS, 1)]
_MOST_ID = 2**63 - 1
_MOST = 2**31 - 1
_YEARS = range(2000, 2200)


def _clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class MeetingForm(forms.Form):
    """When the session is."""

    weekday = forms.TypedChoiceField(label="Weekday", choices=_DAYS, coerce=int)
    starts = forms.TimeField(label="Begins at", widget=_clock())
    minutes = forms.IntegerField(label="Minutes", min_value=15, max_value=720)
    zone = ZoneField(label="On the clocks of")

    @classmethod
    def of(cls, room: Room) -> "MeetingForm":
        return cls(initial={name: getattr(room, name) for name in MeetingForm.base_fields})

    def clean_starts(self) -> time:
        starts: time = self.cleaned_data["starts"]
        return starts.replace(second=0, microsecond=0)

    @property
    def values(self) -> dict[str, Any]:
        """As the actions take them."""
        return dict(self.cleaned_data)


class TimetableForm(MeetingForm):
    """All of a room. The target is typed in hours and kept in minutes."""

    checkpoint_weekday = forms.TypedChoiceField(
        label="Weekday", choices=[("", "No checkpoint"), *_DAYS], coerce=int, empty_value=None, required=False
    )
    checkpoint_starts = forms.TimeField(label="Begins at", widget=_clock(), required=False)
    checkpoint_minutes = forms.IntegerField(label="Minutes", min_value=5, max_value=240)
    box = forms.IntegerField(label="Minutes for one item", min_value=1, max_value=120)
    hours = forms.DecimalField(
        label="Working hours until whoever is blocked is unblocked", min_value=1, max_value=160, decimal_places=2,
        max_digits=6, help_text="For new blockers only; what is raised keeps its due time",
    )  # fmt: skip
    pauses = forms.BooleanField(
        label="A leader may stop a clock that waits for somebody outside the company", required=False
    )
    chat = forms.CharField(
        label="Chat address of this board", required=False, max_length=500,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text="An incoming address of Slack or Teams, beginning with https://. Whoever has it can write there:"
        " only those who may change this page see it",
    )  # fmt: skip

    @classmethod
    def of(cls, room: Room) -> "TimetableForm":
        initial = {name: getattr(room, name) for name in cls.base_fields if name != "hours"}
        return cls(initial=initial | {"hours": f"{room.target / 60:.2f}".rstrip("0").rstrip(".")})

    def clean_checkpoint_starts(self) -> time | None:
        starts: time | None = self.cleaned_data["checkpoint_starts"]
        return starts.replace(second=0, microsecond=0) if starts else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("checkpoint_weekday") is None and "checkpoint_weekday" not in self.errors:
            values["checkpoint_starts"] = None
        return values

    @property
    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {"target": round(given.pop("hours") * 60)} if "hours" in given else given


class FirstForm(MeetingForm):
    """The question that a board without a room begins with."""

    ALONE, BESIDE = "alone", "beside"
    checkpoint = forms.ChoiceField(choices=[(ALONE, "Without a checkpoint"), (BESIDE, "With one")])

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "checkpoint"}


class WhenForm(forms.Form):
    """Date and time on the clocks of a zone. `fold` is asked for only where they show that time twice."""

    starts_at = forms.CharField(
        label="Begins", max_length=40,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    fold = forms.TypedChoiceField(
        label="This time comes twice that day", required=False, coerce=int, empty_value=None,
        choices=[("0", "The first time"), ("1", "The second time")], widget=forms.RadioSelect,
    )  # fmt: skip
    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=_MOST)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    @property
    def asks_which(self) -> bool:
        return "fold" in self.errors or bool(self.data.get("fold"))

    def clean_starts_at(self) -> datetime:
        try:
            wall = datetime.fromisoformat(self.cleaned_data["starts_at"])
        except ValueError as error:
            raise forms.ValidationError("Write date and time, as 2026-12-01 13:00.") from error
        if wall.tzinfo is not None or wall.year not in _YEARS:
            raise forms.ValidationError("Write the time that the clocks show, in a year that comes.")
        return wall.replace(second=0, microsecond=0)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "starts_at" not in values:
            return values
        try:
            values["starts_at"] = instant(values["starts_at"], self.zone, values.get("fold"))
        except NoSuchTime as none:
            self.add_error("starts_at", str(none))
        except ComesTwice as two:
            self.add_error("fold", str(two))
        values.pop("fold", None)
        return values


class MoveForm(WhenForm):
    revision = forms.IntegerField(min_value=1, max_value=_MOST, required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, session: Session) -> "MoveForm":
        return cls(zone=session.zone, initial={
            "starts_at": session.wall_start.replace(tzinfo=None), "minutes": session.minutes,
            "revision": session.revision,
        })  # fmt: skip


class AddForm(WhenForm):
    kind = forms.ChoiceField(label="What", choices=Session.Kind.choices)
    field_order = ("kind", "starts_at", "fold", "minutes")


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Why, in a sentence", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Everybody who is invited reads it",
    )  # fmt: skip
    revision = forms.IntegerField(min_value=1, max_value=_MOST, required=False, widget=forms.HiddenInput)


class ChairForm(forms.Form):
    chair = MemberChoice(
        queryset=Membership.objects.none(), required=False, label="Chair", empty_label="Whoever opened the last one",
        help_text="A leader. Told first of what cannot wait",
    )  # fmt: skip

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders = Membership.objects.filter(board=board).leaders().select_related("person")
        self.fields["chair"].queryset = leaders.order_by("person__name", "pk")  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """A list that was shown, to be carried out: how many stood on it."""

    expected = forms.IntegerField(min_value=0, max_value=_MOST)
    fold = forms.TypedChoiceField(choices=[("0", ""), ("1", "")], required=False, coerce=int, empty_value=None)


class CycleListForm(ListForm):
    cycle = forms.IntegerField(min_value=1, max_value=_MOST_ID)


def typed_timetable(form: TimetableForm) -> Timetable:
    """What a valid form would make of the room."""
    values = {name: value for name, value in form.values.items() if name != "chat"}
    return Room(**values).timetable
