"""The page of what drifts in a cycle. Six statements while a plan is in force, one otherwise."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bets.models import Cycle, Plan, Reference
from eteam.drift.finding import Drift, Work
from eteam.drift.reading import Found, look
from eteam.models import Matter


@dataclass(frozen=True, slots=True)
class Line:
    """`still` and `instead`: where the two bets are worked on; `is_raised`: it waits for the next session."""

    drift: Drift
    team: str
    sentence: str
    still: Reference | None
    instead: Reference | None
    is_raised: bool


@dataclass(frozen=True, slots=True)
class DriftPage:
    """`followed`: how many bets some tool tells of."""

    plan: Plan
    since: datetime
    lines: tuple[Line, ...]
    unknown: tuple[Work, ...]
    followed: int


def drift_page(cycle: Cycle, now: datetime) -> DriftPage | None:
    """None: no plan is locked."""
    plan = Plan.objects.filter(cycle=cycle, unlocked_at=None).first()
    if plan is None:
        return None
    found = look(plan, now)
    open_ones = Matter.objects.open().filter(board=cycle.board_id, kind=Matter.Kind.OFF_TRACK, team__isnull=False)
    raised = set(open_ones.values_list("bet_id", "team__slug"))
    lines = tuple(_line(found, each, raised, now) for each in found.drifts)
    return DriftPage(plan, found.since, lines, found.unknown, len(found.references))


def _line(found: Found, drift: Drift, raised: Collection[tuple[int, str]], now: datetime) -> Line:
    references: Mapping[int, Reference] = found.references
    return Line(
        drift, found.teams.get(drift.team, drift.team), found.sentence(drift, now),
        references.get(drift.still.bet), references.get(drift.instead.bet), (drift.still.bet, drift.team) in raised,
    )  # fmt: skip
