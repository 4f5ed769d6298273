"""What all web processes remember together: how often somebody tried to sign in, and how much a program asked."""

import time
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, ClassVar

import redis
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

PAUSE = 5.0


class _Connected(RedisCacheClient):
    """Asks through one client, made once: to make one takes longer than to ask."""

    @cached_property
    def _made(self) -> Any:
        return super().get_client(write=True)

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        return self._made


@cache
def _connected(servers: tuple[str, ...], options: tuple[tuple[str, Any], ...]) -> _Connected:
    """One for the process. Django makes a cache anew for every request, and so would connect for every request."""
    return _Connected(list(servers), **dict(options))


class Cache(RedisCache):
    """Redis; and while the broker is away, each process's own memory, so that people can sign in all the same.

    Only `get`, `set`, `add`, `delete` and `count` do without the broker. After a failure it is not asked for five
    seconds.
    """

    _away_until: ClassVar[float] = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._own = LocMemCache("broker away", params)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._either(super().get, self._own.get, key, default, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._either(super().set, self._own.set, key, value, timeout, version)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._either(super().add, self._own.add, key, value, timeout, version))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._either(super().delete, self._own.delete, key, version))

    def count(self, key: str, timeout: int) -> int:
        """How often this was called with `key` since it was last forgotten, this time included. One step in Redis."""
        return int(self._either(self._count_in_redis, self._count_alone, key, timeout))

    @cached_property
    def _cache(self) -> _Connected:
        return _connected(tuple(self._servers), tuple(self._options.items()))  # type: ignore[attr-defined]

    def _count_in_redis(self, key: str, timeout: int) -> int:
        name = self.make_and_validate_key(key)
        with self._cache.get_client().pipeline(transaction=False) as steps:
            steps.incr(name)
            steps.expire(name, timeout)
            number, _ = steps.execute()
        return int(number)

    def _count_alone(self, key: str, timeout: int) -> int:
        self._own.add(key, 0, timeout)
        return int(self._own.incr(key))

    def _either(self, shared: Callable[..., Any], own: Callable[..., Any], *given: Any) -> Any:
        if time.monotonic() < Cache._away_until:
            return own(*given)
        try:
            return shared(*given)
        except redis.RedisError:
            Cache._away_until = time.monotonic() + PAUSE
            return own(*given)
