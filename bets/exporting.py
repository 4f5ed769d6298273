"""A cycle as files and as the bodies of REST resources: what `bets.exchange` writes, read from the database."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from bets.allocation import Allocation, Policy, Waiting
from bets.exchange import BetKey, BetRow, CapacityRow, CycleExport
from bets.inputs import Inputs, load
from bets.models import Bet, Capacity, Cycle, Demand, Exclusion, Need
from bets.names import Names, weeks
from bets.sentences import why
from journal.snapshot import snapshot

OUR_SOURCE = "bets"


def export(cycle: Cycle, policy: str | None = None) -> CycleExport:
    """The cycle with its ranking and its allocation, under another policy than its own if one is named."""
    inputs = load(cycle)
    if policy is not None:
        inputs = replace(inputs, policy=Policy(policy))
    bets = [*Bet.objects.filter(cycle=cycle).select_related("owner__person").ranked().select_related("rank")]
    tray = list(Bet.objects.filter(cycle=cycle).select_related("owner__person").in_tray())
    capacity = Capacity.objects.filter(cycle=cycle).select_related("team").order_by("team__slug")
    return CycleExport(
        board=cycle.board.slug,
        cycle=cycle.name,
        policy=inputs.policy,
        revision=cycle.revision,
        bets=_rows(cycle, [*bets, *tray]),
        capacity=tuple(map(_share, capacity)),
        ranking=ranking(
            cycle.revision, [(bet.pk, bet.external_id, bet.title) for bet in bets], [bet.pk for bet in tray]
        ),
        allocation=allocation(cycle.revision, inputs),
    )


def ranking(revision: int, ranked: Iterable[tuple[int, str, str]], tray: Iterable[int]) -> dict[str, Any]:
    """The body of the ranking resource: the revision, the order from #1 on, and the ids of the tray.

    `ranked` are id, external id and title of each bet. All three as they stood at one moment.
    """
    order = [
        {"rank": rank, "bet": bet, "external_id": external_id, "title": title}
        for rank, (bet, external_id, title) in enumerate(ranked, start=1)
    ]
    return {"revision": revision, "order": order, "unranked": list(tray)}


def ranking_now(cycle: Cycle) -> dict[str, Any]:
    """The ranking as it stands. One statement: in two, a move in between would part the order from its revision."""
    bets = Bet.objects.filter(cycle=OuterRef("pk"))
    ranked = bets.ranked().values_list(JSONObject(bet="pk", external_id="external_id", title="title"))
    now = Cycle.objects.filter(pk=cycle.pk).values_list(
        "revision", ArraySubquery(ranked), ArraySubquery(bets.in_tray().values("pk"))
    )
    revision, order, tray = now.get()
    return ranking(revision, [(bet["bet"], bet["external_id"], bet["title"]) for bet in order], tray)


def allocation_now(cycle: Cycle, policy: str | None = None) -> dict[str, Any]:
    """The allocation as it stands, under another policy than the cycle's if one is named. Six statements."""
    with snapshot():
        cycle.refresh_from_db(fields=["revision", "policy"])
        inputs = load(cycle)
        revision = cycle.revision
    return allocation(revision, replace(inputs, policy=Policy(policy)) if policy else inputs)


def allocation(revision: int, inputs: Inputs) -> dict[str, Any]:
    """The body of the allocation resource; amounts are texts with one decimal, in person-weeks.

    Ranks are absolute, and teams go by their slugs: what integrators know them by.
    """
    result = inputs.allocation
    ranks = {candidate.id: rank for rank, candidate in enumerate(inputs.candidates, start=1)}
    names = Names(ranks=ranks, teams={})
    return {
        "policy": str(result.policy),
        "revision": revision,
        "funded": list(result.funded),
        "unfunded": [_waiting(result, waiting, names) for waiting in result.unfunded.values()],
        "line": {"bet": result.line, "rank": ranks[result.line]} if result.line is not None else None,
        "team_lines": [{"team": team, "bet": bet, "rank": ranks[bet]} for team, bet in result.team_lines.items()],
        "teams": [_team(result, team) for team in sorted(result.capacity)],
    }


def _waiting(result: Allocation, waiting: Waiting, names: Names) -> dict[str, Any]:
    sentence = why(result, waiting.bet, names)
    return {
        "bet": waiting.bet,
        "reason": str(waiting.reason),
        "sentence": str(sentence),
        "teams": list(waiting.teams),
        "short": _weeks(waiting.short),
        "turn_price": _weeks(waiting.turn_price),
        "no_regret_price": _weeks(waiting.no_regret_price),
    }


def _team(result: Allocation, team: str) -> dict[str, Any]:
    return {
        "team": team,
        "capacity": weeks(result.capacity[team]),
        "used": weeks(result.used[team]),
        "left": weeks(result.leftover[team]),
        "idle_behind": result.idle_behind.get(team),
    }


def _weeks(tenths: Mapping[str, int]) -> dict[str, str]:
    return {team: weeks(amount) for team, amount in tenths.items()}


def _rows(cycle: Cycle, bets: list[Bet]) -> tuple[BetRow, ...]:
    keys = {bet.pk: BetKey(bet.external_source or OUR_SOURCE, bet.external_id or str(bet.pk)) for bet in bets}
    demand: dict[int, dict[str, int]] = {}
    for bet_id, team, tenths in Demand.objects.filter(bet__cycle=cycle).values_list("bet_id", "team__slug", "tenths"):
        demand.setdefault(bet_id, {})[team] = tenths
    needs = _keys(Need.objects.filter(cycle=cycle).values_list("bet_id", "prerequisite_id"), keys)
    excludes = _keys(Exclusion.objects.filter(cycle=cycle).values_list("bet_id", "other_id"), keys)
    return tuple(
        BetRow(
            external_source=keys[bet.pk].external_source,
            external_id=keys[bet.pk].external_id,
            rank=bet.rank.position if hasattr(bet, "rank") else None,
            title=bet.title,
            owner=bet.owner.person.email,
            link=bet.link,
            thesis=bet.thesis,
            must_do=bet.must_do,
            needs=needs.get(bet.pk, ()),
            excludes=excludes.get(bet.pk, ()),
            needs_no_team=bet.needs_no_team,
            demand=demand.get(bet.pk, {}),
        )
        for bet in bets
    )


def _keys(pairs: Any, keys: Mapping[int, BetKey]) -> dict[int, tuple[BetKey, ...]]:
    """The other bets of each bet; those that are neither ranked nor in the tray are not exported."""
    result: dict[int, tuple[BetKey, ...]] = {}
    for bet, other in pairs:
        if other in keys:
            result[bet] = (*result.get(bet, ()), keys[other])
    return result


def _share(row: Capacity) -> CapacityRow:
    return CapacityRow(
        team=row.team.slug,
        raw_tenths=row.raw_tenths,
        reserve_permille=row.reserve_permille,
        carry_over_tenths=row.carry_over_tenths,
    )
