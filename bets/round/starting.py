"""Where a private order may start from."""

import math

from bets.models import Bet, Cycle, Round


def by_last_cycle(round: Round) -> list[int]:
    """The bets of the round as those that they were copied from stood in the cycle before, the rest behind.

    Two statements.
    """
    ranks = _last_ranks(round)
    return sorted(round.bets, key=lambda bet: ranks.get(bet, math.inf))


def has_last_cycle(round: Round) -> bool:
    """Whether any of its bets was ranked in the cycle before. Two statements."""
    return bool(_last_ranks(round))


def _last_ranks(round: Round) -> dict[int, int]:
    cycle = round.cycle
    earlier = Cycle.objects.filter(board=cycle.board_id, starts_on__lt=cycle.starts_on).newest_first()
    last = earlier.values_list("pk", flat=True).first()
    if last is None:
        return {}
    copied = Bet.objects.filter(pk__in=round.bets, copied_from__cycle=last, copied_from__rank__isnull=False)
    return dict(copied.values_list("pk", "copied_from__rank__position"))
