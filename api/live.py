"""What a web process does for all of its streams, from its start to its stop."""

import asyncio
import signal
from collections.abc import Coroutine

from django.conf import settings

from api.asgi import Receive, Scope, Send
from api.stream import stream
from eteam.following import Keeper
from journal.live import publishing
from journal.live.hub import Hub
from journal.live.rounds import keep_alive, keep_judging
from journal.live.subscription import listen


class Live:
    """The door at `/live/` with the hub behind it. To be started in the event loop."""

    def __init__(self) -> None:
        self._hub = Hub(Keeper())
        self._tasks: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await stream(self._hub, scope, receive, send)

    def start(self) -> None:
        hub = self._hub
        works: list[Coroutine[None, None, None]] = [
            listen(hub, settings.REDIS_URL, publishing.name()),
            keep_alive(hub),
            keep_judging(hub),
        ]
        self._tasks = [asyncio.ensure_future(work) for work in works]
        _when_told_to_stop(hub)

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _when_told_to_stop(hub: Hub) -> None:
    """An open stream would hold up the server's stop until it is killed; so the same signal ends the streams.

    asyncio reads signals from a pipe and leaves Python's own handlers idle, so this stands beside the server's.
    """
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda number, frame: loop.call_soon_threadsafe(hub.close) and None)
