"""`celery -A tests.faults.imports.program worker`"""

from tests.faults.senders.leash import leashed
from tests.faults.senders.orders import Orders


def obey(orders: Orders) -> None:
    from tests.faults.imports import sabotage  # noqa: PLC0415 - models cannot be imported before Django is set up

    sabotage.take_away(orders.without)


app = leashed(obey)
