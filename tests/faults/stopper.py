"""Stops PostgreSQL at once, in the middle of everything, and starts it again."""

import signal
import time
from dataclasses import dataclass, field

from tests.faults.play import Play
from tests.faults.victim import Victim

IMMEDIATE = signal.SIGQUIT
"""As `pg_ctl stop -m immediate`: all end where they stand, and the next start recovers from the log."""

STEADY = 1.0
"""Seconds of moves before each stop."""

PATIENCE = 30.0


@dataclass
class Stopper:
    """`pauses`: seconds that the database is away, one for each stop. `back`: seconds from when it serves again to the
    next move that is acknowledged."""

    postgres: Victim
    play: Play
    pauses: list[float]
    back: list[float] = field(default_factory=list)

    def stop(self) -> None:
        for pause in self.pauses:
            time.sleep(STEADY)
            self.postgres.strike(IMMEDIATE)
            time.sleep(pause)
            self.postgres.start()
            self.back.append(self._until_moved())

    def _until_moved(self) -> float:
        begun, before = time.monotonic(), len(self.play.diary.moves)
        while len(self.play.diary.moves) == before and not self.play.over():
            if time.monotonic() - begun > PATIENCE:
                break
            time.sleep(0.01)
        return time.monotonic() - begun
