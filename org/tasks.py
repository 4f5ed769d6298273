"""What the organisation does by the clock."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def forget_sessions() -> None:
    """Delete the rows of browser sessions that have run out."""
    call_command("clearsessions")
