"""How an attempt ended. Only who holds the lease marks: somebody else may have taken the message up since."""

from datetime import datetime

from django.db import transaction

from journal.clock import database_now
from journal.failpoints import failpoint
from journal.models import Attempt, Delivery, Endpoint
from journal.record import Somebody, record
from journal.webhooks.events import EndpointGivenUp
from journal.webhooks.schedule import wait_after

SENDER = Somebody("webhooks")


def topic(board: int) -> str:
    """Of what changes on the pages of a board's webhooks."""
    return f"webhooks:{board}"


def mark(delivery: Delivery, attempt: Attempt, now: datetime | None) -> None:
    """Delivered, or tried again after a pause; after the last attempt given up, and the endpoint paused."""
    failpoint("webhook.sent_before_mark")
    with transaction.atomic():
        endpoint = Endpoint.objects.select_for_update(no_key=True).get(pk=delivery.endpoint_id)
        held = Delivery.objects.select_for_update(no_key=True).filter(
            pk=delivery.pk, state=Delivery.State.PENDING, taken=delivery.taken, lease_until=delivery.lease_until
        )
        if (row := held.first()) is None:
            return
        _settle(row, endpoint, attempt, now or database_now())
    failpoint("webhook.marked")


def cannot_be_sent(row: Delivery, why: str, at: datetime) -> None:
    """Given up at once, in the transaction that took it up and holds its endpoint."""
    row.state, row.lease_until = Delivery.State.DEAD, None
    row.save(update_fields=["state", "lease_until"])
    Attempt.objects.create(delivery=row, at=at, milliseconds=0, error=why)
    _give_up(row, row.endpoint, why, at)


def _settle(row: Delivery, endpoint: Endpoint, attempt: Attempt, at: datetime) -> None:
    row.attempts += 1
    row.lease_until = None
    wait = wait_after(row.attempts)
    if attempt.is_good:
        row.state, row.delivered_at = Delivery.State.DELIVERED, at
    elif wait is not None:
        row.next_at = at + wait
    else:
        row.state = Delivery.State.DEAD
    row.save(update_fields=["state", "attempts", "lease_until", "next_at", "delivered_at"])
    attempt.delivery = row
    attempt.save()
    if row.state == Delivery.State.DEAD:
        _give_up(row, endpoint, str(attempt), at)


def _give_up(row: Delivery, endpoint: Endpoint, why: str, at: datetime) -> None:
    """What waits behind it goes nowhere until somebody has looked."""
    if endpoint.is_paused or endpoint.removed_at is not None:
        return
    endpoint.paused_at = at
    tried = f"was not taken in {row.attempts} attempts" if row.attempts else "could not be written"
    endpoint.paused_why = f"Event {row.number} {tried}."
    endpoint.save(update_fields=["paused_at", "paused_why"])
    payload = EndpointGivenUp(delivery=row.number, why=why)
    record(payload, board_id=endpoint.board_id, topic=topic(endpoint.board_id), by=SENDER, subject=endpoint, now=at)
