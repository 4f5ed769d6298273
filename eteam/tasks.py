"""What happens in the weekly room by the clock. The broker only wakes: what is to be done stands in rows."""

import logging
from collections.abc import Callable
from datetime import datetime

from celery import shared_task
from celery.signals import before_task_publish
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from eteam import pulses
from eteam.actions.reporting import make_due_reports
from eteam.actions.time_passes import pass_time
from eteam.reminders.audit import audit as look
from eteam.reminders.planning import plan
from eteam.reminders.sending import send_due

logger = logging.getLogger(__name__)

BUDGET = 45.0
"""Seconds that one tick sends for; the next one goes on."""


@shared_task
def tick() -> int:
    """Let time pass, plan what there should be, send what is due. How many were sent. Safe to run twice at once."""
    now = timezone.now()
    for act in (pass_time, make_due_reports):
        _alone(act, now)
    plan(now)
    handled = send_due(seconds=BUDGET)
    pulses.beat(pulses.TICK, timezone.now())
    return handled


def _alone(act: Callable[..., int], now: datetime) -> None:
    """What goes wrong with it is logged, and keeps no reminder from going out."""
    try:
        act(now=now)
    except Exception:
        logger.exception("%s went wrong; it is tried again at the next tick", act.__name__)


@shared_task
def pulse() -> None:
    """A heartbeat that came through the broker: a worker takes up what beat sends."""
    pulses.beat(pulses.WORKER, timezone.now())


@before_task_publish.connect(sender=f"{__name__}.pulse")
def _beat_lives(**message: object) -> None:
    """In the process that sends the heartbeat, which is beat's, also while the broker is away."""
    try:
        pulses.beat(pulses.BEAT, timezone.now())
    except DatabaseError as error:
        logger.warning("beat cannot show that it lives: %s", error)
    finally:
        close_old_connections()


@shared_task
def audit() -> int:
    """How many things are wrong with reminders; each is told at error level, for whoever watches the log."""
    wrong = [check for check in look(timezone.now()) if not check.is_well]
    for check in wrong:
        logger.error("%s: %s", check.name, check.says)
    return len(wrong)
