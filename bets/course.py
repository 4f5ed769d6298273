"""The rank of one bet over time: how it went, and the small picture of it. Pure.

A rank is 1..n, or None in the tray. A picture's coordinates are percentages, as SVG takes them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bets.ordering import Act


@dataclass(frozen=True, slots=True)
class Station:
    """From `revision` on the bet has `rank`."""

    revision: int
    rank: int | None


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight piece of the course: level while a rank holds, upright where it changes."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class Picture:
    """`best` and `worst` are the ranks at its upper and lower edge; `now`: the height at which it ends, if ranked."""

    strokes: tuple[Stroke, ...]
    best: int
    worst: int
    now: str


def course(acts: Iterable[tuple[int, Act]], bet: int) -> Iterator[Station]:
    """The stations of `bet`, from all acts of its order with their revisions, oldest first.

    Only its own place is followed, so each act costs the same, however many bets there are.
    """
    rank: int | None = None
    for revision, act in acts:
        after = _after(act, bet, rank)
        if after != rank:
            yield Station(revision, after)
        rank = after


def _after(act: Act, bet: int, rank: int | None) -> int | None:
    if act.order is not None:
        return act.order.index(bet) + 1 if bet in act.order else None
    if act.bet == bet:
        return act.to
    if rank is None:
        return None
    gap_closed = rank - 1 if act.start is not None and act.start < rank else rank
    return gap_closed + 1 if act.to is not None and act.to <= gap_closed else gap_closed


@dataclass(frozen=True, slots=True)
class _Scale:
    """Revisions are as wide as each other: on a calendar an afternoon of ranking would be a single stroke."""

    first: int
    last: int
    best: int
    worst: int

    def x(self, revision: int) -> str:
        return f"{100 * (revision - self.first) / max(self.last - self.first, 1):.4g}%"

    def y(self, rank: int) -> str:
        return f"{100 * (rank - self.best) / (self.worst - self.best):.4g}%" if self.worst > self.best else "50%"


def picture(stations: Sequence[Station], revision: int) -> Picture | None:
    """From the first station to `revision`, that of now. None where the bet never had a rank."""
    ranks = [station.rank for station in stations if station.rank is not None]
    if not ranks:
        return None
    first = stations[0].revision
    scale = _Scale(first, max(revision, first + 1), min(ranks), max(ranks))
    last = stations[-1].rank
    now = scale.y(last) if last is not None else ""
    return Picture(tuple(_strokes(stations, scale)), scale.best, scale.worst, now)


def _strokes(stations: Sequence[Station], scale: _Scale) -> Iterator[Stroke]:
    before: int | None = None
    ends = [*(station.revision for station in stations[1:]), scale.last]
    for station, end in zip(stations, ends, strict=True):
        start = scale.x(station.revision)
        if station.rank is not None:
            if before is not None:
                yield Stroke(start, scale.y(before), start, scale.y(station.rank))
            yield Stroke(start, scale.y(station.rank), scale.x(end), scale.y(station.rank))
        before = station.rank
