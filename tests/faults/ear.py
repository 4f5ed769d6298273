"""The listening half of an open page: one stream of `/live/`, opened again whenever it ends."""

import http.client
import queue
import socket
import threading
from contextlib import suppress
from typing import Self

from tests.faults.rig import Table

AWAY, BACK, CHANGED, RESYNC = "away", "back", "changed", "resync"

_AGAIN = 1.0
"""Seconds before a stream that ended is opened again, as `retry` says."""


class Ear:
    """A context, on a thread of its own. `listens`: whether a stream stands."""

    def __init__(self, port: int, table: Table) -> None:
        self.words: list[str] = []
        self.listens = False
        self._port, self._table = port, table
        self._heard: queue.Queue[str] = queue.Queue()
        self._over = threading.Event()
        self._last = ""
        self._thread = threading.Thread(target=self._listen)

    def heard(self, patience: float) -> str | None:
        """The next thing that was said, of what a page answers by looking."""
        with suppress(queue.Empty):
            return self._heard.get(timeout=patience)
        return None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        with suppress(OSError, AttributeError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def _listen(self) -> None:
        while not self._over.is_set():
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
            with suppress(OSError, http.client.HTTPException):
                self._hear_out()
            self._connection.close()
            self.listens = False
            self._over.wait(_AGAIN)

    def _hear_out(self) -> None:
        headers = {"Cookie": f"sessionid={self._table.sessions[-1]}", "Accept": "text/event-stream"}
        headers |= {"Last-Event-ID": self._last} if self._last else {}
        self._connection.request("GET", f"/live/?topic={self._table.topic}&after=0", headers=headers)
        response = self._connection.getresponse()
        if response.status != 200:
            self.words.append(str(response.status))
            return
        self.listens = True
        word = ""
        while line := response.readline():
            name, _, value = line.decode().strip().partition(": ")
            word = {"id": CHANGED, "event": value}.get(name, word)
            if name == "id":
                self._last = value
            if not name and word:
                self._say(word)
                word = ""

    def _say(self, word: str) -> None:
        if word != CHANGED:
            self.words.append(word)
        if word in (AWAY, BACK, CHANGED, RESYNC):
            self._heard.put(word)
