"""A bet comes to life: drafted, edited and submitted by its owner, and by nobody else."""

from bets.actions.pitching.copying import copy
from bets.actions.pitching.drafting import draft, remove
from bets.actions.pitching.editing import AlreadySubmitted, ChangedMeanwhile, autosave, edit
from bets.actions.pitching.leading import flag_must_do, grant_late_exception, reassign_owner
from bets.actions.pitching.sharing import keep_confidential, name_writers, show_intent
from bets.actions.pitching.submitting import Incomplete, PitchesClosed, submit

__all__ = [
    "AlreadySubmitted",
    "ChangedMeanwhile",
    "Incomplete",
    "PitchesClosed",
    "autosave",
    "copy",
    "draft",
    "edit",
    "flag_must_do",
    "grant_late_exception",
    "keep_confidential",
    "name_writers",
    "reassign_owner",
    "remove",
    "show_intent",
    "submit",
]
