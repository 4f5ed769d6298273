"""The audit after a play: what clients were told, held against the log and the stored order."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bets.events import act_of
from bets.ordering import TornLog
from tests.faults.diary import Diary, Look
from tests.faults.reader import read_stored
from tests.faults.rig import Rig, Table

_LOG = "SELECT revision, data FROM journal_event WHERE topic = %s AND revision IS NOT NULL ORDER BY number"

Event = tuple[int, dict[str, Any]]
"""The revision that it made, and its data."""


@dataclass(frozen=True)
class Audit:
    """Each a list of what is wrong; all are empty after a good play."""

    lost: list[str]  # acknowledged, changed something, and not in the log
    double: list[str]  # in the log more than once
    unasked: list[str]  # in the log although nobody was told so
    mistold: list[str]  # the answer is not the order of its revision
    torn: list[Look]  # a read that had not each bet once, at 1..n
    untrue: list[int]  # revisions at which a read was another order than the log's
    log: list[str]  # what is wrong with the log itself
    broken: list[str]  # an answer that nobody may get
    given_up: list[str]  # moves that were never answered


NOTHING_WRONG = Audit(*([] for _ in range(9)))


def audit(rig: Rig, table: Table, diary: Diary) -> Audit:
    return compared(written(rig, table), read_stored(rig, table), table, diary)


def written(rig: Rig, table: Table) -> list[Event]:
    """The log of the order, the oldest event first."""
    with rig.database() as connection:
        return [(int(revision), data) for revision, data in connection.execute(_LOG, [table.topic])]


def compared(events: list[Event], stored: Look, table: Table, diary: Diary) -> Audit:
    """`stored`: the order as it is at the end."""
    problems: list[str] = []
    orders = _orders(events, problems)
    if orders and orders[max(orders)] != stored.order:
        problems.append("it leads to another order than the stored one")
    tags = Counter(data["reason"] for _, data in events if "reason" in data)
    bets = frozenset(table.bets)
    looks = [*diary.looks, stored]
    return Audit(
        lost=[tag for tag, move in diary.moves.items() if move.changed and not tags[tag]],
        double=[tag for tag, count in tags.items() if count > 1],
        unasked=[tag for tag in tags if tag not in diary.moves or not diary.moves[tag].changed],
        mistold=[tag for tag, move in diary.moves.items() if orders.get(move.revision) != move.order],
        torn=[look for look in looks if not look.is_whole(bets)],
        untrue=[look.revision for look in looks if look.is_whole(bets) and orders.get(look.revision) != look.order],
        log=problems,
        broken=diary.broken,
        given_up=diary.given_up,
    )


def _orders(events: list[Event], problems: list[str]) -> dict[int, tuple[int, ...]]:
    """The order at each revision, as far as the log can be replayed."""
    orders: dict[int, tuple[int, ...]] = {}
    try:
        for place, (revision, order) in enumerate(_replayed(events), start=1):
            if revision != place:
                problems.append(f"change {place} of the order is revision {revision}")
            orders[revision] = order
    except TornLog as torn:
        problems.append(f"it is torn: {torn}")
    return orders


def _replayed(events: list[Event]) -> Iterator[tuple[int, tuple[int, ...]]]:
    order: list[int] = []
    for revision, data in events:
        order = act_of(data).apply(order)
        yield revision, tuple(order)
