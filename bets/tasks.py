"""What happens to bets by the clock."""

from celery import shared_task
from django.utils import timezone

from bets.actions.imports import forget
from bets.actions.proving import prove_one
from bets.actions.reading import work_on_one
from bets.roadmap.working import ask_for_pulls, work_off


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


@shared_task
def ask_roadmaps() -> int:
    """Speak to the roadmap tools of boards that wait for it. How many attempts were made; safe to run twice at once."""
    return work_off()


@shared_task
def follow_roadmaps() -> int:
    """How many boards are to be asked anew how their epics stand."""
    return ask_for_pulls(timezone.now())
