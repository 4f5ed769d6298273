"""Kills those who send, spread evenly over the work."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.senders.crew import Crew

WHOLE = 5
"""Every so many kills it is a whole worker, which is then started again."""

LOOK = 0.05


@dataclass
class Strikes:
    """`done`: how much of the work is done, of `work`. A kill comes when the next share of it is."""

    crew: Crew
    kills: int
    work: int
    done: Callable[[], int]

    def strike(self, patience: float) -> None:
        for number in range(1, self.kills + 1):
            self._wait(self.work * number // (self.kills + 1), patience)
            if number % WHOLE == 0:
                self.crew.kill_a_worker()
                self.crew.mend()
            else:
                self.crew.kill_a_hand()

    def _wait(self, share: int, patience: float) -> None:
        end = time.monotonic() + patience
        while self.done() < share and time.monotonic() < end:
            time.sleep(LOOK)
