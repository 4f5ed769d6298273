"""What is asked of teams and not agreed yet, by team, with who is to answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from bets.models import Bet, Cycle, Demand
from bets.names import weeks
from org.working_time import Calendar, working_days_between


@dataclass(frozen=True, slots=True)
class Open:
    """A demand: its bet, with the rank where that may be seen; `offered` is what the team disputes it with."""

    bet: int
    rank: int | None
    title: str
    weeks: str
    is_disputed: bool
    offered: str


@dataclass(frozen=True, slots=True)
class OfTeam:
    team: str
    slug: str
    vp: str
    demands: tuple[Open, ...]


def unanswered(cycle: Cycle, *, with_ranks: bool) -> tuple[OfTeam, ...]:
    """Of submitted bets, by the team's name; in rank order, or where that may not be seen by title. One statement."""
    open_still = [Demand.State.PROPOSED, Demand.State.DISPUTED]
    demands = Demand.objects.filter(bet__cycle=cycle, bet__status=Bet.Status.SUBMITTED, state__in=open_still)
    place = "bet__rank__position" if with_ranks else "bet__title"
    rows = demands.order_by("team__name", "team__slug", place, "bet").values_list(
        "team__name", "team__slug", "team__vp__person__name", "bet", "bet__rank__position", "bet__title",
        "tenths", "state", "offered_tenths",
    )  # fmt: skip
    by_team = groupby(rows, key=lambda row: row[:3])
    return tuple(OfTeam(name, slug, vp or "", _open(rest, with_ranks)) for (name, slug, vp), rest in by_team)


def _open(rows: Iterable[tuple[Any, ...]], with_ranks: bool) -> tuple[Open, ...]:
    return tuple(
        Open(
            bet=bet,
            rank=rank if with_ranks else None,
            title=title,
            weeks=weeks(tenths),
            is_disputed=state == Demand.State.DISPUTED,
            offered="" if offered is None else weeks(offered),
        )
        for *_, bet, rank, title, tenths, state, offered in rows
    )


def left(until: date, today: date, calendar: Calendar) -> str:
    """ "3 working days left", "today is the last day", "2 working days ago": today itself counts while it lasts."""
    if until == today:
        return "today is the last day"
    if until > today:
        days = working_days_between(today, until, calendar)
        return f"{_days(days)} left, today included" if calendar.is_working_day(today) else f"{_days(days)} left"
    days = working_days_between(until, today, calendar) - calendar.is_working_day(until)
    return f"{_days(days)} ago"


def _days(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"
