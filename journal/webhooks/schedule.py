"""When a message that was not taken is tried again. Pure."""

from datetime import timedelta

WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=10),
)
"""Before the second attempt, the third, and so on to the eighth and last: 28 hours in all."""

MERGED_WITHIN = timedelta(seconds=5)
"""Of an event that only says what is newest, no more than one in this time."""


def wait_after(attempts: int) -> timedelta | None:
    """How long after the failure of this many attempts; None: there is no other."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None
