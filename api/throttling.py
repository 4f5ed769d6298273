"""How much one actor may ask: so many requests in each minute, counted by all web processes together.

One counter per actor and minute in the broker, raised and read in one step, so that of many at once exactly the
limit gets through. With the broker away each process counts for itself: nobody is locked out by a broken broker.
"""

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

WINDOW = 60
"""Seconds."""


@dataclass(frozen=True)
class Share:
    """What is left of an actor's minute. `resets` in whole seconds."""

    limit: int
    used: int
    resets: int

    @property
    def left(self) -> int:
        return max(0, self.limit - self.used)

    @property
    def is_used_up(self) -> bool:
        """Whether this one is one too many."""
        return self.used > self.limit

    def headers(self) -> dict[str, str]:
        """As in the IETF's draft on RateLimit header fields."""
        return {
            "RateLimit-Policy": f'"minute";q={self.limit};w={WINDOW}',
            "RateLimit": f'"minute";r={self.left};t={self.resets}',
        }


class Throttle(BaseThrottle):
    share: Share | None = None

    def allow_request(self, request: Request, view: Any) -> bool:
        self.share = _count(_actor(request), time.time())
        request._request.rate_share = self.share  # type: ignore[attr-defined]
        return not self.share.is_used_up

    def wait(self) -> float | None:
        return float(self.share.resets) if self.share else None


def share_of_token(pk: int) -> Share:
    """Count one request with this token."""
    return _count(f"token-{pk}", time.time())


def _actor(request: Request) -> str:
    if request.auth is not None:
        return f"token-{request.auth.pk}"
    return f"person-{request.user.pk}" if request.user.is_authenticated else "nobody"


def _count(actor: str, at: float) -> Share:
    limit = int(settings.API_RATE)
    window = int(at // WINDOW)
    used = cache.count(f"rate-{actor}-{window}", timeout=2 * WINDOW)  # type: ignore[attr-defined]
    return Share(limit, used, resets=max(1, int((window + 1) * WINDOW - at)))
