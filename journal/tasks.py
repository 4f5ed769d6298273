"""What the journal does by the clock."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from journal.models import Answer

KEYS_LIVE = timedelta(hours=24)


@shared_task
def forget_keys() -> int:
    """How many answers to idempotent requests were older than a day and are gone."""
    count, _ = Answer.objects.filter(at__lt=timezone.now() - KEYS_LIVE).delete()
    return count
