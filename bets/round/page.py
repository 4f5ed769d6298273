"""The page of a ranking round: how far it is while it is open, and what came out of it afterwards."""

from dataclasses import dataclass
from datetime import datetime

from bets.access import may
from bets.models import Cycle, Round
from bets.round.progress import Progress, progress
from bets.round.reveal import Reveal, reveal
from bets.rounds import current_round
from org.models import Membership


@dataclass(frozen=True)
class RoundPage:
    """Of `progress` and `reveal` at most one is there; none of them: no round was opened yet."""

    cycle: Cycle
    round: Round | None
    progress: Progress | None
    reveal: Reveal | None
    may_steer: bool
    may_sort: bool
    may_adopt: bool


def round_page(cycle: Cycle, member: Membership, now: datetime, *, all_pairs: bool = False) -> RoundPage:
    """For who may follow rounds of the cycle."""
    found = current_round(cycle)
    if found is not None:
        found.cycle = cycle
    return RoundPage(
        cycle=cycle,
        round=found,
        progress=progress(found, member) if found and found.is_open else None,
        reveal=reveal(found, member, now, all_pairs=all_pairs) if found and found.is_revealed else None,
        may_steer=may(member, cycle, "round.open_close_reveal"),
        may_sort=may(member, cycle, "private_order.write", own=True),
        may_adopt=may(member, cycle, "rank.move") and not cycle.frozen,
    )
