"""The stream door: `GET /live/?topic=cycle:7&after=1309` answers with every change of the topics after 1309.

An ASGI application of its own. Django's would keep a thread for each open request, and its middleware is for pages.
"""

import asyncio
from functools import partial

from django.db import Error as DatabaseAway

from api.asgi import Receive, Scope, Send
from api.asker import Asker, Refused, asker
from journal.live import sse
from journal.live.hub import Closing, Hub
from journal.live.reading import ask
from journal.live.watcher import Watcher

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-transform"),  # no-transform: nobody may gather it in order to compress it
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


async def stream(hub: Hub, scope: Scope, receive: Receive, send: Send) -> None:
    """One request, from who it is to the end of the line. While it is open, the database knows nothing of it."""
    try:
        asked = await ask(partial(asker, scope))
        watcher = await _watcher(hub, asked)
    except Refused as refused:
        await _refuse(send, refused.status)
        return
    try:
        await _pour(watcher, receive, send)
    finally:
        hub.leave(asked.board, watcher)


async def _watcher(hub: Hub, asked: Asker) -> Watcher:
    try:
        return await hub.open(asked.board, asked.seat, asked.topics, asked.after)
    except (Closing, DatabaseAway) as error:
        raise Refused(503) from error


async def _pour(watcher: Watcher, receive: Receive, send: Send) -> None:
    """Until the watcher's stream is over, or the browser is gone: whichever is first."""
    gone = asyncio.ensure_future(_gone(receive))
    gone.add_done_callback(lambda _: watcher.end())
    try:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await send({"type": "http.response.body", "body": sse.RETRY, "more_body": True})
        while piece := await watcher.take():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"0"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
