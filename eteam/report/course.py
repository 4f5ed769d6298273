"""The trend over thirteen weeks, as a line that SVG can draw in percent of its box. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from eteam.report.words import hours, percent

_TOP, _BOTTOM = 12.0, 84.0
"""Percent of the height at which 100 % and 0 % of compliance lie."""

_LEFT = 6.0
"""Percent of the width that the scale takes, so that no line runs through its words."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One week. `x`, `y` none where nothing fell due; `label` only where it is worth the room."""

    week: str
    number: str
    x: str
    y: str | None
    kept: str
    counts: str
    raised: str
    median: str
    label: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """Between two weeks that follow each other; a week without a value leaves a gap."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class Course:
    dots: tuple[Dot, ...]
    strokes: tuple[Stroke, ...]
    top: str = f"{_TOP:g}%"
    middle: str = f"{(_TOP + _BOTTOM) / 2:g}%"
    bottom: str = f"{_BOTTOM:g}%"

    @property
    def is_empty(self) -> bool:
        return all(dot.y is None for dot in self.dots)


def course(trend: Sequence[Mapping[str, Any]]) -> Course:
    dots = [_dot(point, place, len(trend)) for place, point in enumerate(trend)]
    strokes = [
        Stroke(one.x, one.y, other.x, other.y)
        for one, other in pairwise(dots)
        if one.y is not None and other.y is not None
    ]
    return Course(tuple(dots), tuple(strokes))


def _dot(point: Mapping[str, Any], place: int, count: int) -> Dot:
    kept = point["kept"]
    share = kept["percent"]
    y = None if share is None else f"{_BOTTOM - (_BOTTOM - _TOP) * share / 100:.4g}%"
    return Dot(
        week=point["week"],
        number=str(int(point["week"][-2:])),
        x=f"{_LEFT + (100 - _LEFT) * (place + 0.5) / count:.4g}%",
        y=y,
        kept=percent(share),
        counts=f"{kept['met']} of {kept['n']}",
        raised=str(point["raised"]),
        median=hours(point["median"]),
        label="" if share is None or place < count - 1 else percent(share),
    )
