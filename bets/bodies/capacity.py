"""What teams can give, as integrators read it. Person-weeks and percent are texts with one decimal."""

from typing import Any

from bets.models import Capacity, Cycle
from bets.names import weeks


def teams_of(cycle: Cycle) -> list[dict[str, Any]]:
    """One statement."""
    rows = Capacity.objects.filter(cycle=cycle).select_related("team").order_by("team__slug")
    return [
        told(row.team.slug, row.raw_tenths, row.reserve_permille, row.carry_over_tenths, row.net_tenths) for row in rows
    ]


def told(team: str, raw: int, reserve_permille: int, carry_over: int, net: int) -> dict[str, Any]:
    return {
        "team": team,
        "person_weeks": weeks(raw),
        "reserve_percent": weeks(reserve_permille),
        "carry_over": weeks(carry_over),
        "net": weeks(net),
    }
