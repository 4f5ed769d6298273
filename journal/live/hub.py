"""One process's watchers, and what is brought to them."""

import asyncio
import logging
from collections.abc import Hashable
from functools import partial

from django.db import Error as DatabaseAway

from journal.live import sse
from journal.live.audience import Audience
from journal.live.change import Change
from journal.live.keeper import Judgement, Keeper
from journal.live.reading import ask
from journal.live.replay import read
from journal.live.watcher import Watcher

LEAD = 0.005
"""Seconds after the first message of a while: the answer to whoever made the change goes first."""

GATHER = 0.03
"""Seconds from one giving out to the next."""

PATIENCE = 0.1
"""Seconds in which a number that was overtaken may still arrive, before the database is asked for it."""

logger = logging.getLogger(__name__)


class Closing(Exception):
    """The process is being stopped and takes no more watchers."""


class Hub:
    """Lives in the event loop; everything but `open`, `catch_up` and `judge` happens between two awaits, whole."""

    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper
        self.is_about_rights = asyncio.Event()
        """Set when something was heard that can end somebody's right to watch: judge now."""
        self._boards: dict[int, Audience] = {}
        self._dirty: set[int] = set()
        self._given_out = 0.0
        self._looking: set[asyncio.Task[None]] = set()
        self._is_away = False
        self._is_closing = False

    # --- who watches

    async def open(self, board: int, seat: Hashable, topics: frozenset[str], after: int | None) -> Watcher:
        """A watcher that has been put everything since `after`. Raises Closing, or what the database raises.

        What happens between reading and joining is read once more: the audience is ahead of it then.
        """
        watcher = Watcher(seat, topics)
        while True:
            news = await ask(partial(read, board, after, topics))
            missed = sse.resync(news.newest) if news.changes is None else sse.changes(news.changes)
            watcher.put(missed, news.newest)
            watcher.known = after = news.newest
            if self._join(board, watcher):
                return watcher

    def _join(self, board: int, watcher: Watcher) -> bool:
        if self._is_closing:
            raise Closing
        audience = self._boards.get(board)
        if audience is None:
            audience = self._boards[board] = Audience(watcher.known)
            asyncio.get_running_loop().call_soon(self._look, board)  # for what was told while nobody listened
        if audience.sequence.reached > watcher.known:
            return False
        audience.watchers.add(watcher)
        if self._is_away:
            watcher.put(sse.AWAY, watcher.known)
        return True

    def leave(self, board: int, watcher: Watcher) -> None:
        audience = self._boards[board]
        audience.watchers.discard(watcher)
        if not audience.watchers:
            del self._boards[board]

    @property
    def watchers(self) -> list[Watcher]:
        return [watcher for audience in self._boards.values() for watcher in audience.watchers]

    # --- what the broker says

    def hear(self, change: Change) -> None:
        """A message arrived: gathered with those that follow, then given out."""
        audience = self._boards.get(change.board)
        if audience is None:
            return
        audience.sequence.hear(change)
        if self.keeper.is_about_rights(change.topic):
            self.is_about_rights.set()
        if not self._dirty:
            loop = asyncio.get_running_loop()
            loop.call_at(max(loop.time() + LEAD, self._given_out + GATHER), self._give_out)
        self._dirty.add(change.board)

    def _give_out(self) -> None:
        loop = asyncio.get_running_loop()
        self._given_out = loop.time()
        boards, self._dirty = self._dirty, set()
        for board in boards & self._boards.keys():
            audience = self._boards[board]
            audience.give_out(audience.sequence.take())
            if audience.sequence.has_hole:
                loop.call_later(PATIENCE, self._look_behind, board, audience.sequence.reached)

    def _look_behind(self, board: int, reached: int) -> None:
        """Ask the database, unless what was missing after `reached` has come meanwhile."""
        audience = self._boards.get(board)
        if audience is not None and audience.sequence.reached == reached:
            self._look(board)

    def away(self) -> None:
        if not self._is_away:
            self._is_away = True
            self.tell(sse.AWAY)

    async def back(self) -> None:
        """The broker is heard again: first what it did not carry, then the word."""
        for board in list(self._boards):
            await self.catch_up(board)
        if self._is_away:
            self._is_away = False
            self.tell(sse.BACK)

    # --- what the database says

    def _look(self, board: int) -> None:
        task = asyncio.ensure_future(self.catch_up(board))
        self._looking.add(task)  # the loop itself would let it be collected
        task.add_done_callback(self._looking.discard)

    async def catch_up(self, board: int) -> None:
        """Bring the board's watchers to what stands in the database; with the database away, to nothing new."""
        audience = self._boards.get(board)
        if audience is None:
            return
        try:
            news = await ask(partial(read, board, audience.sequence.reached))
        except DatabaseAway as error:
            logger.warning("cannot look for changes: %s", error)
        else:
            if news.changes is None:
                audience.start_over(news.newest)
            else:
                audience.catch_up(news.changes, news.newest)

    async def judge(self) -> None:
        """Ends the streams of those who may not watch any more, and finds what the broker never told."""
        watchers = self.watchers
        if not watchers:
            return
        judgement: Judgement = await ask(partial(self.keeper.judge, {watcher.seat for watcher in watchers}))
        for watcher in watchers:
            if watcher.seat not in judgement.staying:
                watcher.end()
        for board, newest in judgement.newest.items():
            audience = self._boards.get(board)
            if audience is not None and newest > audience.sequence.reached:
                await self.catch_up(board)

    # --- to everybody

    def tell(self, piece: bytes) -> None:
        for audience in self._boards.values():
            for watcher in audience.watchers:
                watcher.put(piece, audience.sequence.reached)

    def close(self) -> None:
        """The process ends: everybody is told to come back in a moment, and no stream holds up the stop."""
        self._is_closing = True
        self.tell(sse.BYE)
        for watcher in self.watchers:
            watcher.end()
