"""What can happen to a cycle, its bets and their order, as the journal keeps it."""

from bets.events.capacity import CapacityChanged, CapacityProposed, CapacityRefused
from bets.events.comment import CommentEdited, CommentPosted, CommentRemoved
from bets.events.cycle import CycleCreated, CycleEdited, CycleImported, CycleMoved, PlanLocked, UnlockAsked
from bets.events.demand import DemandChanged, ShrinkAgreed, ShrinkAsked, ShrinkRefused, ShrinkTakenBack
from bets.events.exception import LateExceptionAsked
from bets.events.order import BetDeclined, BetWithdrawn, OrderPayload, RankingChanged, RankingExplained, act_of
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
from bets.events.question import QuestionAnswered, QuestionSettled
from bets.events.round import (
    PrivateOrderReady,
    PrivateOrderStarted,
    RoundCalledOff,
    RoundOpened,
    RoundProved,
    RoundRevealed,
)
from bets.events.session import (
    OrderFrozen,
    OrderThawed,
    SessionClosed,
    SessionEntered,
    SessionLeft,
    SessionOpened,
    SessionSteered,
)
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
    "OrderFrozen",
    "OrderPayload",
    "OrderThawed",
    "OwnerNamed",
    "PlanLocked",
    "PrivateOrderReady",
    "PrivateOrderStarted",
    "PrototypeAdded",
    "PrototypeRemoved",
    "QuestionAnswered",
    "QuestionSettled",
    "RankingChanged",
    "RankingExplained",
    "RoundCalledOff",
    "RoundOpened",
    "RoundProved",
    "RoundRevealed",
    "SessionClosed",
    "SessionEntered",
    "SessionLeft",
    "SessionOpened",
    "SessionSteered",
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
