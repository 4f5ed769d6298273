"""The way out: what was committed is published on the broker.

A broker that is away or hangs must never slow a change down: a publication waits 200 ms at most, and after a
failure the next five seconds do not try at all. Whoever missed a message finds the number in the database.
"""

import logging
import threading
import time

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from journal.live.change import Change

TIMEOUT = 0.2
PAUSE = 5.0

logger = logging.getLogger(__name__)


class Channel:
    """One process's connection to the broker, with its breaker. For any number of threads."""

    def __init__(self, url: str, name: str) -> None:
        # Tried once: every further attempt would be another 200 ms.
        self._redis = redis.Redis.from_url(
            url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT, retry=Retry(NoBackoff(), 0)
        )
        self._name = name
        self._closed_until = 0.0
        self._one_at_a_time = threading.Lock()

    def publish(self, message: str) -> bool:
        """Whether the broker took it. Never raises for a broker that is away.

        One at a time: of several threads that find it hanging one waits, and the others are done when it is.
        """
        with self._one_at_a_time:
            if time.monotonic() < self._closed_until:
                return False
            try:
                self._redis.publish(self._name, message)
            except redis.RedisError as error:
                self._closed_until = time.monotonic() + PAUSE
                logger.warning("broker away, no live updates for %s s: %s", PAUSE, error)
                return False
            return True


_channel: Channel | None = None


def channel() -> Channel:
    """This process's channel, opened at the first use and therefore after every fork."""
    global _channel
    if _channel is None:
        _channel = Channel(settings.REDIS_URL, name())
    return _channel


def name() -> str:
    """What the channel is called on the broker, which may carry others'."""
    return f"{settings.REDIS_PREFIX}:live"


def publish(board: int, topic: str, number: int) -> None:
    channel().publish(Change(board, number, topic).spelled())
