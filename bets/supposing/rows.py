"""The order as it would be, each bet with the ways to put it elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from bets.allocation import BetId
from bets.board.ground import Entry
from bets.ordering import After, Before
from bets.sentences import why
from bets.supposing.trial import Trial


@dataclass(frozen=True, slots=True)
class Row:
    """`now`: its rank today, if it is another. `mark`: "in" or "out", where it changes. `up` and `down`: addresses."""

    bet: BetId
    rank: int
    now: str
    title: str
    must_do: bool
    is_funded: bool
    mark: str
    why: str
    up: str
    down: str


def rows(trial: Trial) -> Iterator[Row]:
    """#1 first, the must-do bets among the others."""
    order = trial.then.order
    for place, entry in enumerate(order):
        up = trial.supposed.placed(entry.pk, Before(order[place - 1].pk)).query if place else ""
        last = place + 1 == len(order)
        down = "" if last else trial.supposed.placed(entry.pk, After(order[place + 1].pk)).query
        yield _row(trial, entry, place + 1, up, down)


def _row(trial: Trial, entry: Entry, rank: int, up: str, down: str) -> Row:
    then, today = trial.then.allocation, trial.today
    waits = why(then, entry.pk, trial.then.names) if entry.pk in then.unfunded else None
    was_funded = entry.pk in today.allocation.funded
    now = today.names.ranks.get(entry.pk)
    return Row(
        bet=entry.pk,
        rank=rank,
        now="" if now == rank else f"#{now}" if now else "tray",
        title=entry.title,
        must_do=entry.must_do,
        is_funded=waits is None,
        mark="" if was_funded == (waits is None) else "out" if waits else "in",
        why=f"{waits.lead} {waits.rest}".strip() if waits else "",
        up=up,
        down=down,
    )
