"""Rows of the board, in the order in which they come to life."""

from bets.models.bet import Bet, CoWriter, Exclusion, Need, Reader
from bets.models.capacity import Capacity, CapacityProposal, CarryOver
from bets.models.comment import Comment, Mention
from bets.models.cycle import Cycle
from bets.models.demand import Demand
from bets.models.imported import Import, LastMapping
from bets.models.pitch import Pitch
from bets.models.plan import Plan, UnlockVote
from bets.models.prototype import Prototype
from bets.models.question import Opinion, Settlement
from bets.models.rank import Rank
from bets.models.roadmap import Reference, RoadmapRun, RoadmapTool, TeamMove, TeamProject
from bets.models.round import PrivateOrder, Round
from bets.models.session import Attendance, RankingSession
from bets.models.shrink import Shrink
from bets.models.version import Version
from bets.models.waiver import Waiver

__all__ = [
    "Attendance",
    "Bet",
    "Capacity",
    "CapacityProposal",
    "CarryOver",
    "CoWriter",
    "Comment",
    "Cycle",
    "Demand",
    "Exclusion",
    "Import",
    "LastMapping",
    "Mention",
    "Need",
    "Opinion",
    "Pitch",
    "Plan",
    "PrivateOrder",
    "Prototype",
    "Rank",
    "RankingSession",
    "Reader",
    "Reference",
    "RoadmapRun",
    "RoadmapTool",
    "Round",
    "Settlement",
    "Shrink",
    "TeamMove",
    "TeamProject",
    "UnlockVote",
    "Version",
    "Waiver",
]
