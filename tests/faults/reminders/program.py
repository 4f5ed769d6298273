"""The product's Celery on a leash: told before each task what `orders` say, and with a beat that hurries.

celery -A tests.faults.reminders.program worker
"""

import os
from pathlib import Path

import django
from celery import Celery, signals
from django.conf import settings

from tests.faults.reminders.senders import MAIL
from tests.faults.senders.orders import Orders
from tests.faults.senders.words import ORDERS, READY, TICK

TIMEOUT = 2
"""Seconds that the mail server may take for an answer."""


def leashed() -> Celery:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(os.environ[MAIL])
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = TIMEOUT
    from config.celery import app  # noqa: PLC0415 - needs the settings

    tick = float(os.environ[TICK])
    app.conf.beat_schedule = {
        name: {"task": entry["task"], "schedule": tick, "options": {"expires": 3}}
        for name, entry in app.conf.beat_schedule.items()
        if str(entry["task"]).startswith("eteam.")
    }
    app.conf.beat_max_loop_interval = tick
    return app


def obey(**_: object) -> None:
    """In the process that sends. What it was told to do without is gone from it for good: see `Crew.told`."""
    from tests.faults.reminders import sabotage  # noqa: PLC0415 - models cannot be imported before Django is set up

    orders = Orders.taken(Path(os.environ[ORDERS]))
    settings.FAILPOINT, settings.REMINDER_LEASE = orders.die_at, orders.lease
    sabotage.shorten()
    sabotage.take_away(orders.without)


def ready(**_: object) -> None:
    Path(os.environ[READY]).touch()


signals.worker_ready.connect(ready)
signals.beat_init.connect(ready)
signals.task_prerun.connect(obey)
app = leashed()
