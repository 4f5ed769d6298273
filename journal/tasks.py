"""What the journal does by the clock."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from journal.models import Answer, Delivery, Endpoint
from journal.webhooks.sending import send_by_several

KEYS_LIVE = timedelta(hours=24)
DELIVERIES_LIVE = timedelta(days=30)
REMOVED_LIVE = timedelta(days=1)

BUDGET = 4.0
"""Seconds in which one round begins to send; the next one goes on."""


@shared_task
def send_webhooks() -> int:
    """How many messages were handled. Safe to run twice at once."""
    return send_by_several(BUDGET)


@shared_task
def forget_keys() -> int:
    """How many answers to idempotent requests were older than a day and are gone."""
    count, _ = Answer.objects.filter(at__lt=timezone.now() - KEYS_LIVE).delete()
    return count


@shared_task
def forget_deliveries() -> int:
    """How many messages are gone: after a month, sent or not; and removed endpoints after a day, with all of theirs."""
    now = timezone.now()
    _, gone = Delivery.objects.filter(created_at__lt=now - DELIVERIES_LIVE).delete()
    Endpoint.objects.filter(removed_at__lt=now - REMOVED_LIVE).delete()
    return gone.get("journal.Delivery", 0)
