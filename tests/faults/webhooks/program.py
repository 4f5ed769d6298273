"""`celery -A tests.faults.webhooks.program worker`: in a hurry, and let into this machine."""

from datetime import timedelta

from django.conf import settings

from tests.faults.senders.leash import leashed
from tests.faults.senders.orders import Orders

TIMEOUT = 0.5
"""Seconds that a receiver may take."""

WAITS = tuple(timedelta(milliseconds=wait) for wait in (50, 100, 150, 200, 250, 300, 350))
"""In place of 28 hours."""


def obey(orders: Orders) -> None:
    from journal.webhooks import schedule  # noqa: PLC0415 - models cannot be imported before Django is set up
    from tests.faults.webhooks import sabotage  # noqa: PLC0415

    settings.WEBHOOK_LEASE = orders.lease
    schedule.WAITS = WAITS  # type: ignore[assignment]
    sabotage.take_away(orders.without)


app = leashed(obey, WEBHOOK_PRIVATE=True, WEBHOOK_TIMEOUT=TIMEOUT)
