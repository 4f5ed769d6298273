"""The web server with the regular look at everybody's rights taken away: what shows that the tests would notice."""

import asyncio

from journal.live import rounds
from journal.live.hub import Hub


async def _never(hub: Hub) -> None:
    await asyncio.Event().wait()


rounds.keep_judging = _never

from config.asgi import application  # noqa: E402  takes what stands there by now

__all__ = ["application"]
