"""What is done for all watchers again and again."""

import asyncio
import logging
from contextlib import suppress

from journal.live import sse
from journal.live.hub import Hub

ALIVE = 10.0
"""Seconds between two signs of life, so that a page notices a dead line."""

JUDGE = 2.0
"""Seconds between two looks at everybody's rights and every board's newest number.

Short enough that a page hears of a change within three seconds even if no message of it was ever published.
"""

REST = 0.2
"""Seconds between two looks at least, however much is heard."""

logger = logging.getLogger(__name__)


async def keep_alive(hub: Hub) -> None:
    while True:
        await asyncio.sleep(ALIVE)
        hub.tell(sse.ALIVE)


async def keep_judging(hub: Hub) -> None:
    """At once when something was heard that is about rights, and in any case every JUDGE seconds."""
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(hub.is_about_rights.wait(), JUDGE)
        hub.is_about_rights.clear()
        try:
            await hub.judge()
        except Exception:  # whatever it was: without this loop nobody would ever be shown out
            logger.exception("could not judge the watchers")
        await asyncio.sleep(REST)
