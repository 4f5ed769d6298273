"""Whether the promise was kept, over all blockers that fell due in a week. Pure.

Met if and only if unblocked by the due time. What is open past it counts against the promise like what came late, so
that nobody is better off for never closing anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eteam.figures.facts import Fact
from eteam.figures.spread import percent
from eteam.figures.story import Week


@dataclass(frozen=True, slots=True)
class Kept:
    """`percent` of `n`, with one decimal; none if nothing fell due."""

    met: int
    late: int
    open: int
    n: int
    percent: float | None

    @classmethod
    def of(cls, met: int, late: int, still_open: int) -> "Kept":
        n = met + late + still_open
        return cls(met, late, still_open, n, percent(met, n))


@dataclass(frozen=True, slots=True)
class Promise:
    """`unblocked` is the headline. Withdrawn ones stand beside both, and `closed_only` flatters: it comes last.

    `provisional`: met by the word of the other side, which the blocked one has not answered yet.
    """

    unblocked: Kept
    decided: Kept
    decided_then_late: int
    provisional: int
    withdrawn: int
    withdrawn_late: int
    closed_only: Kept


def cohort(facts: Iterable[Fact], week: Week) -> list[Fact]:
    """All that fell due in the week, withdrawn ones too."""
    return [fact for fact in facts if week.holds(fact.due_at) and fact.is_due]


def promise(due: Sequence[Fact]) -> Promise:
    """Of a cohort."""
    counted = [fact for fact in due if fact.withdrawn_at is None]
    withdrawn = [fact for fact in due if fact.withdrawn_at is not None]
    met, late, still_open = (sum(fate(fact) == each for fact in counted) for each in ("met", "late", "open"))
    return Promise(
        unblocked=Kept.of(met, late, still_open),
        decided=_decided(counted),
        decided_then_late=sum(_in_time(fact) and fate(fact) != "met" for fact in counted),
        provisional=sum(fate(fact) == "met" and fact.is_provisional for fact in counted),
        withdrawn=len(withdrawn),
        withdrawn_late=sum(fact.withdrawn_at is not None and fact.withdrawn_at > fact.due_at for fact in withdrawn),
        closed_only=Kept.of(met, late, 0),
    )


def fate(fact: Fact) -> str:
    """`met`, `late`, `open`, `withdrawn`, or `waiting` while it is not due yet."""
    if fact.withdrawn_at is not None:
        return "withdrawn"
    if fact.unblocked_at is not None:
        return "met" if fact.unblocked_at <= fact.due_at else "late"
    return "open" if fact.is_due else "waiting"


def _decided(counted: Sequence[Fact]) -> Kept:
    met = sum(_in_time(fact) for fact in counted)
    late = sum(fact.settled_at is not None for fact in counted) - met
    return Kept.of(met, late, len(counted) - met - late)


def _in_time(fact: Fact) -> bool:
    return fact.settled_at is not None and fact.settled_at <= fact.due_at
