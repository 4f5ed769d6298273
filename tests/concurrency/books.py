"""The audit after the play: what clients were told, held against the log and the stored order."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bets.actions.leaving import Left
from bets.actions.orders import Ordered
from bets.actions.ranking import Moved
from bets.events import act_of
from bets.ordering import TornLog
from journal.models import Event
from tests.concurrency.acts import Answer
from tests.concurrency.client import Diary
from tests.concurrency.table import Table


@dataclass(frozen=True)
class Audit:
    """Each a list of what is wrong; all are empty after a good play."""

    lost: list[str]  # acknowledged, changed something, and not in the log
    double: list[str]  # in the log more than once
    two_answers: list[str]  # one request, answered in two ways
    unasked: list[str]  # in the log although nobody was told so
    mistold: list[str]  # the answer is not the order of its revision
    torn: list[int]  # revisions at which a read was not 1..n
    untrue: list[int]  # revisions at which a read was another order than the log's
    log: list[str]  # what is wrong with the log itself

    def __bool__(self) -> bool:
        return any(vars(self).values())


def audit(table: Table, diary: Diary) -> Audit:
    events = list(Event.objects.filter(topic=table.cycle.topic).order_by("number"))
    log: list[str] = []
    orders = _orders(events, log)
    tags = Counter(str(event.data["reason"]) for event in events if "reason" in event.data)
    undone = Counter((event.revision, event.data["undoes"]) for event in events if event.data.get("act") == "undo")
    if orders and orders.get(max(orders)) != table.look().order:
        log.append("it leads to another order than the stored one")
    changed = dict(_changed(diary))
    looks = [*diary.looks, *diary.torn_within]
    return Audit(
        lost=[tag for tag, answer in changed.items() if not _in_log(diary, tag, answer, tags, undone)],
        double=[tag for tag, count in tags.items() if count > 1],
        two_answers=[*_told_twice(diary)],
        unasked=[tag for tag in tags if tag not in diary.answers],
        mistold=[tag for tag, answers in diary.answers.items() for each in answers if not _true(each, orders)],
        torn=[look.revision for look in looks if not look.dense],
        untrue=[look.revision for look in diary.looks if look.dense and orders.get(look.revision) != look.order],
        log=log + _count(events, changed, diary),
    )


def _orders(events: list[Event], log: list[str]) -> dict[int, list[int]]:
    """The order at each revision, as far as the log can be replayed."""
    order: list[int] = []
    orders: dict[int, list[int]] = {}
    try:
        for place, event in enumerate((each for each in events if each.revision is not None), start=1):
            if event.revision != place:
                log.append(f"change {place} of the order is revision {event.revision}")
            order = act_of(event.data).apply(order)
            orders[place] = order
    except TornLog as torn:
        log.append(f"it is torn: {torn}")
    return orders


def _changed(diary: Diary) -> Iterator[tuple[str, Answer]]:
    """The acknowledged acts that must have left an event. A restore may have found nothing to do."""
    for tag, (answer, *_) in diary.answers.items():
        kind = diary.acts[tag].kind
        moved = isinstance(answer, Moved) and answer.start != answer.to
        if moved or kind in ("undo", "adopt", "withdraw", "decline"):
            yield tag, answer


def _in_log(
    diary: Diary, tag: str, answer: Answer, tags: Counter[str], undone: Counter[tuple[int | None, int]]
) -> bool:
    act = diary.acts[tag]
    if isinstance(answer, Ordered) and act.kind == "undo":
        return undone[answer.revision, act.undoes or 0] == 1
    return tags[tag] > 0


def _told_twice(diary: Diary) -> Iterator[str]:
    for tag, (first, *others) in diary.answers.items():
        if any(other != first for other in others):
            yield tag


def _true(answer: Answer, orders: dict[int, list[int]]) -> bool:
    order = orders.get(answer.revision)
    if isinstance(answer, Left):
        return order is not None and answer.bet not in order
    return order == answer.order


def _count(events: list[Event], changed: dict[str, Answer], diary: Diary) -> list[str]:
    """As many events as acknowledged changes: one each."""
    known = {"bets.ranking.changed", "bets.bet.withdrawn", "bets.bet.declined"}
    written = sum(event.kind in known and event.data.get("act") not in ("import", "restore") for event in events)
    return [] if written == len(changed) else [f"{written} events for {len(changed)} acknowledged changes"]
