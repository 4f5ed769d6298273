"""What came and what went in a week. Pure.

open at the start + raised + reopened - closed - withdrawn = open at the end: each is counted by itself, and a test
adds them up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from eteam.figures.facts import Fact, Shut


@dataclass(frozen=True, slots=True)
class Flow:
    open_before: int
    raised: int
    reopened: int
    closed: int
    withdrawn: int
    open_after: int


def flow(facts: Sequence[Fact], start: datetime, end: datetime) -> Flow:
    """Of [start, end)."""
    shut = [each for fact in facts for each in fact.shut]
    began = [each for each in shut if start <= each.starts_at < end]
    return Flow(
        open_before=sum(fact.was_open(start) for fact in facts),
        raised=sum(start <= fact.raised_at < end for fact in facts),
        reopened=sum(_within(each, start, end) for each in shut),
        closed=sum(not each.withdrawn for each in began),
        withdrawn=sum(each.withdrawn for each in began),
        open_after=sum(fact.was_open(end) for fact in facts),
    )


def _within(each: Shut, start: datetime, end: datetime) -> bool:
    return each.ends_at is not None and start <= each.ends_at < end
