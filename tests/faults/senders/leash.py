"""The product's Celery on a leash: with other settings, and told before each task what `orders` say."""

import os
from collections.abc import Callable
from pathlib import Path

import django
from celery import Celery, signals
from django.conf import settings

from tests.faults.senders.orders import Orders
from tests.faults.senders.words import ORDERS, READY


def leashed(obey: Callable[[Orders], None], **others: object) -> Celery:
    """The application for `celery -A`. `obey` is called in the process that works, and `others` are its settings.

    What it was told to do without is gone from that process for good: see `Crew.told`.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    for name, value in others.items():
        setattr(settings, name, value)
    from config.celery import app  # noqa: PLC0415 - needs the settings

    def take_orders(**_: object) -> None:
        orders = Orders.taken(Path(os.environ[ORDERS]))
        settings.FAILPOINT = orders.die_at
        obey(orders)

    for started in (signals.worker_ready, signals.beat_init):
        started.connect(_say_ready)
    signals.task_prerun.connect(take_orders, weak=False)
    return app


def _say_ready(**_: object) -> None:
    Path(os.environ[READY]).touch()
