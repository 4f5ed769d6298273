"""The product's Celery on a leash: told before each task what `orders` say, in a hurry, and let into this machine.

celery -A tests.faults.webhooks.program worker
"""

import os
from datetime import timedelta
from pathlib import Path

import django
from celery import Celery, signals
from django.conf import settings

from tests.faults.senders.orders import Orders
from tests.faults.senders.words import ORDERS, READY

TIMEOUT = 0.5
"""Seconds that a receiver may take."""

WAITS = tuple(timedelta(milliseconds=wait) for wait in (50, 100, 150, 200, 250, 300, 350))
"""In place of 28 hours."""


def leashed() -> Celery:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    settings.WEBHOOK_PRIVATE, settings.WEBHOOK_TIMEOUT = True, TIMEOUT
    from config.celery import app  # noqa: PLC0415 - needs the settings

    return app


def obey(**_: object) -> None:
    """In the process that sends. What it was told to do without is gone from it for good: see `Crew.told`."""
    from journal.webhooks import schedule  # noqa: PLC0415 - models cannot be imported before Django is set up
    from tests.faults.webhooks import sabotage  # noqa: PLC0415

    orders = Orders.taken(Path(os.environ[ORDERS]))
    settings.FAILPOINT, settings.WEBHOOK_LEASE = orders.die_at, orders.lease
    schedule.WAITS = WAITS  # type: ignore[assignment]
    sabotage.take_away(orders.without)


def ready(**_: object) -> None:
    Path(os.environ[READY]).touch()


signals.worker_ready.connect(ready)
signals.task_prerun.connect(obey)
app = leashed()
