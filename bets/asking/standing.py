"""Whether what was said about two bets still counts: only while neither of them has moved since. Pure."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from bets.candidates import BetId
from bets.ordering import Act


class OfPair(Protocol):
    """What was said about `first_id` and `second_id`, on the order as it was at `revision`."""

    @property
    def first_id(self) -> BetId: ...
    @property
    def second_id(self) -> BetId: ...
    @property
    def revision(self) -> int: ...


T = TypeVar("T", bound=OfPair)


def standing(rows: Iterable[T], acts: Sequence[tuple[int, Act]]) -> list[T]:
    """Those of `rows` that still count. `acts`: what changed the order, each with the revision that it made."""
    return [row for row in rows if not any(_moved(row, revision, act) for revision, act in acts)]


def _moved(row: OfPair, revision: int, act: Act) -> bool:
    return revision > row.revision and act.touches((row.first_id, row.second_id))
