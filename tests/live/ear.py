"""A browser's EventSource, as far as tests need one: reads a stream in a thread of its own and remembers it all."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

PATIENCE = 15.0
"""Seconds that a test waits for what must come; of patience with a busy machine, not of waiting."""


@dataclass(frozen=True)
class Heard:
    """`name` is "message" for a change. `at` is in seconds of the monotonic clock."""

    id: str
    name: str
    data: str
    at: float


class Ear:
    """`status` is that of the answer; `headers` are its headers, `first` the lines before the first event."""

    def __init__(self, port: int, path: str, **headers: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._connection.request("GET", path, headers=headers)
        self._answer = self._connection.getresponse()
        self.status = self._answer.status
        self.headers = self._answer.headers
        self.heard: list[Heard] = []
        self.first: list[str] = []
        self.ended_at: float | None = None
        self._change = threading.Condition()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        fields: dict[str, str] = {}
        try:
            while line := self._answer.readline().decode():
                name, _, value = line.rstrip("\n").partition(": ")
                if name:
                    fields[name] = value
                elif "data" in fields:
                    self._remember(Heard(fields.get("id", ""), fields.get("event", "message"), fields["data"], now()))
                    fields = {}
                else:
                    self.first += [f"{name}: {value}" for name, value in fields.items()]
                    fields = {}
        except (OSError, http.client.HTTPException, ValueError, AttributeError):
            pass  # cut by us or by the server: either way it is over
        with self._change:
            self.ended_at = now()
            self._change.notify_all()

    def _remember(self, heard: Heard) -> None:
        with self._change:
            self.heard.append(heard)
            self._change.notify_all()

    @property
    def numbers(self) -> list[int]:
        """Of the changes, in the order in which they came."""
        return [int(each.id) for each in self.heard if each.name == "message"]

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.heard]

    def wait(self, until: Callable[["Ear"], object], within: float = PATIENCE) -> bool:
        """Whether `until` becomes true, looked at whenever something is heard."""
        with self._change:
            return self._change.wait_for(lambda: bool(until(self)), within)

    def wait_for(self, name: str, within: float = PATIENCE) -> bool:
        return self.wait(lambda ear: name in ear.names, within)

    def wait_for_end(self, within: float = PATIENCE) -> bool:
        return self.wait(lambda ear: ear.ended_at is not None, within)

    def close(self) -> None:
        """Cut the line, as a closed tab does."""
        if self._connection.sock is not None:
            self._connection.sock.shutdown(2)
        self._answer.close()
        self._connection.close()
        self._thread.join(5)


def now() -> float:
    return time.monotonic()
