"""The plan: what a lock freezes, as one plain value, and its hash.

A plan's content has two kinds of parts. The frozen ones are what is decided: after the lock the database refuses to
change what they are made of, so they can be computed again at any time and must come out the same. `shown` is how it
looked: titles, names and sentences of that day, which may be put right later. The hash is over both.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

import orjson

from bets.board.ground import Entry, Ground, read
from bets.inputs import Inputs, load
from bets.models import Bet, Capacity, Cycle, Demand, Rank, Waiver
from bets.readiness import Readiness, Waived, readiness

Content = dict[str, Any]


def content(cycle: Cycle, ground: Ground | None = None, found: Readiness | None = None) -> Content:
    """All that a plan of this cycle would hold now, as JSON values; from what has been read of it, where it has."""
    ground = ground or read(cycle)
    found = found or readiness(cycle, ground.inputs)
    return frozen(cycle, ground.inputs) | {"shown": _shown(ground, found.waived)}


def frozen(cycle: Cycle, inputs: Inputs | None = None) -> Content:
    """Order, demands, capacities, ties, policy, leaders' sentences, and what follows from them. Tenths of weeks."""
    inputs = inputs or load(cycle)
    return {
        "policy": cycle.policy,
        "revision": cycle.revision,
        "order": Rank.objects.order(cycle),
        "demands": _demands(cycle),
        "settled": _settled(cycle),
        "capacities": _capacities(cycle),
        "needs": {str(bet.id): list(bet.needs) for bet in inputs.candidates if bet.needs},
        "excludes": {str(bet.id): list(bet.excludes) for bet in inputs.candidates if bet.excludes},
        "must_do": [bet.id for bet in inputs.candidates if bet.must_do],
        "needs_no_team": _needs_no_team(cycle),
        "waivers": _waivers(cycle),
        "funded": list(inputs.allocation.funded),
        "team_lines": dict(inputs.allocation.team_lines),
        "line": inputs.allocation.line,
    }


def digest(content: Content) -> str:
    """SHA-256 over the canonical JSON: keys sorted, no spaces."""
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def changed(cycle: Cycle, content: Content) -> list[str]:
    """The names of the frozen parts that are no longer as `content` has them: none, as long as every guard holds."""
    return [part for part, value in frozen(cycle).items() if value != content.get(part)]


def _demands(cycle: Cycle) -> dict[str, dict[str, int]]:
    result: dict[str, dict[str, int]] = {}
    rows = Demand.objects.filter(bet__cycle=cycle, bet__rank__isnull=False)
    for bet, team, tenths in rows.order_by("bet", "team__slug").values_list("bet_id", "team__slug", "tenths"):
        result.setdefault(str(bet), {})[team] = tenths
    return result


def _settled(cycle: Cycle) -> list[Content]:
    """The demands that a leader set, with what was asked before, and why."""
    rows = Demand.objects.filter(bet__cycle=cycle, bet__rank__isnull=False, state=Demand.State.SETTLED)
    found = rows.order_by("bet", "team__slug").values_list("bet_id", "team__slug", "asked_tenths", "reason")
    return [{"bet": bet, "team": team, "asked": asked, "reason": reason} for bet, team, asked, reason in found]


def _capacities(cycle: Cycle) -> dict[str, Content]:
    rows = Capacity.objects.filter(cycle=cycle).select_related("team").prefetch_related("carry_overs")
    return {
        row.team.slug: {
            "raw": row.raw_tenths,
            "reserve_permille": row.reserve_permille,
            "carry_over": row.carry_over_tenths,
            "items": [[item.what, item.tenths, item.why_not_pitched] for item in _by_key(row)],
            "net": row.net_tenths,
        }
        for row in rows.order_by("team__slug")
    }


def _by_key(row: Capacity) -> list[Any]:
    return sorted(row.carry_overs.all(), key=lambda item: item.pk)


def _needs_no_team(cycle: Cycle) -> list[int]:
    bets = Bet.objects.filter(cycle=cycle, rank__isnull=False, needs_no_team=True)
    return sorted(bets.values_list("pk", flat=True))


def _waivers(cycle: Cycle) -> list[Content]:
    rows = Waiver.objects.filter(cycle=cycle).order_by("pk")
    return [dict(row) for row in rows.values("code", "bet_id", "team__slug", "fact", "reason", "by_id")]


def _shown(ground: Ground, waived: tuple[Waived, ...]) -> Content:
    return {
        "cycle": ground.cycle.name,
        "bets": dict(_bets(ground)),
        "teams": {column.slug: [column.name, column.head] for column in ground.columns},
        "waivers": [{"about": each.missing.sentence, "reason": each.reason, "by": each.by} for each in waived],
    }


def _bets(ground: Ground) -> Iterator[tuple[str, Content]]:
    for entry in ground.order:
        yield str(entry.pk), _bet(entry)


def _bet(entry: Entry) -> Content:
    """What `bets.plan.ground` makes an entry of again."""
    return {
        "title": entry.title,
        "thesis": entry.thesis,
        "owner": entry.owner,
        "owner_name": entry.owner_name,
        "must_do_reason": entry.must_do_reason,
        "is_late": entry.is_late,
        "submitted_at": entry.submitted_at.isoformat(),
        "late_exception": entry.late_exception,
        "late_exception_by": entry.late_exception_by,
        "unsettled": [dict(said) for said in entry.unsettled],
    }
