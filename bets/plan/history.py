"""All locks of a cycle, and who asked to take one back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from bets.actions.locking import VOTES_LIVE, votes
from bets.models import Cycle, Plan, UnlockVote
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Asked:
    """A leader's wish to unlock, with what they wrote; it counts before `until`."""

    by: str
    member: int
    reason: str
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Older:
    """A plan that is in force no longer; `asked` are the wishes that ended it, and those that nobody joined."""

    plan: Plan
    asked: tuple[Asked, ...]


def in_force(cycle: Cycle) -> Plan | None:
    """One statement."""
    plan = Plan.objects.filter(cycle=cycle, unlocked_at=None).select_related("locked_by__person").first()
    if plan is not None:
        plan.cycle = cycle
    return plan


def older(cycle: Cycle) -> list[Older]:
    """Newest first, without their contents. Two statements."""
    wishes = Prefetch("unlock_votes", UnlockVote.objects.select_related("by__person").order_by("at", "pk"))
    plans = Plan.objects.filter(cycle=cycle, unlocked_at__isnull=False).defer("content")
    found = plans.select_related("locked_by__person").prefetch_related(wishes).order_by("-locked_at", "-pk")
    return [Older(plan, tuple(_asked(vote) for vote in plan.unlock_votes.all())) for plan in found]


def asked(plan: Plan, now: datetime) -> tuple[Asked, ...]:
    """The wishes that wait for another leader. One statement."""
    return tuple(_asked(vote) for vote in votes(plan, now).select_related("by__person"))


def who_unlocks(cycle: Cycle) -> list[str]:
    """The names of its leaders."""
    current = Membership.objects.filter(board=cycle.board_id).leaders()
    return list(current.order_by("person__name").values_list("person__name", flat=True))


def _asked(vote: UnlockVote) -> Asked:
    return Asked(vote.by.name, vote.by_id, vote.reason, vote.at, vote.at + VOTES_LIVE)
