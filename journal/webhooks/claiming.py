"""Taking up the next message of an endpoint: nobody else does, and nothing after it goes before it is settled.

The endpoint's row is what is locked, for as long as the claim's own transaction; the lease stands on the message.
FOR NO KEY UPDATE: an act that writes into the outbox refers to the endpoint, and must not wait for a sender.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import Q

from journal.clock import database_now
from journal.failpoints import failpoint
from journal.models import Delivery, Endpoint
from journal.telling import kind
from journal.webhooks import message
from journal.webhooks.marking import cannot_be_sent
from journal.webhooks.schedule import MERGED_WITHIN

logger = logging.getLogger(__name__)

# The first of each endpoint decides: one that waits for its next attempt holds back all that come after it.
_DUE = """
SELECT endpoint.id FROM journal_endpoint AS endpoint
CROSS JOIN LATERAL (
    SELECT next_at, lease_until FROM journal_delivery
    WHERE endpoint_id = endpoint.id AND state = 'pending' ORDER BY number LIMIT 1
) AS head
WHERE endpoint.paused_at IS NULL AND endpoint.removed_at IS NULL
    AND head.next_at <= %(at)s AND (head.lease_until IS NULL OR head.lease_until <= %(at)s)
ORDER BY head.next_at, endpoint.id
LIMIT 1 FOR NO KEY UPDATE OF endpoint SKIP LOCKED
"""


def claim(now: datetime | None) -> Delivery | None:
    """One that is to be sent now, with endpoint, body and lease; or one that was put off. None: nothing is due.

    After the commit it is this process's until `lease_until`; one without a lease is not to be sent.
    """
    failpoint("webhook.before_claim")
    with transaction.atomic():
        at = now or database_now()
        endpoint = _due(at)
        delivery = _next(endpoint, at) if endpoint is not None else None
    if delivery is not None:
        failpoint("webhook.claimed")
    return delivery


def _due(at: datetime) -> Endpoint | None:
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"at": at})
        row = cursor.fetchone()
    return Endpoint.objects.get(pk=row[0]) if row else None


def _next(endpoint: Endpoint, at: datetime) -> Delivery | None:
    """Its first message, read anew under the lock: another process may just have dealt with the one that was due."""
    delivery = endpoint.deliveries.waiting().first()
    while delivery is not None and _left_to_newer(delivery):
        delivery = endpoint.deliveries.waiting().first()
    if delivery is None or delivery.next_at > at or (delivery.lease_until is not None and delivery.lease_until > at):
        return None
    delivery.endpoint = endpoint
    if (again := _too_soon(delivery, at)) is not None:
        delivery.next_at = again
        delivery.save(update_fields=["next_at"])
    else:
        _take(delivery, at)
    return delivery


def _take(delivery: Delivery, at: datetime) -> None:
    if message.must_be_made(delivery) and not _made(delivery):
        cannot_be_sent(delivery, "It could not be written. The log says why.", at)
        return
    delivery.lease_until = at + timedelta(seconds=settings.WEBHOOK_LEASE)
    delivery.taken += 1
    delivery.first_at = delivery.first_at or at
    delivery.save(update_fields=["body", "tells_order", "lease_until", "taken", "first_at"])


def _made(delivery: Delivery) -> bool:
    """One that cannot be written holds up nobody else."""
    try:
        with transaction.atomic():
            message.make(delivery)
    except OperationalError:
        raise  # the database itself: the message is as good as before
    except Exception:
        logger.exception("could not write event %s for endpoint %s", delivery.number, delivery.endpoint_id)
        return False
    return True


def _merges(delivery: Delivery) -> bool:
    """Only before it was ever sent: what somebody may have seen keeps its place."""
    known = kind(delivery.kind)
    return known is not None and known.merges and delivery.taken == 0


def _left_to_newer(delivery: Delivery) -> bool:
    """Whether it says only what is newest, and something newer waits; then all but the newest are settled."""
    if not _merges(delivery):
        return False
    alike = Delivery.objects.waiting().filter(
        endpoint=delivery.endpoint_id, kind=delivery.kind, topic=delivery.topic, taken=0
    )
    newest = alike.last()
    if newest is None or newest.number == delivery.number:
        return False
    alike.filter(number__lt=newest.number).update(state=Delivery.State.MERGED)
    return True


def _too_soon(delivery: Delivery, at: datetime) -> datetime | None:
    """When it may go, if one like it went just before."""
    if not _merges(delivery):
        return None
    alike = Q(endpoint=delivery.endpoint_id, kind=delivery.kind, topic=delivery.topic)
    just = Delivery.objects.filter(alike, first_at__gt=at - MERGED_WITHIN, first_at__lte=at).order_by("-first_at")
    first = just.values_list("first_at", flat=True).first()
    return first + MERGED_WITHIN if first is not None else None
