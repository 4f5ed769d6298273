"""One open stream: what it is to be sent, in a queue that has an end."""

import asyncio
from collections.abc import Hashable

from journal.live import sse

MOST = 100
"""Pieces that wait for a browser that does not read. About 10 kB; then it has to fetch everything anyway."""


class Watcher:
    """Follows `topics` of one board. `seat` is what the keeper judges it by: who, and by which right."""

    __slots__ = ("_pieces", "_some", "is_over", "known", "seat", "topics")

    def __init__(self, seat: Hashable, topics: frozenset[str]) -> None:
        self.seat = seat
        self.topics = topics
        self.known = 0  # of the board's numbers: what it was sent when it came
        self.is_over = False
        self._pieces: list[bytes] = []
        self._some = asyncio.Event()

    def put(self, piece: bytes, newest: int) -> None:
        """To be sent when the browser takes it. One that takes nothing is told to fetch everything, and to come back.

        Afterwards it begins anew, and hears again whether the broker is there: no state of it can be lost here.
        """
        if self.is_over or not piece:
            return
        if len(self._pieces) >= MOST:
            self._pieces = [sse.resync(newest)]
            self.is_over = True
        else:
            self._pieces.append(piece)
        self._some.set()

    def end(self) -> None:
        """Nothing more is put; what was put is still sent."""
        self.is_over = True
        self._some.set()

    async def take(self) -> bytes:
        """All that waits, at once, as soon as there is something. Empty when it is over."""
        await self._some.wait()
        taken = b"".join(self._pieces)
        self._pieces.clear()
        if not self.is_over:
            self._some.clear()
        return taken
