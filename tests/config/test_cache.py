"""The cache that does without its broker."""

import time

import pytest
from django.conf import settings

from config.cache import PAUSE, Cache

OPTIONS = {"OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2}}


@pytest.fixture(autouse=True)
def _nothing_failed_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Cache, "_away_until", 0.0)


def away() -> Cache:
    return Cache("redis://127.0.0.1:1/0", OPTIONS)


def test_it_is_shared_while_the_broker_is_there() -> None:
    one, other = (Cache(settings.REDIS_URL, OPTIONS | {"KEY_PREFIX": settings.REDIS_PREFIX}) for _ in range(2))
    one.set("who", "Vera", 60)
    assert other.get("who") == "Vera"
    assert other.add("who", "Willy", 60) is False
    assert other.delete("who") is True
    assert one.get("who", "nobody") == "nobody"


def test_it_remembers_by_itself_while_the_broker_is_away() -> None:
    cache = away()
    assert cache.add("tries", 1, 60) is True
    assert cache.add("tries", 2, 60) is False
    cache.set("tries", 3, 60)
    assert cache.get("tries") == 3
    assert cache.delete("tries") is True


def test_a_broker_that_failed_is_left_alone_for_a_while() -> None:
    cache = away()
    cache.get("tries")
    assert time.monotonic() < Cache._away_until <= time.monotonic() + PAUSE
    started = time.monotonic()
    for _ in range(100):
        cache.get("tries")
    assert time.monotonic() - started < PAUSE
