"""Records to bets, cell by cell: a cell that is refused is told, and the row goes on with nothing in it."""

from collections.abc import Iterator, Sequence
from functools import partial

from bets.exchange import fields, numbers
from bets.exchange.columns import DEMAND
from bets.exchange.problems import Problems
from bets.exchange.rows import BetRow
from bets.exchange.table import Record


def bet_rows(records: Sequence[Record], problems: Problems, *, first_setup: bool) -> Iterator[BetRow]:
    """One bet per record, in order. At first set-up each one has a rank, or says that it has none."""
    for record in records:
        yield _bet(record, problems, first_setup=first_setup)


def _bet(record: Record, problems: Problems, *, first_setup: bool) -> BetRow:
    source = record.take("external_source", fields.source, "", problems)
    listed = partial(fields.references, own_source=source)
    return BetRow(
        line=record.line,
        external_source=source,
        external_id=record.take("external_id", fields.external_id, "", problems),
        rank=record.take("rank", numbers.told_rank if first_setup else numbers.optional_rank, None, problems),
        title=record.take("title", fields.title, "", problems),
        owner=record.take("owner", fields.owner, "", problems),
        link=record.take("link", fields.link, "", problems),
        thesis=record.take("thesis", fields.thesis, "", problems),
        must_do=record.take("must_do", fields.yes, False, problems),
        needs=record.take("needs", listed, (), problems),
        excludes=record.take("excludes", listed, (), problems),
        needs_no_team=record.take("needs_no_team", fields.yes, False, problems),
        demand=_demand(record, problems),
    )


def _demand(record: Record, problems: Problems) -> dict[str, int]:
    columns = [name for name in record.cells if name.startswith(DEMAND)]
    return {name.removeprefix(DEMAND): record.take(name, numbers.demand, 0, problems) for name in columns}
