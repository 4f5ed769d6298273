"""#12 in 2026H2 at revision 41: which bet stood there then, and where it stands now."""

from dataclasses import dataclass

from bets.board.telling import Telling, tell
from bets.history import order_at
from bets.models import Bet, Cycle, Rank
from journal.models import Event
from journal.refusals import Refusal


class NoSuchRank(Refusal):
    status = 404
    code = "no_such_rank"


@dataclass(frozen=True, slots=True)
class RankAt:
    """`now`: its rank today, None if it has none. `made`: what made that revision; None at the beginning."""

    revision: int
    rank: int
    bet: Bet
    now: int | None
    made: Telling | None


def rank_at(cycle: Cycle, revision: int, rank: int) -> RankAt:
    """Five statements. Raises NoSuchRevision, and NoSuchRank for a rank that nothing had then."""
    order = order_at(cycle, revision)
    if not 1 <= rank <= len(order):
        held = f"the order had ranks 1 to {len(order)}" if order else "nothing was ranked yet"
        raise NoSuchRank(f"There was no #{rank} at revision {revision}: {held}.")
    bet = Bet.objects.select_related("owner__person").get(pk=order[rank - 1], cycle=cycle)
    event = Event.objects.filter(topic=cycle.topic, revision=revision).first()
    return RankAt(
        revision=revision,
        rank=rank,
        bet=bet,
        now=Rank.objects.filter(bet=bet).values_list("position", flat=True).first(),
        made=tell(event, cycle.board.zone) if event else None,
    )
