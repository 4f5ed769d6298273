"""A leader's program: thinks of a move, and sends it with the same key until it is answered."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.faults.diary import Diary, Move
from tests.faults.line import Line, NoAnswer, Reply
from tests.faults.rig import Table

PATIENCE = 30.0
"""Seconds after which a move that nobody answered is given up, which no test allows."""

_AGAIN = {"503 busy", "409 in_flight"}
_REFUSED = {"409 stale_move"}


@dataclass(frozen=True)
class Habits:
    """`port`: where the pages are, or a proxy before them. `away`: answers of a server that has lost its database,
    after which a move is sent again. `pause`: seconds between two moves. `same_key`: False is for a client that is
    wrong."""

    port: int
    patience: float = 10
    away: frozenset[str] = field(default_factory=frozenset)
    pause: float = 0
    same_key: bool = True


class Leader:
    def __init__(self, table: Table, number: int, diary: Diary, habits: Habits, over: Callable[[], bool]) -> None:
        self._table, self._diary, self._habits, self._over = table, diary, habits, over
        self._random = Random(number)
        self._line = Line(habits.port, table.sessions[number], habits.patience)
        self._seen, self._revision = list(table.bets), 1

    def lead(self) -> None:
        while not self._over():
            tag = str(uuid.UUID(int=self._random.getrandbits(128)))
            self._send(tag, self._wish() | {"reason": tag})
            time.sleep(self._habits.pause)
        self._line.close()

    def _wish(self) -> dict[str, Any]:
        """Where to, in one of the four ways to say it, and now and then from which revision on."""
        bet, neighbour = self._random.sample(self._seen, 2)
        rank = self._random.randint(1, len(self._seen))
        ways: list[dict[str, Any]] = [{"after": neighbour}, {"before": neighbour}, {"rank": rank}, {"after": None}]
        (way,) = self._random.choices(ways, [35, 30, 30, 5])
        based = {"base_revision": self._revision} if self._random.random() < 0.4 else {}
        return {"bet": bet} | way | based

    def _send(self, tag: str, wish: dict[str, Any]) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            key = tag if self._habits.same_key else str(uuid.uuid4())
            begun = time.monotonic()
            try:
                reply = self._line.ask("POST", f"/cycles/{self._table.cycle}/moves/", wish, **{"Idempotency-Key": key})
            except NoAnswer:
                self._wait("no answer")
                continue
            if self._settled(tag, reply, begun):
                return
        self._diary.given_up.append(tag)

    def _settled(self, tag: str, reply: Reply, begun: float) -> bool:
        if reply.status == 201:
            self._done(tag, reply.json, begun)
        elif reply.word in _REFUSED:
            self._diary.refused[tag] = reply.word
            self._look(reply.json)
        elif reply.word in _AGAIN | self._habits.away:
            self._wait(reply.word)
            return False
        else:
            self._diary.broken.append(f"{reply.word}: {reply.body[:300]!r}")
        return True

    def _done(self, tag: str, told: dict[str, Any], begun: float) -> None:
        now = time.monotonic()
        move = told["move"]
        self._diary.moves[tag] = Move(
            told["revision"], tuple(told["order"]), move["from"] != move["to"], now - begun, now
        )
        self._look(told)

    def _look(self, told: dict[str, Any]) -> None:
        self._seen, self._revision = told["order"], told["revision"]

    def _wait(self, why: str) -> None:
        self._diary.told.append(why)
        time.sleep(self._random.uniform(0.01, 0.1))
