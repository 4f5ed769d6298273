"""The workers without the guard that makes it all or nothing: what a negative control takes away."""

from collections.abc import Callable

from django.db import connection

from bets.actions import reading
from bets.models import Import


def take_away(guard: str) -> None:
    """`guard` is `ONE_TRANSACTION`, or nothing."""
    if guard:
        GUARDS[guard]()


def _commit_in_between() -> None:
    """Some rows are there for everybody before the others are."""
    teller = reading._teller

    def loose(imported: Import) -> Callable[[int], None]:
        tell = teller(imported)

        def committed(done: int) -> None:
            assert connection.connection
            connection.connection.commit()
            tell(done)

        return committed

    reading._teller = loose


ONE_TRANSACTION = "one transaction"
GUARDS: dict[str, Callable[[], None]] = {ONE_TRANSACTION: _commit_in_between}
