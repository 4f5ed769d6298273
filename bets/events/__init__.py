"""What can happen to a cycle, its bets and their order, as the journal keeps it."""

from bets.events.capacity import CapacityChanged
from bets.events.cycle import CycleCreated, CycleEdited, CycleImported, CycleMoved, PlanLocked, UnlockAsked
from bets.events.demand import DemandChanged
from bets.events.order import BetDeclined, BetWithdrawn, OrderPayload, RankingChanged, act_of
from bets.events.pitch import (
    BetDrafted,
    BetEdited,
    BetSubmitted,
    LateExceptionGranted,
    MustDoFlagged,
    OwnerNamed,
    TiesChanged,
)

__all__ = [
    "BetDeclined",
    "BetDrafted",
    "BetEdited",
    "BetSubmitted",
    "BetWithdrawn",
    "CapacityChanged",
    "CycleCreated",
    "CycleEdited",
    "CycleImported",
    "CycleMoved",
    "DemandChanged",
    "LateExceptionGranted",
    "MustDoFlagged",
    "OrderPayload",
    "OwnerNamed",
    "PlanLocked",
    "RankingChanged",
    "TiesChanged",
    "UnlockAsked",
    "act_of",
]
