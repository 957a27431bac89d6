"""A cache that may be away: the system's work never depends on it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as NotConnected
from redis.exceptions import TimeoutError as TooSlow

PAUSE_SECONDS = 3.0
"""How long a cache that did not answer is left alone, so that an outage costs one wait and not one a call."""

log = structlog.get_logger(__name__)


class ForgivingCache(RedisCache):
    """Redis or Valkey as a cache: while it is away, reads miss and writes do nothing."""

    _away_until = 0.0

    def _attempt(self, call: Callable[..., Any], otherwise: Any, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < self._away_until:
            return otherwise
        try:
            return call(*args, **kwargs)
        except (NotConnected, TooSlow) as error:
            # On the class: Django makes one cache object a thread, and all of them share the server.
            ForgivingCache._away_until = time.monotonic() + PAUSE_SECONDS
            log.warning("cache_away", error=str(error))
            return otherwise

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        """True while away: whoever adds a key to be the first is treated as the first."""
        return bool(self._attempt(super().add, True, key, value, *args, **kwargs))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._attempt(super().get, default, key, default, version)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        self._attempt(super().set, None, key, value, *args, **kwargs)

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(self._attempt(super().touch, False, key, *args, **kwargs))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._attempt(super().delete, False, key, version))

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        return dict(self._attempt(super().get_many, {}, keys, version))

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return bool(self._attempt(super().has_key, False, key, version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """``delta`` while away, as for a fresh counter. ValueError when the key is not there."""
        return int(self._attempt(super().incr, delta, key, delta, version))

    def count(self, key: Any, timeout: int) -> int:
        """Add one to a counter, which is forgotten ``timeout`` seconds after the last time. Returns it.

        One round trip; 1 while away.
        """
        return int(self._attempt(self._count, 1, key, timeout))

    def _count(self, key: Any, timeout: int) -> int:
        place = self.make_and_validate_key(key)
        with self._cache.get_client(place, write=True).pipeline(transaction=False) as calls:
            calls.incr(place)
            calls.expire(place, timeout)
            number: int = calls.execute()[0]
        return number

    def set_many(self, data: dict[Any, Any], *args: Any, **kwargs: Any) -> list[Any]:
        return list(self._attempt(super().set_many, list(data), data, *args, **kwargs))

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        self._attempt(super().delete_many, None, keys, version)

    def clear(self) -> None:
        self._attempt(super().clear, None)
