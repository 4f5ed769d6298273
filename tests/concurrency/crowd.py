"""The crowd: clients and readers at once, each with a connection of its own, and somebody who cuts connections."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from config.verify import verify
from tests.concurrency.acts import Mind
from tests.concurrency.client import NAME, Client, Diary, Habits, connect
from tests.concurrency.table import CLIENTS, Table

READERS = 2
PAUSE = 0.005
"""Seconds between two looks of a reader."""

INSPECTION = 1.5
"""Seconds between two runs of `verify`."""

_CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = %s
ORDER BY state <> 'idle' DESC, random() LIMIT 1
"""


@dataclass
class Crowd:
    """`acts`: how many acknowledged acts are enough. `tolerate`: errors that are written down as aborts, for plays
    that are meant to go wrong. `cut_every`: seconds between two connections that are cut."""

    table: Table
    acts: int
    habits: Habits = field(default_factory=Habits)
    seed: int = 1
    cut_every: float | None = None
    tolerate: tuple[type[Exception], ...] = ()
    diary: Diary = field(default_factory=Diary)
    over: threading.Event = field(default_factory=threading.Event)

    def play(self) -> Diary:
        """Eight clients act, readers look all the while. Raises what any of them raises."""
        with ThreadPoolExecutor(CLIENTS + READERS + 2) as pool:
            clients = [pool.submit(self._on_a_connection, self._client, number) for number in range(CLIENTS)]
            others = [pool.submit(self._on_a_connection, self._reader) for _ in range(READERS)]
            others.append(pool.submit(self._on_a_connection, self._inspector))
            if self.cut_every is not None:
                others.append(pool.submit(self._on_a_connection, self._cutter, self.cut_every))
            try:
                for each in clients:
                    each.result()
            finally:
                self.over.set()
            for each in others:
                each.result()
        return self.diary

    def _client(self, number: int) -> None:
        connect()
        mind = Mind(self.table, self.table.leaders[number], self.seed * CLIENTS + number, keyed=self.habits.keyed)
        client = Client(self.table, self.diary, mind, self.habits)
        while len(self.diary.answers) + len(self.diary.aborts) < self.acts and not self.over.is_set():
            try:
                client.act()
            except self.tolerate as error:
                self.diary.aborts.append(type(error).__name__)

    def _reader(self) -> None:
        while not self.over.wait(PAUSE):
            self.diary.looks.append(self.table.look())

    def _inspector(self) -> None:
        while not self.over.wait(INSPECTION):
            self.diary.inspections.append([str(finding) for finding in verify() if not finding.holds])

    def _cutter(self, seconds: float) -> None:
        """Cuts a client that is in the middle of something, if there is one."""
        while not self.over.wait(seconds):
            with connection.cursor() as cursor:
                cursor.execute(_CUT, [NAME])

    def _on_a_connection(self, work: Callable[..., None], *given: Any) -> None:
        try:
            work(*given)
        except BaseException:
            self.over.set()  # nobody goes on alone for ever
            raise
        finally:
            connection.close()
