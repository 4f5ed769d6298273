"""What can happen to a cycle, its bets and their order, as the journal keeps it."""

from bets.events.capacity import CapacityChanged, CapacityProposed, CapacityRefused
from bets.events.comment import CommentEdited, CommentPosted, CommentRemoved
from bets.events.cycle import CycleCreated, CycleEdited, CycleImported, CycleMoved, PlanLocked, UnlockAsked
from bets.events.demand import DemandChanged, ShrinkAgreed, ShrinkAsked, ShrinkRefused, ShrinkTakenBack
from bets.events.exception import LateExceptionAsked
from bets.events.order import BetDeclined, BetWithdrawn, OrderPayload, RankingChanged, act_of
from bets.events.pitch import (
    BetDrafted,
    BetEdited,
    BetSubmitted,
    ConfidentialitySet,
    DraftRemoved,
    IntentHidden,
    IntentShown,
    LateExceptionGranted,
    MustDoFlagged,
    OwnerNamed,
    TiesChanged,
    WritersNamed,
)
from bets.events.prototype import PrototypeAdded, PrototypeRemoved
from bets.events.waiver import WaiverGiven, WaiverTakenBack

__all__ = [
    "BetDeclined",
    "BetDrafted",
    "BetEdited",
    "BetSubmitted",
    "BetWithdrawn",
    "CapacityChanged",
    "CapacityProposed",
    "CapacityRefused",
    "CommentEdited",
    "CommentPosted",
    "CommentRemoved",
    "ConfidentialitySet",
    "CycleCreated",
    "CycleEdited",
    "CycleImported",
    "CycleMoved",
    "DemandChanged",
    "DraftRemoved",
    "IntentHidden",
    "IntentShown",
    "LateExceptionAsked",
    "LateExceptionGranted",
    "MustDoFlagged",
    "OrderPayload",
    "OwnerNamed",
    "PlanLocked",
    "PrototypeAdded",
    "PrototypeRemoved",
    "RankingChanged",
    "ShrinkAgreed",
    "ShrinkAsked",
    "ShrinkRefused",
    "ShrinkTakenBack",
    "TiesChanged",
    "UnlockAsked",
    "WaiverGiven",
    "WaiverTakenBack",
    "WritersNamed",
    "act_of",
]
