"""Which point of decision a blocker can wait for: NOW, FIRST or ROOM. Pure; rules E2.

A *point* is a session or a checkpoint. Every instant is in UTC, and a box is the minutes of one item.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

NOW, FIRST, ROOM = "now", "first", "room"


@dataclass(frozen=True, slots=True)
class Point:
    """A session or checkpoint that is planned or running. [starts_at, ends_at)"""

    starts_at: datetime
    ends_at: datetime
    is_running: bool = False

    def seen_at(self, now: datetime) -> "Point":
        """What can still be heard in it: one that runs, or should and was not opened yet, begins now."""
        return Point(max(now, self.starts_at), self.ends_at, self.is_running)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A blocker that is neither decided nor unblocked. `heard`: carried in the running session, so it waits for the
    next one.
    """

    id: int
    due_at: datetime
    heard: bool = False


def next_point(points: Iterable[Point], now: datetime, *, heard: bool = False) -> Point | None:
    """The running one, else the next that begins; for what was `heard` in the running one, the next."""
    standing = sorted(points, key=lambda point: (not point.is_running, point.starts_at))
    open_ones = [point for point in standing if (point.is_running and not heard) or _is_ahead(point, now)]
    return open_ones[0].seen_at(now) if open_ones else None


def routes(waiting: Sequence[Waiting], points: Sequence[Point], now: datetime, box: int) -> Mapping[int, str]:
    """The route of each, by its id. `box` in minutes."""
    found: dict[int, str] = {}
    for heard in (False, True):
        these = [each for each in waiting if each.heard is heard]
        found |= _routes(these, next_point(points, now, heard=heard), timedelta(minutes=box))
    return found


def _routes(waiting: Sequence[Waiting], point: Point | None, box: timedelta) -> dict[int, str]:
    """By due time: a FIRST item whose box, after those of all that are due before it, does not end in time is NOW.

    As all boxes are alike, nothing would be won by turning away another than the one that does not fit.
    """
    found: dict[int, str] = {}
    taken = timedelta()
    for each in sorted(waiting, key=lambda each: (each.due_at, each.id)):
        route = _alone(each.due_at, point, box)
        if route == FIRST and point is not None:
            if point.starts_at + taken + box > each.due_at:
                route = NOW
            else:
                taken += box
        found[each.id] = route
    return found


def _alone(due_at: datetime, point: Point | None, box: timedelta) -> str:
    """The route of one blocker if there were no other."""
    if point is None or due_at < point.starts_at + box:
        return NOW
    return FIRST if due_at < point.ends_at else ROOM


def _is_ahead(point: Point, now: datetime) -> bool:
    """Planned, and not over: one that begins late is still the next."""
    return not point.is_running and point.ends_at > now
