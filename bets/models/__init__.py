"""Rows of the board, in the order in which they come to life."""

from bets.models.bet import Bet, CoWriter, Exclusion, Need, Prototype
from bets.models.capacity import Capacity, CarryOver
from bets.models.cycle import Cycle
from bets.models.demand import Demand
from bets.models.pitch import Pitch
from bets.models.plan import Plan, UnlockVote
from bets.models.rank import Rank

__all__ = [
    "Bet",
    "Capacity",
    "CarryOver",
    "CoWriter",
    "Cycle",
    "Demand",
    "Exclusion",
    "Need",
    "Pitch",
    "Plan",
    "Prototype",
    "Rank",
    "UnlockVote",
]
