"""A time as the revision of what it belongs to: another time, another revision. Pure."""

from datetime import datetime

_MINUTE = 60


def revision_of(at: datetime) -> int:
    """Minutes since 1970."""
    return int(at.timestamp()) // _MINUTE
