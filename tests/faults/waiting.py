"""Waiting for what must become true."""

import time
from collections.abc import Callable

LOOK = 0.05


def comes(holds: Callable[[], object], within: float) -> bool:
    """Whether it becomes true within so many seconds."""
    end = time.monotonic() + within
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(LOOK)
    return True
