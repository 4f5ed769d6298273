"""What happens one after the other, though some of it is known only once something else has happened."""

from collections.abc import Callable
from datetime import datetime
from heapq import heappop, heappush
from itertools import count
from typing import Any

Act = Callable[[datetime], Any]


class Clock:
    """`now`: of the newest act."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._acts: list[tuple[datetime, int, Act]] = []
        self._number = count()

    def at(self, hour: datetime, act: Act) -> None:
        """Of what falls on the same minute, what was asked for first is first. What is late already comes next."""
        heappush(self._acts, (max(hour, self.now), next(self._number), act))

    def run(self, until: datetime) -> None:
        """Acts may ask for more while they happen. What is later than `until` does not."""
        while self._acts and self._acts[0][0] <= until:
            self.now, _, act = heappop(self._acts)
            act(self.now)
