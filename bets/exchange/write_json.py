"""The whole cycle as one JSON document, that can be read again."""

import orjson

from bets.exchange.cells import references
from bets.exchange.rows import BetRow, CapacityRow, CycleExport
from bets.names import weeks


def document(export: CycleExport) -> bytes:
    """Ranking and allocation as the REST resources have them; bets and capacity as an import reads them.

    Amounts are texts with one decimal, in person-weeks or percent; `rank` is null in the tray.
    """
    members = {
        "board": export.board,
        "cycle": export.cycle,
        "policy": export.policy,
        "revision": export.revision,
        "ranking": export.ranking,
        "allocation": export.allocation,
        "bets": [_bet(bet) for bet in export.bets],
        "capacity": [_capacity(row) for row in export.capacity],
    }
    return orjson.dumps(members, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _bet(bet: BetRow) -> dict[str, object]:
    return {
        "external_source": bet.external_source,
        "external_id": bet.external_id,
        "rank": bet.rank,
        "title": bet.title,
        "owner": bet.owner,
        "link": bet.link,
        "thesis": bet.thesis,
        "must_do": bet.must_do,
        "needs": references(bet.needs, bet.external_source),
        "excludes": references(bet.excludes, bet.external_source),
        "needs_no_team": bet.needs_no_team,
        "demand": {team: weeks(tenths) for team, tenths in bet.demand.items()},
    }


def _capacity(row: CapacityRow) -> dict[str, object]:
    return {
        "team": row.team,
        "person_weeks": weeks(row.raw_tenths),
        "reserve_percent": weeks(row.reserve_permille),
        "carry_over": weeks(row.carry_over_tenths),
    }
