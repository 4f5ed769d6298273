"""The product's Celery on a leash: told before each task what `orders` say, and let into this machine.

celery -A tests.faults.roadmap.program worker
"""

import os
from datetime import timedelta
from pathlib import Path

import django
from celery import Celery, signals
from django.conf import settings

from tests.faults.senders.orders import Orders
from tests.faults.senders.words import ORDERS, READY


def leashed() -> Celery:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    settings.WEBHOOK_PRIVATE = True
    from config.celery import app  # noqa: PLC0415 - needs the settings

    return app


def obey(**_: object) -> None:
    """In the process that works. What it was told to do without is gone from it for good: see `Crew.told`."""
    from bets.roadmap import claiming  # noqa: PLC0415 - models cannot be imported before Django is set up
    from tests.faults.roadmap import sabotage  # noqa: PLC0415

    orders = Orders.taken(Path(os.environ[ORDERS]))
    settings.FAILPOINT, claiming.LEASE = orders.die_at, timedelta(seconds=orders.lease)
    sabotage.take_away(orders.without)


def ready(**_: object) -> None:
    Path(os.environ[READY]).touch()


signals.worker_ready.connect(ready)
signals.task_prerun.connect(obey)
app = leashed()
