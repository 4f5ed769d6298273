"""Takes the broker away: kills it, or lets it hang."""

import time
from dataclasses import dataclass, field

from tests.faults.victim import Victim

STEADY = 2.0
"""Seconds with a broker before each time without; the first are those that tell what is usual."""

DOWN = 1.0
"""Seconds before a killed broker is started again."""


@dataclass
class Breaker:
    """`hangs` of so many `seconds` each. `troubles`: from when to when, on the monotonic clock."""

    valkey: Victim
    kills: int
    hangs: int
    seconds: float
    troubles: list[tuple[float, float]] = field(default_factory=list)

    def strike(self) -> None:
        for _ in range(self.kills):
            begun = self._steady()
            self.valkey.strike()
            time.sleep(DOWN)
            self.valkey.start()
            self.troubles.append((begun, time.monotonic()))
        for _ in range(self.hangs):
            begun = self._steady()
            with self.valkey.halted():
                time.sleep(self.seconds)
            self.troubles.append((begun, time.monotonic()))
        time.sleep(STEADY)

    def _steady(self) -> float:
        time.sleep(STEADY)
        return time.monotonic()

    def struck(self, at: float) -> bool:
        """Whether the broker was away then."""
        return any(begun <= at <= ended for begun, ended in self.troubles)
