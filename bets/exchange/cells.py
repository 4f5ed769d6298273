"""Rows as the cells of a table: texts, whole numbers, numbers with one decimal, and empty ones."""

from collections.abc import Sequence
from decimal import Decimal

from bets.exchange.columns import BETS, CAPACITY, DEMAND
from bets.exchange.fields import reference
from bets.exchange.numbers import IN_TRAY
from bets.exchange.rows import BetKey, BetRow, CapacityRow, CycleExport

Value = str | int | Decimal | None


def bet_table(export: CycleExport) -> list[list[Value]]:
    """A header and one line per bet, with a column for every team that has capacity or is asked for any."""
    asked = {team for bet in export.bets for team in bet.demand}
    teams = sorted(asked | {row.team for row in export.capacity})
    header: list[Value] = [*BETS.known, *(DEMAND + team for team in teams)]
    return [header, *(_bet(bet, teams) for bet in export.bets)]


def capacity_table(export: CycleExport) -> list[list[Value]]:
    """A header and one line per team."""
    return [[*CAPACITY.known], *(_capacity(row) for row in export.capacity)]


def references(keys: Sequence[BetKey], own_source: str) -> list[str]:
    return [reference(key, own_source) for key in keys]


def _bet(bet: BetRow, teams: Sequence[str]) -> list[Value]:
    return [
        bet.external_source,
        bet.external_id,
        IN_TRAY if bet.rank is None else bet.rank,
        bet.title,
        bet.owner,
        bet.link,
        bet.thesis,
        "yes" if bet.must_do else "",
        " ".join(references(bet.needs, bet.external_source)),
        " ".join(references(bet.excludes, bet.external_source)),
        "yes" if bet.needs_no_team else "",
        *(_one_decimal(bet.demand[team]) if team in bet.demand else None for team in teams),
    ]


def _capacity(row: CapacityRow) -> list[Value]:
    tenths = (row.raw_tenths, row.reserve_permille, row.carry_over_tenths)
    return [row.team, *map(_one_decimal, tenths)]


def _one_decimal(tenths: int) -> Decimal:
    return Decimal(tenths).scaleb(-1)
