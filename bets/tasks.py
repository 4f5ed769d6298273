"""What happens to bets by the clock."""

from celery import shared_task
from django.utils import timezone

from bets.actions.proving import prove_one


@shared_task
def prove() -> bool:
    """Work on the proposal of one ranking round that is not proved. Whether there was one."""
    return prove_one(now=timezone.now())
