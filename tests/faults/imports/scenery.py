"""What a test asks the stagehand for: a file that is checked and asked to be applied, and what came of it.

Keyword arguments and answers are plain values.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from bets.actions.imports import ask, upload
from bets.actions.reading import LEASE, work_on_one
from bets.models import Bet, Cycle, Demand, Import, Pitch
from journal.models import Event
from tests.cast import make_member
from tests.factories import BoardFactory, CycleFactory

HEADER = "external_source,external_id,title,owner,demand:core\n"


def lay(*, name: str, rows: int) -> int:
    """A board, and on it a file of so many rows that a worker is to take in."""
    board = BoardFactory(slug=name, name=name)
    cycle = CycleFactory(board=board, state="pitching")
    make_member(board, "Stina", ["steward"])
    make_member(board, "Vera", ["vp"])
    return _send(cycle, rows)


def send_again(*, imported: int) -> int:
    """The same file once more."""
    sent = Import.objects.select_related("cycle__board").get(pk=imported)
    return _send(sent.cycle, sent.rows)


def _send(cycle: Cycle, rows: int) -> int:
    steward = cycle.board.memberships.select_related("person", "board").get(roles=["steward"])
    vera = cycle.board.memberships.select_related("person").get(roles=["vp"]).person.email
    lines = (f"planner,{number},Bet {number},{vera},{number % 9 + 1}\n" for number in range(rows))
    data = (HEADER + "".join(lines)).encode()
    sent = upload(cycle=cycle, data=data, name="bets.csv", by=steward, now=timezone.now())
    while work_on_one(now=timezone.now(), pk=sent.pk):
        pass
    sent.refresh_from_db()
    ask(imported=sent, by=steward, now=timezone.now())
    return sent.pk


def found(*, imported: int) -> dict[str, Any]:
    """What everybody sees of it."""
    sent = Import.objects.get(pk=imported)
    bets = Bet.objects.filter(cycle=sent.cycle_id)
    return {
        "state": sent.state,
        "made": sent.made,
        "bets": bets.count(),
        "pitches": Pitch.objects.filter(bet__in=bets).count(),
        "demands": Demand.objects.filter(bet__in=bets).count(),
        "events": Event.objects.filter(board_id=sent.board_id, kind="bets.cycle.imported").count(),
    }


def lapse(*, imported: int) -> None:
    """Whoever claimed it is given up."""
    mine = Import.objects.filter(pk=imported).exclude(claimed_at=None)
    mine.update(claimed_at=timezone.now() - LEASE - timedelta(seconds=1))
