"""The form of the calendar: the week, the dates that differ from it, and ticked holidays."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from org.calendar_changes import NamedCalendar
from org.calendar_check import MOST_EXCEPTIONS, WEEKDAYS
from org.forms import ZoneField
from org.holiday_suggestions import LONGEST_NAME, Holiday
from org.hours import NoHours, read, show
from org.working_time import Calendar, Windows

_EMPTY_ROWS = 3


class HoursField(forms.CharField):
    """Windows, typed as `9-12, 13-17`; nothing is closed."""

    def __init__(self, **options: Any) -> None:
        attributes = {"placeholder": "closed", "autocomplete": "off"}
        super().__init__(required=False, max_length=200, widget=forms.TextInput(attrs=attributes), **options)

    def prepare_value(self, value: Any) -> Any:
        return show(value) if isinstance(value, tuple) else value

    def clean(self, value: Any) -> Any:
        try:
            return read(super().clean(value))
        except NoHours as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class WeekForm(forms.Form):
    """`version` is the one that the editor had before them."""

    version = forms.IntegerField(min_value=0)
    zone = ZoneField(label="Time zone")
    holidays = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple, label="Holidays to keep")

    def __init__(self, *args: Any, offered: list[Holiday], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names = {holiday.day.isoformat(): holiday.name for holiday in offered}
        self.fields["holidays"].choices = list(self._names.items())  # type: ignore[attr-defined]
        for number, name in enumerate(WEEKDAYS, 1):
            self.fields[f"day_{number}"] = HoursField(label=name)

    @classmethod
    def of(cls, calendar: Calendar, offered: list[Holiday]) -> "WeekForm":
        week = {f"day_{number}": calendar.weekly.get(number, ()) for number in range(1, 8)}
        return cls(offered=offered, initial={"zone": calendar.zone, **week})

    @property
    def days(self) -> list[forms.BoundField]:
        return [self[f"day_{number}"] for number in range(1, 8)]

    @property
    def ticked(self) -> dict[date, str]:
        """The names of the days."""
        return {date.fromisoformat(day): self._names[day] for day in self.cleaned_data["holidays"]}

    @property
    def weekly(self) -> dict[int, Windows]:
        windows = {number: self.cleaned_data[f"day_{number}"] for number in range(1, 8)}
        return {number: given for number, given in windows.items() if given}


class DateForm(forms.Form):
    """One date that differs from its week. Without the date it is taken out."""

    day = forms.DateField(
        label="Date", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    hours = HoursField(label="Hours")
    name = forms.CharField(
        label="What it is",
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        typed = values.get("hours") or values.get("name")
        if self.empty_permitted and typed and not values.get("day") and "day" not in self.errors:
            self.add_error("day", "Say which day.")
        return values


class _Dates(forms.BaseFormSet):  # type: ignore[type-arg]  # subscripts need a patch at run time
    def clean(self) -> None:
        seen: set[date] = set()
        for form in self.forms:
            row = getattr(form, "cleaned_data", {})
            day = None if row.get("DELETE") else row.get("day")
            if day in seen:
                form.add_error("day", "This date stands here twice.")
            elif day:
                seen.add(day)


Dates = forms.formset_factory(
    DateForm, formset=_Dates, extra=_EMPTY_ROWS, can_delete=True, can_delete_extra=False,
    max_num=MOST_EXCEPTIONS, absolute_max=MOST_EXCEPTIONS + _EMPTY_ROWS,
)  # fmt: skip


def rows(calendar: NamedCalendar, today: date) -> list[dict[str, Any]]:
    """What stands in the form of the dates: those from `today` on."""
    coming = sorted(day for day in calendar.calendar.exceptions if day >= today)
    windows, names = calendar.calendar.exceptions, calendar.names
    return [{"day": day, "hours": windows[day], "name": names.get(day, "")} for day in coming]


def typed(week: WeekForm, dates: Any, before: NamedCalendar, today: date) -> NamedCalendar:
    """The calendar that the two forms mean; what is past stays as it was `before`, unless it is typed anew."""
    past = {day: windows for day, windows in before.calendar.exceptions.items() if day < today}
    kept = [form.cleaned_data for form in dates if not form.cleaned_data.get("DELETE")]
    entries = {row["day"]: (row["hours"], row["name"]) for row in kept if row.get("day")}
    ticked = {day: name for day, name in week.ticked.items() if before.calendar.on(day)}
    exceptions: Mapping[date, Windows] = {
        **past, **dict.fromkeys(ticked, ()), **{day: hours for day, (hours, _) in entries.items()},
    }  # fmt: skip
    names = {**before.names, **ticked, **{day: name for day, (_, name) in entries.items()}}
    calendar = Calendar(week.cleaned_data["zone"], week.weekly, exceptions)
    return NamedCalendar(calendar, {day: name for day, name in names.items() if name and day in exceptions})
