"""The audit after a play: the events, the rows of what was to be sent, and what the receiver wrote down."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from tests.faults.rig import Rig
from tests.faults.webhooks.receiver import Arrival

Message = tuple[str, int]
"""The path of an endpoint and the number of an event on its board."""

_WANTED = """
SELECT endpoint.url, event.number FROM journal_event AS event
JOIN journal_endpoint AS endpoint USING (board_id)
WHERE event.board_id = ANY(%s) AND event.kind = ANY(endpoint.kinds)
"""

_OPEN = """
SELECT count(*) FROM journal_delivery AS delivery JOIN journal_endpoint AS endpoint ON endpoint.id = endpoint_id
WHERE endpoint.board_id = ANY(%s) AND state <> 'delivered'
"""


@dataclass(frozen=True)
class Ledger:
    """Each a list of what is wrong; only `repeats` may be more than nothing after a good play."""

    missing: list[Message]
    unasked: list[Message]
    out_of_order: list[Message]  # seen for the first time after a later one
    unsigned: list[Message]
    two_ids: list[Message]
    repeats: int

    def is_clean(self) -> bool:
        return not (self.missing or self.unasked or self.out_of_order or self.unsigned or self.two_ids)


def wanted(rig: Rig, boards: Collection[int], url: str) -> set[Message]:
    """What every endpoint was to be told, by the journal itself."""
    with rig.database() as connection:
        return {(where.removeprefix(url), number) for where, number in connection.execute(_WANTED, [list(boards)])}


def still_open(rig: Rig, boards: Collection[int]) -> int:
    with rig.database() as connection:
        row = connection.execute(_OPEN, [list(boards)]).fetchone()
    return int(row[0]) if row else 0


def compared(wanted: set[Message], arrivals: Iterable[Arrival]) -> Ledger:
    arrivals = list(arrivals)
    ids: dict[Message, set[str]] = {}
    for each in arrivals:
        ids.setdefault((each.where, each.number), set()).add(each.id)
    came = Counter((each.where, each.number) for each in arrivals)
    return Ledger(
        missing=sorted(wanted - ids.keys()),
        unasked=sorted(ids.keys() - wanted),
        out_of_order=list(_out_of_order(ids)),
        unsigned=[(each.where, each.number) for each in arrivals if not each.is_signed],
        two_ids=[message for message, known in ids.items() if len(known) > 1],
        repeats=came.total() - len(came),
    )


def _out_of_order(first_seen: Iterable[Message]) -> Iterator[Message]:
    """`first_seen` in the order in which they were."""
    by_endpoint: dict[str, list[int]] = {}
    for where, number in first_seen:
        by_endpoint.setdefault(where, []).append(number)
    for where, numbers in by_endpoint.items():
        yield from ((where, later) for before, later in pairwise(numbers) if later <= before)
