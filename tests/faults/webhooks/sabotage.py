"""The senders without one of their guards: what a negative control takes away."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any, Self

from journal.clock import database_now
from journal.failpoints import failpoint
from journal.models import Attempt, Delivery
from journal.models.webhook import DeliveryQuerySet
from journal.webhooks import sending, signing
from journal.webhooks.marking import mark


def take_away(guard: str) -> None:
    """`guard` is one of `GUARDS`, or nothing."""
    if guard:
        GUARDS[guard]()


def _any_of_them() -> None:
    """Whatever waits may go, not only the first."""

    def waiting(self: Self) -> Any:
        return self.filter(state=Delivery.State.PENDING).order_by("?")  # type: ignore[attr-defined]

    DeliveryQuerySet.waiting = waiting  # type: ignore[method-assign]


def _mark_first() -> None:
    """What is called delivered was not sent to anybody yet."""
    send = sending._send

    def marked(delivery: Delivery, now: datetime | None) -> None:
        mark(delivery, Attempt(at=database_now(), status=200, milliseconds=0), now)
        failpoint("webhook.between")
        send(delivery, now)

    sending._send = marked


def _new_ids() -> None:
    """Each attempt under an id of its own."""
    Delivery.message_id = property(lambda _: f"msg_{uuid.uuid4().hex}")  # type: ignore[method-assign,assignment]


def _sign_nothing() -> None:
    """The signature is that of other bytes."""
    headers = signing.headers

    def of_nothing(message: str, keys: Any, body: bytes, at: datetime) -> dict[str, str]:
        return headers(message, keys, b"{}", at)

    signing.headers = of_nothing


GUARDS: dict[str, Callable[[], Any]] = {
    "order": _any_of_them,
    "mark after send": _mark_first,
    "same id": _new_ids,
    "signature": _sign_nothing,
}
