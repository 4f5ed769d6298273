"""Somebody else's server with moods by seeded dice: it writes down what it takes, and answers well only sometimes."""

import http.server
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from random import Random

import orjson
from standardwebhooks import Webhook, WebhookVerificationError


class Mood(Enum):
    GOOD = "good"
    BROKEN = "500"
    SLOW = "slow"
    RESET = "reset"
    ELSEWHERE = "302"


FAIR = {Mood.GOOD: 87, Mood.BROKEN: 4, Mood.SLOW: 1, Mood.RESET: 4, Mood.ELSEWHERE: 4}
"""How often each of 100 throws shows it."""

TRAP = "/elsewhere"
"""Where a 302 points to."""

SLOW = 0.8
"""Seconds: longer than a sender waits."""

PATIENT = 4
"""After so many arrivals a message is taken whatever the dice say: the senders give up after eight."""


@dataclass(frozen=True)
class Arrival:
    """One message as it came in, whatever was answered. `where`: the path of the endpoint; `is_signed`: for it."""

    where: str
    id: str
    number: int
    is_signed: bool


@dataclass
class Dice:
    weights: dict[Mood, int] = field(default_factory=lambda: dict(FAIR))
    random: Random = field(default_factory=lambda: Random(12))

    def throw(self) -> Mood:
        (mood,) = self.random.choices(list(self.weights), list(self.weights.values()))
        return mood


GOOD_ONLY = {Mood.GOOD: 1}


class Nasty(http.server.ThreadingHTTPServer):
    """`secrets`: of each path. `trapped`: how many went where a 302 pointed."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.dice = Dice()
        self.secrets: dict[str, str] = {}
        self.arrivals: list[Arrival] = []
        self.trapped = 0
        self._seen: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def take(self, where: str, headers: dict[str, str], body: bytes) -> Mood:
        """Writes it down, and throws the dice."""
        arrival = Arrival(
            where, headers["webhook-id"], orjson.loads(body)["number"], self._is_signed(where, headers, body)
        )
        with self._lock:
            self.arrivals.append(arrival)
            self._seen[where, arrival.id] += 1
            return self.dice.throw() if self._seen[where, arrival.id] <= PATIENT else Mood.GOOD

    def _is_signed(self, where: str, headers: dict[str, str], body: bytes) -> bool:
        try:
            Webhook(self.secrets[where]).verify(body, headers)
        except WebhookVerificationError:
            return False
        return True

    def handle_error(self, request: object, client_address: object) -> None:
        """A sender that is gone in the middle of a sentence was killed."""


class _Desk(http.server.BaseHTTPRequestHandler):
    server: Nasty
    timeout = 5

    def do_GET(self) -> None:
        self.server.trapped += 1
        self._say(200)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.path == TRAP:
            self.do_GET()
            return
        mood = self.server.take(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        if mood is Mood.RESET:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        if mood is Mood.SLOW:
            time.sleep(SLOW)
        self._say({Mood.BROKEN: 500, Mood.ELSEWHERE: 302}.get(mood, 200))

    def _say(self, status: int) -> None:
        with suppress(OSError):
            self.send_response(status)
            if status == 302:
                self.send_header("Location", f"{self.server.url}{TRAP}")
            self.send_header("Content-Length", "0")
            self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal."""


@contextmanager
def receiving() -> Iterator[Nasty]:
    with Nasty() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
