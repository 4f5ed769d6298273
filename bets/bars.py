"""Where the board's bars are drawn, as percentages of a width. Pure.

Amounts are whole tenths of person-weeks; a percentage is text, as SVG takes it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

NET = 84.0
"""Where the rail marks a team's net capacity: what does not fit is drawn past it, to the same scale."""

_GAP = 0.5
_LEAST = 2.0
"""A part narrower than this could not be seen."""


@dataclass(frozen=True, slots=True)
class Span:
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Rail:
    """One team: a segment per funded bet, then what does not fit or what is idle, and where its capacity ends."""

    used: tuple[Span, ...]
    over: Span | None
    idle: Span | None
    net: str


def span(start: float, width: float) -> Span:
    return Span(f"{start:.4g}%", f"{max(width, 0):.4g}%")


def placed(before: int, own: int, net: int) -> Span:
    """A demand where it falls in its team's half-year, behind what stands `before` it. Always visible."""
    if net <= 0:
        return span(0, 100)
    start = min(100 * before / net, 100 - 2 * _LEAST)
    return span(start, min(max(100 * own / net, _LEAST), 100 - start))


def rail(used: Sequence[int], over: int, net: int) -> Rail:
    """`used` in the order in which the bets were funded; `over` is the demand of the bet at the line, or 0."""
    mark = NET if net > 0 else 0.0
    scale = mark / net if net > 0 else 0.0
    ends = [sum(used[: place + 1]) * scale for place in range(len(used))]
    starts = [0.0, *ends]
    end = ends[-1] if ends else 0.0
    idle = mark - end
    return Rail(
        used=tuple(span(start, width * scale - _GAP) for start, width in zip(starts, used, strict=False)),
        over=span(end, min(over * scale if scale else 100.0, 100 - end)) if over else None,
        idle=span(end, idle) if idle > 0 and not over else None,
        net=f"{mark:.4g}%",
    )


def lanes(columns: Collection[int], count: int) -> tuple[Span, ...]:
    """The tinted ones of `count` equal columns, numbered from 1; neighbours are one span."""
    runs: list[list[int]] = []
    for column in sorted(columns):
        if runs and runs[-1][-1] == column - 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return tuple(span(100 * (run[0] - 1) / count, 100 * len(run) / count) for run in runs)
