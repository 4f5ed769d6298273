"""All figures of one week's report. Pure; instants are UTC, minutes whole working minutes.

What is told of the week is of [Monday, Monday), what is told as open is of the data time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from eteam.figures.facts import Fact, as_of
from eteam.figures.flow import Flow, flow
from eteam.figures.promise import Kept, Promise, cohort, fate, promise
from eteam.figures.spread import Spread, percent, spread
from eteam.figures.standing import Count, ages, by_route
from eteam.figures.story import Story, Week
from eteam.figures.teams import Carried, Minutes, blocked_minutes, by_team, carried, carries, paused_minutes

WEEKS = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What happened in the week beside the blockers: reminders by state, exceptions, sessions."""

    reminders: Mapping[str, int] = field(default_factory=dict)
    direct_reports: Sequence[str] = ()
    unheard: int = 0
    left_open: int = 0
    sessions: int = 0
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n`."""

    count: int
    n: int
    percent: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """One week of the trend."""

    week: str
    kept: Kept
    raised: int
    median: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    promise: Promise
    blocked: Spread
    late: Spread
    ages: tuple[Count, ...]
    routes: tuple[Count, ...]
    open: int
    open_late: int
    standing_still: int
    could_not_wait: Share
    out_of_session: Share
    response: Spread
    without_response: int
    flow: Flow
    by_blocked: tuple[Minutes, ...]
    by_blocking: tuple[Minutes, ...]
    blocked_total: int
    paused_total: int
    carried: tuple[Carried, ...]
    carries: int
    escalations: tuple[Count, ...]
    accepted: int
    told: Told
    trend: tuple[Point, ...]


def figures(stories: Sequence[Story], week: Week, at: datetime, told: Told) -> tuple[Figures, tuple[Fact, ...]]:
    """The figures of `week` as they were known at `at`, and the blockers that they are about, by due time."""
    facts = [fact for story in stories if (fact := as_of(story, at)) is not None]
    start, end = week.starts_at, min(week.ends_at, max(at, week.starts_at))
    due, minutes = cohort(facts, week), blocked_minutes(facts, start, end)
    closed = [fact for fact in facts if fact.withdrawn_at is None and week.holds(fact.unblocked_at)]
    raised = [fact for fact in facts if week.holds(fact.raised_at)]
    still_open = [fact for fact in facts if fact.is_open]
    moved = carried(facts, start, end)
    found = Figures(
        promise=promise(due),
        blocked=spread([fact.blocked_minutes for fact in closed]),
        late=spread([fact.late_minutes for fact in due if fate(fact) in ("late", "open")]),
        ages=ages(still_open),
        routes=by_route(still_open),
        open=len(still_open),
        open_late=sum(fact.is_due for fact in still_open),
        standing_still=sum(fact.stands_still for fact in still_open),
        could_not_wait=share([fact.first_route == "now" for fact in raised]),
        out_of_session=share([not settled_in_session(fact) for fact in closed]),
        response=spread([fact.minutes(fact.raised_at, fact.responded_at) for fact in raised if fact.responded_at]),
        without_response=sum(fact.responded_at is None for fact in raised),
        flow=flow(facts, start, end),
        by_blocked=by_team(facts, minutes, lambda fact: fact.blocked),
        by_blocking=by_team(facts, minutes, lambda fact: fact.blocking),
        blocked_total=sum(minutes.values()),
        paused_total=paused_minutes(facts, start, end),
        carried=moved,
        carries=sum(act.at >= start and act.at < end for fact in facts for act in carries(fact)),
        escalations=escalations(facts, start, end),
        accepted=sum(act.accepts_breach and start <= act.at < end for fact in facts for act in fact.acts),
        told=told,
        trend=tuple(_point(facts, week.before(weeks)) for weeks in range(WEEKS - 1, -1, -1)),
    )
    return found, tuple(_about(facts, due, start, end))


def share(answers: Sequence[bool]) -> Share:
    return Share(sum(answers), len(answers), percent(sum(answers), len(answers)))


def settled_in_session(fact: Fact) -> bool:
    """Whether it was decided or said to be unblocked in the room."""
    return any(act.session for act in fact.acts if act.kind in ("decided", "unblocked"))


def escalations(facts: Sequence[Fact], start: datetime, end: datetime) -> tuple[Count, ...]:
    """Steps of the ladder that were taken in [start, end), by percent of the target."""
    taken = [step.percent for fact in facts for step in fact.steps if start <= step.at < end]
    return tuple(Count(f"{percent} %", taken.count(percent)) for percent in (0, 50, 80, 100))


def _point(facts: Sequence[Fact], week: Week) -> Point:
    closed = [fact.blocked_minutes for fact in facts if fact.withdrawn_at is None and week.holds(fact.unblocked_at)]
    raised = sum(week.holds(fact.raised_at) for fact in facts)
    return Point(week.name, promise(cohort(facts, week)).unblocked, raised, spread(closed).median)


def _about(facts: Sequence[Fact], due: Sequence[Fact], start: datetime, end: datetime) -> list[Fact]:
    """Due, raised or closed in the week, or open at the data time."""
    fell_due = {fact.id for fact in due}
    found = [
        fact
        for fact in facts
        if fact.id in fell_due or fact.is_open or start <= fact.raised_at < end
        or any(start <= each.starts_at < end for each in fact.shut)
    ]  # fmt: skip
    return sorted(found, key=lambda fact: (fact.due_at, fact.id))
