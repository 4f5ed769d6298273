"""Eight leaders move bets, three readers read, and something breaks, all at once."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from tests.faults.diary import Diary
from tests.faults.leader import Habits, Leader
from tests.faults.reader import read_on, read_stored_on
from tests.faults.rig import Rig, Table

READERS = 2

Work = Callable[[], None]


@dataclass
class Play:
    """Goes on until `moves` are acknowledged and everything that breaks something has come to its end."""

    rig: Rig
    table: Table
    moves: int
    habits: Habits
    leaders: int = 8
    diary: Diary = field(default_factory=Diary)
    seconds: float = 0

    def __post_init__(self) -> None:
        self._over = threading.Event()
        self._busy: list[Any] = []

    def over(self) -> bool:
        return self._over.is_set()

    def moved(self) -> bool:
        """Whether as many moves were acknowledged as are wanted."""
        return len(self.diary.moves) >= self.moves or self.over()

    def played(self, *breaking: Work, along: Sequence[Work] = ()) -> Diary:
        """`along`: who goes on until it is over, besides leaders and readers. Raises what any of them raises."""
        begun = time.monotonic()
        with ThreadPoolExecutor(self.leaders + READERS + 1 + len(breaking) + len(along)) as pool:
            self._busy = [pool.submit(self._guarded, each) for each in breaking]
            crowd = [pool.submit(self._guarded, self._leader(number).lead) for number in range(self.leaders)]
            crowd += [pool.submit(self._guarded, each) for each in [*self._readers(), *along]]
            for each in [*self._busy, *crowd]:
                each.result()
        self.seconds = time.monotonic() - begun
        return self.diary

    def _leader(self, number: int) -> Leader:
        return Leader(self.table, number, self.diary, self.habits, self._enough)

    def _enough(self) -> bool:
        if self.moved() and all(each.done() for each in self._busy):
            self._over.set()
        return self.over()

    def _readers(self) -> list[Work]:
        habits = self.habits
        over_http: list[Work] = [
            lambda number=number: read_on(  # type: ignore[misc]
                habits.port, self.table, number, self.diary, self.over, habits.away
            )
            for number in range(READERS)
        ]
        return [*over_http, lambda: read_stored_on(self.rig, self.table, self.diary, self.over)]

    def _guarded(self, work: Work) -> None:
        try:
            work()
        except BaseException:
            self._over.set()  # nobody goes on alone for ever
            raise
