"""The body of a message: what happened, as far as it may be told."""

from datetime import UTC
from typing import Any

import orjson

from journal.models import Delivery, Event
from journal.telling import Told, kind

MOST_BYTES = 256 * 1024


def make(delivery: Delivery) -> None:
    """Give the delivery its body, by what its endpoint may have now. One statement, and what the teller asks."""
    endpoint = delivery.endpoint
    event = Event.objects.get(board_id=endpoint.board_id, number=delivery.number)
    known = kind(event.kind)
    told = known.tell(event, endpoint.live_order) if known else Told({})
    body = _written(delivery, event, told.subject, told.data)
    if len(body) > MOST_BYTES:
        body = _written(delivery, event, told.subject, {"left_out": "too long"})
    delivery.body, delivery.tells_order = body, told.tells_order


def must_be_made(delivery: Delivery) -> bool:
    """Not made yet; or it holds an order that its endpoint may no longer have."""
    return delivery.body is None or (delivery.tells_order and not delivery.endpoint.live_order)


def _written(delivery: Delivery, event: Event, subject: dict[str, Any], data: dict[str, Any]) -> bytes:
    said: dict[str, Any] = {
        "id": delivery.message_id,
        "type": event.kind,
        "timestamp": event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "board": delivery.endpoint.board_slug,
        "number": event.number,
        "actor": {"name": event.actor_name},
        "subject": subject,
    }
    if event.revision is not None:
        said["revision"] = event.revision
    return orjson.dumps(said | {"data": data})
