"""Django's pages, a WSGI application, behind a server that speaks ASGI: one change of threads there, and one back.

The middleware of `a2wsgi` has the thread of a page wait for the event loop at the head of an answer, at each part and
at the end. Here an answer crosses over when it is whole, a long one in pieces; the reading of a request is the
library's.
"""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

from a2wsgi.wsgi import Body, build_environ

from api.asgi import Message, Receive, Scope, Send

PIECE = 256 * 1024
"""Bytes of an answer that wait for the rest of it."""

Pages = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Behind:
    """Asks `pages` in so many threads."""

    def __init__(self, pages: Pages, threads: int) -> None:
        self._pages = pages
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        environ: Any = build_environ(scope, Body(loop, receive))  # type: ignore[arg-type]
        answer = _Answer(loop, send)
        await loop.run_in_executor(self._threads, copy_context().run, self._ask, environ, answer)
        await answer.end()

    def _ask(self, environ: dict[str, Any], answer: "_Answer") -> None:
        parts = self._pages(environ, answer.start)
        try:
            for part in parts:
                answer.add(part)
        finally:
            getattr(parts, "close", lambda: None)()  # Django gives its connection back here


class _Answer:
    """What a page has answered so far and nobody was sent. `start` and `add` are called in the thread of the page."""

    def __init__(self, loop: asyncio.AbstractEventLoop, send: Send) -> None:
        self._loop = loop
        self._send = send
        self._head: Message | None = None
        self._parts: list[bytes] = []
        self._size = 0

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], None]:
        """As PEP 3333 says."""
        encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self._head = {"type": "http.response.start", "status": int(status.split(" ", 1)[0]), "headers": encoded}
        return self.add

    def add(self, part: bytes) -> None:
        self._parts.append(part)
        self._size += len(part)
        if self._size >= PIECE:
            asyncio.run_coroutine_threadsafe(self._pass_on(more=True), self._loop).result()

    async def end(self) -> None:
        await self._pass_on(more=False)

    async def _pass_on(self, *, more: bool) -> None:
        if self._head is not None:
            await self._send(self._head)
            self._head = None
        body, self._parts, self._size = b"".join(self._parts), [], 0
        await self._send({"type": "http.response.body", "body": body, "more_body": more})
