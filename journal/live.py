"""Telling browsers that something changed: topic and number, never content.

A broker that is away or hangs must never slow a change down: a publication waits 200 ms at most, and after a
failure the next five seconds do not try at all. Whoever missed a message finds the number by polling.
"""

import logging
import time

import redis
from django.conf import settings

TIMEOUT = 0.2
PAUSE = 5.0

logger = logging.getLogger(__name__)


class Channel:
    """One process's connection to the broker, with its breaker."""

    def __init__(self, url: str, name: str) -> None:
        self._redis = redis.Redis.from_url(url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT)
        self._name = name
        self._closed_until = 0.0

    def publish(self, message: str) -> bool:
        """Whether the broker took it. Never raises for a broker that is away."""
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
        _channel = Channel(settings.REDIS_URL, f"{settings.REDIS_PREFIX}:live")
    return _channel


def publish(topic: str, number: int) -> None:
    channel().publish(f"{topic} {number}")
