"""The door for the web server: streams at `/live/`, and Django's WSGI handler for everything else, on one port.

Under Django's own ASGI handler every synchronous middleware would cost each page a change of threads.
"""

import os
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_django: Any = get_wsgi_application()

from api.asgi import Application, Message, Receive, Scope, Send  # noqa: E402  reads models, which Django must know
from api.live import Live  # noqa: E402
from config.pages import Behind  # noqa: E402

THREADS = 6
"""For pages. With the two in which streams ask, no more than the eight connections of the database pool."""


class TwoDoors:
    def __init__(self, live: Live, pages: Application) -> None:
        self._live = live
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live_through(receive, send)
        elif scope["type"] == "http" and scope["path"] == "/live/":
            await self._live(scope, receive, send)
        else:
            await self._pages(scope, _whole(receive), send)

    async def _live_through(self, receive: Receive, send: Send) -> None:
        """The server says when it begins and, after the last answer, when it ends."""
        await receive()
        self._live.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._live.stop()
        await send({"type": "lifespan.shutdown.complete"})


def _whole(receive: Receive) -> Receive:
    """A request that was cut short is an error, and not one that happened to be shorter: half a text is never saved."""

    async def received() -> Message:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError("The request was cut short.")
        return message

    return received


application = TwoDoors(Live(), Behind(_django, THREADS))
