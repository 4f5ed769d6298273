"""What blocked teams cost, and what was carried, by team. Pure; minutes are whole working minutes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from eteam.figures.facts import Fact
from eteam.figures.promise import fate
from eteam.figures.story import Act

CARRIES = ("carried", "unheard")


@dataclass(frozen=True, slots=True)
class Minutes:
    name: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Carried:
    """Of one team's blockers in a week: how often, the longest chain so far, and how many were carried and breached."""

    name: str
    carries: int
    longest: int
    then_breached: int


def blocked_minutes(facts: Iterable[Fact], start: datetime, end: datetime) -> dict[int, int]:
    """What of [start, end) each blocker was open, by its id."""
    return {fact.id: _within(fact, start, end) for fact in facts}


def paused_minutes(facts: Iterable[Fact], start: datetime, end: datetime) -> int:
    return sum(fact.paused_minutes(max(start, fact.raised_at), min(end, fact.at)) for fact in facts)


def by_team(
    facts: Sequence[Fact], minutes: dict[int, int], team: Callable[[Fact], str]
) -> tuple[Minutes, ...]:  # fmt: skip
    """The most first; teams that nothing is counted for are left out."""
    totals: dict[str, int] = {}
    for fact in facts:
        totals[team(fact)] = totals.get(team(fact), 0) + minutes[fact.id]
    found = [Minutes(name, total) for name, total in totals.items() if total]
    return tuple(sorted(found, key=lambda each: (-each.minutes, each.name)))


def carried(facts: Sequence[Fact], start: datetime, end: datetime) -> tuple[Carried, ...]:
    """By blocked team; those of which nothing was carried in [start, end) are left out."""
    moved = [fact for fact in facts if any(start <= act.at < end for act in carries(fact))]
    names = sorted({fact.blocked for fact in moved})
    return tuple(_of(name, [fact for fact in moved if fact.blocked == name], start, end) for name in names)


def carries(fact: Fact) -> list[Act]:
    return [act for act in fact.acts if act.kind in CARRIES]


def _of(name: str, moved: Sequence[Fact], start: datetime, end: datetime) -> Carried:
    return Carried(
        name,
        sum(start <= act.at < end for fact in moved for act in carries(fact)),
        max(len(carries(fact)) for fact in moved),
        sum(fate(fact) in ("late", "open") and carries(fact)[0].at <= fact.due_at for fact in moved),
    )


def _within(fact: Fact, start: datetime, end: datetime) -> int:
    begins, ends = max(start, fact.raised_at), min(end, fact.at)
    return fact.minutes(begins, ends) if begins < ends else 0
