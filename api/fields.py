"""Values as the contract writes them: ids, person-weeks, instants."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from rest_framework import serializers

from bets.exchange import numbers
from bets.exchange.problems import Refused

MOST_ID = 2**63 - 1
MOST_REVISION = 2**31 - 1
"""What the columns hold: a greater number is none of ours, and an error of the database."""


class Id(serializers.IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=MOST_ID, **options)

    def to_internal_value(self, data: Any) -> int:
        """A whole number and nothing that can be read as one: 1.0, true and "1" are mistakes of the sender."""
        if type(data) is not int:
            self.fail("invalid")
        return int(super().to_internal_value(data))


class Ids(serializers.ListField):
    """Many of them: those that are right are not looked at field by field, which took longer than to rank them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=Id(), **options)

    def run_child_validation(self, data: Any) -> list[int]:
        if all(type(each) is int and 1 <= each <= MOST_ID for each in data):
            return list(data)
        return list(super().run_child_validation(data))


class Revision(Id):
    def __init__(self, **options: Any) -> None:
        serializers.IntegerField.__init__(self, min_value=0, max_value=MOST_REVISION, **options)


class Words(serializers.CharField):
    """A text. `true` and 7 are no texts."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class Flag(serializers.BooleanField):
    """true or false. 1, "yes" and null are mistakes of the sender."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Weeks(Words):
    """Person-weeks as a text with one decimal, "12.5"; the value is in tenths."""

    _read: Callable[[str], int] = staticmethod(numbers.capacity)

    def to_internal_value(self, data: Any) -> Any:
        text = super().to_internal_value(data)
        try:
            return self._read(text)
        except Refused as refused:
            raise serializers.ValidationError(str(refused)) from refused


class Amount(Weeks):
    """Of a demand: above zero, for no demand is another thing than none that is known."""

    _read = staticmethod(numbers.demand)


class Percent(Weeks):
    """ "20.0"; the value is in tenths of a percent."""

    _read = staticmethod(numbers.permille)


class Reason(Words):
    """Why; it may be left out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "allow_blank": True, "max_length": 500, "default": "", **options})


def instant(at: datetime | None) -> str | None:
    """`2026-11-24T12:00:00Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else None


class Instant(serializers.DateTimeField):
    """A moment with its offset, `2026-11-24T12:00:00Z`. A wall time without one is nobody's."""

    def to_internal_value(self, value: Any) -> datetime:
        if not isinstance(value, str) or len(value) > _LONGEST_INSTANT:
            raise serializers.ValidationError(_NO_INSTANT)
        try:
            read = datetime.fromisoformat(value)
            if read.tzinfo is None:
                raise ValueError(value)
            return read.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise serializers.ValidationError(_NO_INSTANT) from error


_LONGEST_INSTANT = 40
_NO_INSTANT = "Write an instant with its offset, as 2026-11-24T12:00:00Z."
