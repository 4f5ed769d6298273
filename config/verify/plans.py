"""Invariants 3 and 4: nothing is given out twice, and a plan stays what was locked."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from bets.inputs import load
from bets.models import Cycle, Plan
from bets.plan import changed, digest
from bets.plan.reading import allocation
from config.verify.query import rows

_OVERDRAWN = """
SELECT team.slug, sum(demand.tenths), coalesce(max(capacity.net_tenths), 0)
FROM bets_demand AS demand JOIN org_team AS team ON team.id = demand.team_id
    LEFT JOIN bets_capacity AS capacity ON capacity.team_id = team.id AND capacity.cycle_id = %(cycle)s
WHERE demand.bet_id = ANY(%(funded)s)
GROUP BY team.slug HAVING sum(demand.tenths) > coalesce(max(capacity.net_tenths), 0)
"""


def allocation_breaches() -> Iterator[str]:
    """Teams that funded bets ask for more than there is; plans whose answer does not follow from what they hold."""
    for cycle, plans in _cycles():
        place = f"{cycle.board.slug}/{cycle.name}"
        funded = plans[0].content.get("funded", []) if plans else list(load(cycle).allocation.funded)
        for team, tenths, net in rows(_OVERDRAWN, {"cycle": cycle.pk, "funded": funded}):
            yield f"{place}: funded bets ask {team} for {tenths} of {net} tenths"
        for plan in plans:
            if digest(plan.content) != plan.digest:
                yield f"{place}: the plan is not what its hash says"
            if not _follows(plan.content):
                yield f"{place}: the plan's funded bets and lines do not follow from its order, demand and capacity"


def lock_breaches() -> Iterator[str]:
    """Cycles that differ from their plan; a plan in force where none should be, or none where one should.

    A plan that is not what its hash says is told of above, and nothing can be compared with it.
    """
    for cycle, plans in _cycles():
        place = f"{cycle.board.slug}/{cycle.name}"
        if len(plans) != cycle.is_published:
            yield f"{place}: {cycle.state}, with {len(plans)} plans in force"
        for plan in plans:
            if digest(plan.content) == plan.digest and (parts := changed(cycle, plan.content)):
                yield f"{place}: changed since it was locked ({', '.join(parts)})"


def _cycles() -> Iterator[tuple[Cycle, list[Plan]]]:
    """All cycles, each with its plans in force."""
    in_force = Prefetch("plans", Plan.objects.filter(unlocked_at=None), to_attr="in_force")
    for cycle in Cycle.objects.select_related("board").prefetch_related(in_force).order_by("pk"):
        yield cycle, getattr(cycle, "in_force", [])


def _follows(plan: dict[str, Any]) -> bool:
    """Whether the pure function gives the plan's answer for the plan's own question."""
    try:
        answer = allocation(plan)
        told = (plan["funded"], plan["team_lines"], plan["line"])
    except (KeyError, TypeError, ValueError):
        return False
    return told == (list(answer.funded), dict(answer.team_lines), answer.line)
