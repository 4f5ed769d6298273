"""What each team gave to a plan: where its weeks come from, and where they went."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bets.board.ground import Column, Ground
from bets.names import weeks


@dataclass(frozen=True, slots=True)
class Item:
    """Work of the cycle before that takes capacity without having been pitched again."""

    what: str
    weeks: str
    why: str


@dataclass(frozen=True, slots=True)
class Given:
    """In person-weeks, and the share that runs the business in percent; `idle` says behind which bet."""

    name: str
    raw: str
    reserve: str
    carry_over: str
    items: tuple[Item, ...]
    net: str
    used: str
    idle: str
    behind: str


def given(ground: Ground, capacities: Mapping[str, Any]) -> Iterator[Given]:
    """By the teams' names; one that was asked and gave nothing has zeros."""
    nothing = {"raw": 0, "reserve_permille": 0, "carry_over": 0, "items": [], "net": 0}
    for column in ground.columns:
        yield _given(ground, column, capacities.get(column.slug, nothing))


def _given(ground: Ground, column: Column, parts: Mapping[str, Any]) -> Given:
    allocation, slug = ground.allocation, column.slug
    behind = allocation.idle_behind.get(slug)
    left = allocation.leftover.get(slug, 0)
    return Given(
        name=column.name,
        raw=weeks(parts["raw"]),
        reserve=f"{parts['reserve_permille'] / 10:g} %",
        carry_over=weeks(parts["carry_over"]),
        items=tuple(Item(what, weeks(tenths), why) for what, tenths, why in parts["items"]),
        net=weeks(parts["net"]),
        used=weeks(allocation.used.get(slug, 0)),
        idle=weeks(left) if left else "",
        behind=ground.names.bet(behind) if behind is not None and left else "",
    )
