"""Who looks at the board and moves nothing: asks every three seconds, or listens and asks when told to."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.diary import Diary
from tests.faults.ear import AWAY, BACK, Ear
from tests.faults.line import Line, NoAnswer
from tests.faults.rig import Table

EVERY = 3.0
"""Seconds between two looks of a page that is told nothing."""

STEP = 0.02

_REVISION = re.compile(rb'data-revision="(\d+)"')


@dataclass
class Watcher:
    """`seen`: when each revision came to the page. `slowest`: seconds of the slowest request for it; `last`: when the
    last one was sent."""

    port: int
    table: Table
    seen: list[tuple[float, int]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    slowest: float = 0
    last: float = 0

    def __post_init__(self) -> None:
        self._line = Line(self.port, self.table.sessions[-1])
        self._etag = ""

    def poll(self, over: Callable[[], bool]) -> None:
        """As a page does without a stream."""
        while not over():
            self.look()
            _rest(EVERY, over)
        self.look()
        self._line.close()

    def listen(self, over: Callable[[], bool]) -> None:
        """As a page does: looks when it is told of a change, and every three seconds while the broker is away."""
        with Ear(self.port, self.table) as ear:
            self.look()
            away, looked = True, time.monotonic()
            while not over():
                word = ear.heard(STEP)
                away = {AWAY: True, BACK: False}.get(word or "", away and not ear.listens)
                if word or (away and time.monotonic() - looked > EVERY):
                    self.look()
                    looked = time.monotonic()
        self.look()
        self.words = ear.words
        self._line.close()

    def look(self) -> None:
        begun = time.monotonic()
        try:
            reply = self._line.ask(
                "GET", f"/cycles/{self.table.cycle}/order/", Accept="text/html", **{"If-None-Match": self._etag}
            )
        except NoAnswer:
            return
        now = time.monotonic()
        self.slowest, self.last = max(self.slowest, now - begun), begun
        if reply.status == 200 and (found := _REVISION.search(reply.body)):
            self._etag = reply.headers["ETag"]
            self.seen.append((now, int(found[1])))

    def delays(self, diary: Diary) -> list[float]:
        """Seconds from each acknowledged move to the look that showed it; infinite if none did that came later."""
        return [self._delay(move.at, move.revision) for move in diary.moves.values() if move.at < self.last]

    def _delay(self, at: float, revision: int) -> float:
        return next((max(0.0, when - at) for when, newest in self.seen if newest >= revision), float("inf"))


def _rest(seconds: float, over: Callable[[], bool]) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not over():
        time.sleep(STEP)
