"""Records to the capacity of teams."""

from collections.abc import Iterator, Sequence

from bets.exchange import fields, numbers
from bets.exchange.problems import Problems
from bets.exchange.rows import CapacityRow
from bets.exchange.table import Record


def capacity_rows(records: Sequence[Record], problems: Problems) -> Iterator[CapacityRow]:
    """One team per record, in order; a team that stands there again is told where it does."""
    seen: dict[str, int] = {}
    for record in records:
        row = _capacity(record, problems)
        if row.team and row.team in seen:
            message = f"The team {row.team} is already on line {seen[row.team]}: keep one of the two."
            problems.add(record.line, "team", message, path=record.path)
        seen.setdefault(row.team, record.line)
        yield row


def _capacity(record: Record, problems: Problems) -> CapacityRow:
    return CapacityRow(
        line=record.line,
        team=record.take("team", fields.team, "", problems),
        raw_tenths=record.take("person_weeks", numbers.capacity, 0, problems),
        reserve_permille=record.take("reserve_percent", numbers.permille, 0, problems),
        carry_over_tenths=record.take("carry_over", numbers.carry_over, 0, problems),
    )
