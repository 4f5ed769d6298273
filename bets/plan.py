"""The plan: what a lock freezes, as one plain value, and its hash."""

import hashlib
from typing import Any

import orjson

from bets.inputs import load
from bets.models import Bet, Capacity, Cycle, Demand, Rank


def content(cycle: Cycle) -> dict[str, Any]:
    """Order, demands, capacities, ties, policy and what follows from them. JSON values, tenths of person-weeks."""
    inputs = load(cycle)
    return {
        "policy": cycle.policy,
        "revision": cycle.revision,
        "order": Rank.objects.order(cycle),
        "demands": _demands(cycle),
        "capacities": _capacities(cycle),
        "needs": {str(bet.id): list(bet.needs) for bet in inputs.candidates if bet.needs},
        "excludes": {str(bet.id): list(bet.excludes) for bet in inputs.candidates if bet.excludes},
        "must_do": [bet.id for bet in inputs.candidates if bet.must_do],
        "needs_no_team": _needs_no_team(cycle),
        "funded": list(inputs.allocation.funded),
        "team_lines": dict(inputs.allocation.team_lines),
        "line": inputs.allocation.line,
    }


def digest(content: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON: keys sorted, no spaces."""
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _demands(cycle: Cycle) -> dict[str, dict[str, int]]:
    result: dict[str, dict[str, int]] = {}
    rows = Demand.objects.filter(bet__cycle=cycle, bet__rank__isnull=False)
    for bet, team, tenths in rows.order_by("bet", "team__slug").values_list("bet_id", "team__slug", "tenths"):
        result.setdefault(str(bet), {})[team] = tenths
    return result


def _capacities(cycle: Cycle) -> dict[str, dict[str, int]]:
    rows = Capacity.objects.filter(cycle=cycle).select_related("team").order_by("team__slug")
    return {
        row.team.slug: {
            "raw": row.raw_tenths,
            "reserve_permille": row.reserve_permille,
            "carry_over": row.carry_over_tenths,
            "net": row.net_tenths,
        }
        for row in rows
    }


def _needs_no_team(cycle: Cycle) -> list[int]:
    bets = Bet.objects.filter(cycle=cycle, rank__isnull=False, needs_no_team=True)
    return sorted(bets.values_list("pk", flat=True))
