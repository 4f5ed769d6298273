"""Kills web processes, one after the other, as a machine does that runs out of memory."""

import time

from tests.faults.play import Play
from tests.faults.victim import Victim

LEAST = 3
LOOK = 0.1
WHOLE = 5
"""Every so many kills it is all of them at once."""

BETWEEN = 20
"""Moves that are acknowledged between two kills at least, however slow the machine is."""

RESTART = 0.5
"""Seconds after which the product's supervisor starts the whole again."""


class Killer:
    """`pause`: seconds between two kills.

    Of the processes that answer it is the oldest each time: the server starts it again, but takes one that dies twice
    within five seconds for a hopeless case, and ends. What happens then happens at every fifth kill: the whole is
    gone, and is started again, as the supervisor of `up` or a container's restart policy does.
    """

    def __init__(self, web: Victim, play: Play, pause: float) -> None:
        self._web, self._play, self._pause = web, play, pause
        self.killed = 0
        self.restarts = 0

    def kill(self) -> None:
        """At least a few times, and then until there are enough moves."""
        while self.killed < LEAST or not self._play.moved():
            self._wait()
            self.killed += 1
            if self.killed % WHOLE == 0:
                self._web.strike()
            elif not self._web.ended:
                self._web.children[0].kill()
        self._wait()  # whatever the last one brought down comes back

    def _wait(self) -> None:
        end, enough = time.monotonic() + self._pause, len(self._play.diary.moves) + BETWEEN
        while time.monotonic() < end or not (len(self._play.diary.moves) >= enough or self._play.over()):
            time.sleep(LOOK)
            if self._web.ended:
                time.sleep(RESTART)
                self._web.start()
                self.restarts += 1
