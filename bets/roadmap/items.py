"""What a run did with each bet, as it is kept and shown. Pure."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

MADE, FOUND, EDITED, RANKED, SEEN, GONE, REFUSED, LEFT = (
    "made", "found", "edited", "ranked", "seen", "gone", "refused", "left",
)  # fmt: skip

_CHANGES = (MADE, FOUND, EDITED, RANKED, SEEN)


@dataclass(frozen=True, slots=True)
class Item:
    bet: int
    title: str
    what: str
    sentence: str
    key: str = ""


def kept(items: Iterable[Item]) -> list[dict[str, Any]]:
    return [asdict(item) for item in items]


def read(rows: Iterable[dict[str, Any]]) -> tuple[Item, ...]:
    return tuple(Item(**row) for row in rows)


def changed(items: Iterable[Item]) -> int:
    return sum(item.what in _CHANGES for item in items)


def refused(items: Iterable[Item]) -> int:
    return sum(item.what in (REFUSED, GONE) for item in items)
