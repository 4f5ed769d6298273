"""`celery -A tests.faults.roadmap.program worker`: let into this machine."""

from datetime import timedelta

from tests.faults.senders.leash import leashed
from tests.faults.senders.orders import Orders


def obey(orders: Orders) -> None:
    from bets.roadmap import claiming  # noqa: PLC0415 - models cannot be imported before Django is set up
    from tests.faults.roadmap import sabotage  # noqa: PLC0415

    claiming.LEASE = timedelta(seconds=orders.lease)
    sabotage.take_away(orders.without)


app = leashed(obey, WEBHOOK_PRIVATE=True)
