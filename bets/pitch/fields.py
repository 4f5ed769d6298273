"""What is typed into a pitch, as the values that are kept."""

import re
from typing import Any

from django import forms

from bets.actions.pitching.values import LONGEST
from bets.models.demand import MOST_TENTHS
from bets.names import weeks

_PERCENT = re.compile(r"([0-9]{1,3})\s*%?")
_WEEKS = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]))?")
_TOO_LONG = {"max_length": "%(show_value)d characters; at most %(limit_value)d are kept."}


def _without_length(attrs: dict[str, Any]) -> dict[str, Any]:
    """A browser counts halves of characters, and cuts off what was pasted without a word."""
    return {name: value for name, value in attrs.items() if name != "maxlength"}


class Line(forms.CharField):
    """One line: of what was pasted with line breaks, one line is made."""

    def __init__(
        self, label: str, longest: int, hint: str = "", *, required: bool = False, wraps: bool = False
    ) -> None:
        """`wraps`: it may be long for a line, and is shown whole."""
        super().__init__(
            label=label,
            max_length=longest,
            help_text=hint,
            error_messages=_TOO_LONG,
            required=required,
            widget=forms.Textarea(attrs={"rows": 1}) if wraps else forms.TextInput,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return _without_length(super().widget_attrs(widget))

    def to_python(self, value: Any) -> str:
        return re.sub(r"[\r\n]+", " ", super().to_python(value) or "")


class Prose(forms.CharField):
    """Markdown of any number of lines."""

    def __init__(self, label: str, hint: str = "", *, rows: int = 3) -> None:
        super().__init__(
            label=label,
            max_length=LONGEST,
            help_text=hint,
            error_messages=_TOO_LONG,
            required=False,
            widget=forms.Textarea(attrs={"rows": rows}),
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return _without_length(super().widget_attrs(widget))

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")


class Percent(forms.CharField):
    """`60` or `60 %`, to 60; nothing, to None."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        match = _PERCENT.fullmatch(text)
        if match is None or int(match[1]) > 100:
            raise forms.ValidationError("Write a whole percentage from 0 to 100.")
        return int(match[1])


class Weeks(forms.CharField):
    """`6.5` or `6,5`, to 65 tenths of person-weeks; nothing, to None: nothing is asked."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        match = _WEEKS.fullmatch(text)
        if match is None:
            raise forms.ValidationError("Write person-weeks with at most one decimal, as 6.5.")
        tenths = int(match[1]) * 10 + int(match[2] or 0)
        if not 1 <= tenths <= MOST_TENTHS:
            raise forms.ValidationError(f"Write between 0.1 and {MOST_TENTHS / 10:,.1f}, or leave it empty.")
        return tenths

    def prepare_value(self, value: Any) -> Any:
        """Kept values are whole tenths; what was typed is shown as it was typed."""
        return weeks(value) if isinstance(value, int) else value
