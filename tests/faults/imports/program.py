"""The product's Celery on a leash: told before each task what `orders` say.

celery -A tests.faults.imports.program worker
"""

import os
from pathlib import Path

import django
from celery import Celery, signals
from django.conf import settings

from tests.faults.senders.orders import Orders
from tests.faults.senders.words import ORDERS, READY


def leashed() -> Celery:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from config.celery import app  # noqa: PLC0415 - needs the settings

    return app


def obey(**_: object) -> None:
    """In the process that works. What it was told to do without is gone from it for good: see `Crew.told`."""
    from tests.faults.imports import sabotage  # noqa: PLC0415 - models cannot be imported before Django is set up

    orders = Orders.taken(Path(os.environ[ORDERS]))
    settings.FAILPOINT = orders.die_at
    sabotage.take_away(orders.without)


def ready(**_: object) -> None:
    Path(os.environ[READY]).touch()


signals.worker_ready.connect(ready)
signals.task_prerun.connect(obey)
app = leashed()
