"""A reason given afterwards: the event stays as it is, and another says why."""

from dataclasses import dataclass
from datetime import datetime

from bets.access import held
from bets.actions.validity import check_reason
from bets.events import RankingExplained
from bets.history import NoSuchRevision
from bets.models import Cycle
from journal.models import Event
from journal.once import Key, once
from journal.record import record
from org.models import Membership


@dataclass(frozen=True)
class Explained:
    revision: int
    reason: str


@once(Explained)
def explain(
    *, cycle: Cycle, revision: int, reason: str, by: Membership, now: datetime, key: Key | None = None
) -> Explained:
    """Say why the change that made `revision` was made; the reason given last is the one that is shown.

    Raises NoSuchRevision, and Invalid for blanks.
    """
    cycle = held(cycle, by, "rank.move")
    check_reason(reason)
    event = Event.objects.filter(topic=cycle.topic, revision=revision).first()
    if event is None:
        raise NoSuchRevision(f"Revision {revision} was made by no change of the order.")
    said = reason.strip()
    record(
        RankingExplained(of=revision, reason=said),
        board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now,
    )  # fmt: skip
    return Explained(revision, said)
