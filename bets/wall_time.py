"""What a wall clock's time means as an instant. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Meant:
    """`at` in UTC. `is_double`: the clocks show this time twice that day, and the earlier is meant."""

    at: datetime
    is_double: bool


def instant(wall: datetime, zone: str) -> Meant | None:
    """The instant at which the clocks of `zone` show `wall`, which has no zone; None for a time that they leap over."""
    there = wall.replace(tzinfo=ZoneInfo(zone), fold=0)
    at = there.astimezone(UTC)
    if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall.replace(fold=0):
        return None
    return Meant(at, is_double=there.utcoffset() != there.replace(fold=1).utcoffset())
