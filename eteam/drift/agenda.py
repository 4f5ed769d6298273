"""A drift as an item of the agenda: by somebody's button, or by itself once the plan is old enough to judge by."""

from bets.models import Bet, Plan
from eteam.actions.matters import Asked
from eteam.drift.finding import Drift
from eteam.drift.reading import Found
from eteam.models import Matter
from org.models import Team

_LONGEST = 140


def title(drift: Drift, team: str) -> str:
    said = f"#{drift.still.rank} stands still while {team} works on #{drift.instead.rank}"
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def asked(found: Found, drift: Drift, sentence: str, team: Team, bet: Bet) -> Asked:
    return Asked(kind=Matter.Kind.OFF_TRACK, title=title(drift, team.name), text=sentence, team=team, bet=bet)


def cause(plan: Plan, drift: Drift, team: Team, fortnight: int) -> str:
    """What keeps it from being put there twice: once for each bet and team in each fortnight of the plan."""
    return f"drift:{plan.pk}:{drift.still.bet}:{team.pk}:{fortnight}"


def is_old_enough(found: Found) -> bool:
    """Whether the whole window lies after the lock."""
    return found.since > found.plan.locked_at
