"""This process's ear at the broker: one subscription, however many watch."""

import asyncio
import logging
import time

from redis import RedisError
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from journal.live.change import Change
from journal.live.hub import Hub

QUIET = 0.5
"""Seconds of silence after which the broker is asked whether it is there."""

PATIENCE = 1.5
"""Seconds of silence, though asked, after which it counts as away."""

PAUSE = 0.5
"""Seconds before the next attempt to reach it."""

logger = logging.getLogger(__name__)


async def listen(hub: Hub, url: str, name: str) -> None:
    """Brings everything that is published under `name` to the hub, for ever."""
    while True:
        try:
            await _listen(hub, url, name)
        except (RedisError, OSError) as error:
            logger.warning("live updates stand still: %s", error or "no answer from the broker")
            hub.away()
        except Exception:  # whatever it is: a listener that died in silence would leave every page believing in it
            logger.exception("live updates broke")
            hub.away()
        await asyncio.sleep(PAUSE)


async def _listen(hub: Hub, url: str, name: str) -> None:
    # No attempts of the library's own: after a broken line we must know that something may have been missed.
    broker = Redis.from_url(url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE, retry=Retry(NoBackoff(), 0))
    async with broker, broker.pubsub() as ear:
        async with asyncio.timeout(PATIENCE):
            await ear.subscribe(name)
            while await ear.get_message(timeout=PATIENCE) is None:
                pass
        await hub.back()
        await _hear(hub, ear)


async def _hear(hub: Hub, ear: PubSub) -> None:
    """Until the line breaks, or the broker has not answered for too long."""
    heard = time.monotonic()
    while time.monotonic() - heard < PATIENCE:
        message = await ear.get_message(timeout=QUIET)
        if message is None:
            async with asyncio.timeout(PATIENCE):
                await ear.ping()
            continue
        heard = time.monotonic()
        if message["type"] == "message":
            _tell(hub, message["data"])
    raise TimeoutError


def _tell(hub: Hub, data: bytes) -> None:
    try:
        hub.hear(Change.read(data.decode()))
    except ValueError:
        logger.warning("not a change: %r", data)
