"""How values lie: median, nine in ten, mean. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

FEW = 5
"""Of fewer than these a median says less than the values themselves."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Of whole minutes. `values`, in order, where there are fewer than FEW; then the rest is none."""

    n: int
    values: tuple[int, ...] = ()
    median: float | None = None
    p90: float | None = None
    mean: float | None = None
    most: int | None = None


def spread(values: Sequence[int]) -> Spread:
    ordered = tuple(sorted(values))
    if len(ordered) < FEW:
        return Spread(len(ordered), values=ordered, most=max(ordered, default=None))
    mean = round(sum(ordered) / len(ordered), 2)
    return Spread(
        len(ordered), (), percentile(ordered, 0.5), percentile(ordered, 0.9), mean=mean, most=ordered[-1]
    )  # fmt: skip


def percentile(ordered: Sequence[int], share: float) -> float:
    """As `percentile_cont`: between the two values around the place, in proportion. `ordered` is not empty."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return round(ordered[below] + (place - below) * (ordered[above] - ordered[below]), 2)


def percent(part: int, whole: int) -> float | None:
    """With one decimal; none of nothing."""
    return round(100 * part / whole, 1) if whole else None
