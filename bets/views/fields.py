"""Fields for what people type about a cycle: person-weeks, percent, and a time on the board's wall clock."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms

from bets.exchange import numbers
from bets.exchange.problems import Refused
from bets.wall_time import Meant, instant

_FIRST_YEAR, _LAST_YEAR = 2000, 2199


class TenthsField(forms.CharField):
    """One decimal, as 12.5; the value is in tenths, None where nothing was typed."""

    _read: Callable[[str], int] = staticmethod(numbers.capacity)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 20, "widget": forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return self._read(text) if text else None
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


class PercentField(TenthsField):
    _read = staticmethod(numbers.permille)


class WallTimeField(forms.CharField):
    """Date and time as the clocks of `zone` show it; the value says which instant that is. Set `zone` before use."""

    zone = "UTC"
    widget = forms.DateTimeInput

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(**{"max_length": 40, "widget": widget, **kwargs})

    def clean(self, value: Any) -> Meant | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            wall = datetime.fromisoformat(text)
        except ValueError as error:
            raise forms.ValidationError("Write date and time, as 2026-11-27 17:00.") from error
        if wall.tzinfo is not None:
            raise forms.ValidationError("Write the time of the board's clocks, without a zone.")
        if not _FIRST_YEAR <= wall.year <= _LAST_YEAR:  # at the ends of the calendar there is no other zone
            raise forms.ValidationError("Write a year that comes.")
        meant = instant(wall, self.zone)
        if meant is None:
            raise forms.ValidationError(f"{wall:%H:%M} does not exist that day: the clocks leap over it.")
        return meant
