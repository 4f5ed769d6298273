"""`celery -A tests.faults.reminders.program worker`, or `beat`, which hurries."""

import os

from django.conf import settings

from tests.faults.reminders.senders import MAIL
from tests.faults.senders.leash import leashed
from tests.faults.senders.orders import Orders
from tests.faults.senders.words import TICK

MAIL_SERVER = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "127.0.0.1",
    "EMAIL_PORT": int(os.environ[MAIL]),
    "EMAIL_USE_TLS": False,
    "EMAIL_USE_SSL": False,
    "EMAIL_TIMEOUT": 2,  # seconds that it may take for an answer
}


def obey(orders: Orders) -> None:
    from tests.faults.reminders import sabotage  # noqa: PLC0415 - models cannot be imported before Django is set up

    settings.REMINDER_LEASE = orders.lease
    sabotage.shorten()
    sabotage.take_away(orders.without)


app = leashed(obey, **MAIL_SERVER)
tick = float(os.environ[TICK])
app.conf.beat_max_loop_interval = tick
app.conf.beat_schedule = {
    name: {"task": entry["task"], "schedule": tick, "options": {"expires": 3}}
    for name, entry in app.conf.beat_schedule.items()
    if str(entry["task"]).startswith("eteam.")
}
