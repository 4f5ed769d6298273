"""A line that can be spoilt: passes on what comes to a socket, as far as the weather lets it through.

Runs on a loop and a thread of its own. Both ends are a port of 127.0.0.1 or the path of a unix socket.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Self

Where = Path | int

_PIECE = 1 << 16
_LOOK = 0.01
"""Seconds between two looks at whether a hole has closed."""


@dataclass(frozen=True)
class Weather:
    """What befalls the pieces that pass, as shares of them; a small message and its reply are one piece each.

    `lost`, `torn`: the request is not passed on, or half of it, and the line breaks. `dropped`: the request is passed
    on, the reply is not, and the line breaks. `late`: a piece waits for `seconds`. `hole`: nothing passes either way.
    """

    lost: float = 0
    torn: float = 0
    dropped: float = 0
    late: float = 0
    seconds: float = 0.05
    hole: bool = False


CALM = Weather()


class Broken(Exception):
    """The line breaks here."""


class Proxy:
    """A context. `weather` may be set at any moment, from any thread."""

    def __init__(self, at: Where, to: Where, weather: Weather = CALM, seed: int = 1) -> None:
        self.weather = weather
        self.spoilt = 0  # pieces that something befell
        self.at, self._to = at, to
        self._random = Random(seed)
        self._lines: set[asyncio.WriteTransport] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    def refuse(self) -> None:
        """Nobody listens there any more; lines that stand remain."""

        async def close() -> None:  # in the loop's own thread: a line that ends at the same time wakes the server too
            self._server.close()

        self._do(close())

    def listen(self) -> None:
        self._server = self._do(_served(self.at, self._joined))

    def cut(self) -> None:
        """Every line that stands breaks."""

        async def abort() -> None:
            for line in self._lines:
                line.abort()

        self._do(abort())

    def __enter__(self) -> Self:
        self._thread.start()
        self.listen()
        return self

    def __exit__(self, *_: object) -> None:
        self.weather = CALM
        self.refuse()
        self.cut()
        self._do(self._joins_end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _joins_end(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for each in others:
            each.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _joined(self, ours: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        try:
            theirs, on = await _connected(self._to)
        except OSError:
            back.transport.abort()
            return
        self._lines |= {back.transport, on.transport}
        ways = [asyncio.ensure_future(self._pass(ours, on, self._asked)),
                asyncio.ensure_future(self._pass(theirs, back, self._told))]  # fmt: skip
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._part(ways, back.transport, on.transport)

    def _part(self, ways: "list[asyncio.Task[None]]", *lines: asyncio.WriteTransport) -> None:
        """Ends both halves: with what is still on the way where one side hung up, at once where the line broke."""
        broke = any(way.done() and not way.cancelled() and way.exception() for way in ways)
        for way in ways:
            way.cancel()
        for line in lines:
            line.abort() if broke else line.close()
            self._lines.discard(line)

    async def _pass(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter,
        judged: Callable[[bytes, asyncio.StreamWriter], Awaitable[None]],
    ) -> None:  # fmt: skip
        while piece := await source.read(_PIECE):
            while self.weather.hole:
                await asyncio.sleep(_LOOK)
            if self._befalls(self.weather.late):
                await asyncio.sleep(self.weather.seconds)
            await judged(piece, sink)
            sink.write(piece)
            await sink.drain()

    async def _asked(self, piece: bytes, sink: asyncio.StreamWriter) -> None:
        if self._befalls(self.weather.lost):
            raise Broken
        if self._befalls(self.weather.torn):
            sink.write(piece[: len(piece) // 2])
            await sink.drain()
            raise Broken

    async def _told(self, piece: bytes, sink: asyncio.StreamWriter) -> None:
        if self._befalls(self.weather.dropped):
            raise Broken

    def _befalls(self, share: float) -> bool:
        befallen = self._random.random() < share
        self.spoilt += befallen
        return befallen


Joined = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def _served(at: Where, joined: Joined) -> asyncio.Server:
    if isinstance(at, int):
        return await asyncio.start_server(joined, "127.0.0.1", at)
    return await asyncio.start_unix_server(joined, at)


async def _connected(to: Where) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    if isinstance(to, int):
        return await asyncio.open_connection("127.0.0.1", to)
    return await asyncio.open_unix_connection(to)
