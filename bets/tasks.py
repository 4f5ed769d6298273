"""What happens to bets by the clock."""

from celery import shared_task
from django.utils import timezone

from bets.actions.imports import forget
from bets.actions.proving import prove_one
from bets.actions.reading import work_on_one


@shared_task
def prove() -> bool:
    """Work on the proposal of one ranking round that is not proved. Whether there was one."""
    return prove_one(now=timezone.now())


@shared_task
def bring_in() -> bool:
    """Do the next step of one file that somebody sent. Whether there was one."""
    return work_on_one(now=timezone.now())


@shared_task
def forget_imports() -> int:
    """Delete files that were sent a month ago. How many."""
    return forget(now=timezone.now())
