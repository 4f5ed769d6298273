"""When the room's history happens: as long before the start of the demo as it lay behind when it was written."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from config.demo.company import Company

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Days:
    """`later`: whole weeks, so that everything keeps its weekday and its hour on the board's clocks.

    Public holidays stay where they are. Those that are over are not in the demo's calendar: a company that meets on
    Christmas Day looks stranger than one that has forgotten which days it was closed.
    """

    later: timedelta

    @classmethod
    def since(cls, met: datetime, company: Company, now: datetime) -> "Days":
        """The session that ended at `met` is the last one before `now`, so the coming one is within a week.

        Never earlier than the file has it: the half-year before was locked in that June.
        """
        wall = now.astimezone(company.zone).replace(tzinfo=None)
        return cls(max((wall - met) // _WEEK, 0) * _WEEK)

    def moved(self, value: Any) -> Any:
        """All dates and times of a file's data, wherever they stand in it."""
        if isinstance(value, date):  # a datetime too
            return value + self.later
        if isinstance(value, dict):
            return {name: self.moved(each) for name, each in value.items()}
        return [self.moved(each) for each in value] if isinstance(value, list) else value
