"""Sends what is due, one message at a time: by any number of threads and processes at once."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.conf import settings
from django.db import connection

from journal.clock import database_now
from journal.failpoints import failpoint
from journal.models import Attempt, Delivery
from journal.webhooks import signing, wire
from journal.webhooks.claiming import claim
from journal.webhooks.marking import mark

THREADS = 4
"""Endpoints that one process speaks to at once: a slow one holds up few others."""


def send_due(now: datetime | None = None, limit: int | None = None, seconds: float | None = None) -> int:
    """How many were handled: sent, or put off. `now` None: what is due by the database's clock.

    Ends after `limit`, after `seconds`, or when nothing is due.
    """
    until = time.monotonic() + seconds if seconds is not None else None
    handled = 0
    while (limit is None or handled < limit) and (until is None or time.monotonic() < until):
        delivery = claim(now)
        if delivery is None:
            break
        if delivery.lease_until is not None:
            _send(delivery, now)
        handled += 1
    return handled


def send_by_several(seconds: float) -> int:
    """As `send_due`, to several endpoints at once."""
    with ThreadPoolExecutor(THREADS, thread_name_prefix="webhooks") as pool:
        return sum(pool.map(_send_and_hang_up, [seconds] * THREADS))


def _send_and_hang_up(seconds: float) -> int:
    try:
        return send_due(seconds=seconds)
    finally:
        connection.close()


def _send(delivery: Delivery, now: datetime | None) -> None:
    body, at = bytes(delivery.body or b""), now or database_now()
    headers = signing.headers(delivery.message_id, delivery.endpoint.secrets(at), body, at)
    _hang_up()
    failpoint("webhook.before_send")
    begun, attempt = time.monotonic(), Attempt(at=at)
    try:
        answer = wire.post(delivery.endpoint.url, body, headers, settings.WEBHOOK_TIMEOUT)
        attempt.status, attempt.answer = answer.status, answer.text
        attempt.error = _said(answer.status)
    except wire.Unreachable as error:
        attempt.error = str(error)[:200]
    attempt.milliseconds = int((time.monotonic() - begun) * 1000)
    mark(delivery, attempt, now)


def _hang_up() -> None:
    """The connection goes back while somebody else's server thinks; inside a test's transaction it cannot."""
    if not connection.in_atomic_block:
        connection.close()


def _said(status: int) -> str:
    """What an answer means that is no success."""
    if 200 <= status < 300:
        return ""
    return "It points elsewhere, and nothing is followed." if 300 <= status < 400 else f"It answered {status}."
