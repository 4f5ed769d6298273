"""An order with a history: it stands in the log as revision 1, as if it had been imported.

Rows made by factories have no events. Tests of undo, restore and `verify` need them.
"""

from bets.events import RankingChanged
from bets.models import Cycle, Rank
from journal.record import Somebody, record
from tests.cast import Cast
from tests.factories import NOW


def log_order(cast: Cast) -> Cast:
    """The cast, its order A, B, C, D in the log."""
    log_import(cast.cycle)
    return cast


def log_import(cycle: Cycle) -> None:
    Cycle.objects.filter(pk=cycle.pk).update(revision=1)
    cycle.refresh_from_db()
    payload = RankingChanged(act="import", order=Rank.objects.order(cycle))
    record(
        payload,
        board_id=cycle.board_id, topic=cycle.topic, by=Somebody("first set-up"), subject=cycle, now=NOW, revision=1,
    )  # fmt: skip
