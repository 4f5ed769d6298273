"""What still keeps a cycle from being locked, each with the bet or team that it is about."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bets.allocation import Allocation, Reason
from bets.inputs import load
from bets.models import Bet, Cycle, Demand, Prototype
from bets.names import weeks

IDLE_SHARE = 10
MUST_DO_SHARE = 15
"""Percent of a team's net capacity."""


@dataclass(frozen=True)
class Missing:
    """One thing to do before lock. `sentence` says it; `bet` or `team` (a slug) is where."""

    code: str
    sentence: str
    bet: int | None = None
    team: str | None = None


def missing(cycle: Cycle) -> list[Missing]:
    """Everything that lock refuses for, in the order in which one would work it off."""
    allocation = load(cycle).allocation
    titles = dict(Bet.objects.filter(cycle=cycle).values_list("pk", "title"))
    return [
        *_tray(cycle),
        *_unsized(allocation, titles),
        *_prototypes(cycle, allocation, titles),
        *_demands(cycle, allocation),
        *_never_fits(allocation, titles),
        *_idle(allocation),
        *_jumps(allocation, titles),
        *_must_do(allocation),
    ]


def _tray(cycle: Cycle) -> Iterator[Missing]:
    for bet in Bet.objects.filter(cycle=cycle).in_tray():
        yield Missing("unranked", f"{bet.title} has no rank.", bet=bet.pk)


def _unsized(allocation: Allocation, titles: dict[int, str]) -> Iterator[Missing]:
    for bet, waiting in allocation.unfunded.items():
        if waiting.reason is Reason.UNSIZED:
            yield Missing("unsized", f"{titles[bet]} has no estimate.", bet=bet)


def _prototypes(cycle: Cycle, allocation: Allocation, titles: dict[int, str]) -> Iterator[Missing]:
    have = set(Prototype.objects.filter(bet__cycle=cycle).values_list("bet_id", flat=True))
    for bet in allocation.funded:
        if bet not in have:
            yield Missing("no_prototype", f"{titles[bet]} has no prototype.", bet=bet)


def _demands(cycle: Cycle, allocation: Allocation) -> Iterator[Missing]:
    unanswered = Demand.objects.filter(bet__cycle=cycle, bet__in=allocation.funded)
    unanswered = unanswered.exclude(state__in=[Demand.State.CONFIRMED, Demand.State.SETTLED])
    for demand in unanswered.select_related("bet", "team").order_by("bet__rank__position", "team__name"):
        sentence = f"{demand.team.name} has not agreed to what {demand.bet.title} asks."
        yield Missing(f"demand_{demand.state}", sentence, bet=demand.bet_id, team=demand.team.slug)


def _never_fits(allocation: Allocation, titles: dict[int, str]) -> Iterator[Missing]:
    for team, bet in allocation.team_lines.items():
        if team in allocation.never_fits.get(bet, ()):
            sentence = f"The line of {team} stands at {titles[bet]}, which asks for more than the team has in all."
            yield Missing("line_at_too_large", sentence, bet=bet, team=team)


def _idle(allocation: Allocation) -> Iterator[Missing]:
    for team, left in allocation.leftover.items():
        if left * 100 > allocation.capacity[team] * IDLE_SHARE:
            sentence = f"{team} has {weeks(left)} of {weeks(allocation.capacity[team])} idle."
            yield Missing("idle", sentence, team=team)


def _jumps(allocation: Allocation, titles: dict[int, str]) -> Iterator[Missing]:
    """Only under fill; the other policies let nobody pass."""
    for bet, passed in allocation.jumps.items():
        names = ", ".join(titles[other] for other in passed)
        yield Missing("queue_jump", f"{titles[bet]} is funded although {names} above it waits.", bet=bet)


def _must_do(allocation: Allocation) -> Iterator[Missing]:
    """Much that nobody chose: must-do bets take their capacity before #1."""
    taken: Counter[str] = Counter()
    for bet in allocation.candidates:
        if bet.must_do and bet.id not in allocation.unfunded:
            taken.update(bet.demand or {})
    for team, tenths in taken.items():
        if tenths * 100 > allocation.capacity[team] * MUST_DO_SHARE:
            sentence = f"Must-do bets take {weeks(tenths)} of {weeks(allocation.capacity[team])} of {team}."
            yield Missing("must_do_share", sentence, team=team)
