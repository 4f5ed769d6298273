"""What happened to the bets of a plan since it was locked: what stays open, and which of them ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bets.allocation import BetId
from bets.models import Bet, Cycle
from bets.plan.ground import Ended
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Since:
    """As it is today: how it goes, its link, title and owner; `ended` if it was withdrawn under the plan."""

    title: str
    owner_name: str
    status_line: str
    link: str
    ended: Ended | None


def since(cycle: Cycle, member: Membership, now: datetime) -> Mapping[BetId, Since]:
    """By bet, of all that have a rank in the cycle, as `member` may know of it. Two statements."""
    readable = set(Bet.objects.filter(cycle=cycle).readable_by(member, now).values_list("pk", flat=True))
    rows = Bet.objects.filter(cycle=cycle, rank__isnull=False).values_list(
        "pk", "title", "owner__person__name", "status_line", "link", "status", "ended_reason"
    )
    return {
        bet: Since(title, owner, status_line, link if bet in readable else "", _ended(status, reason))
        for bet, title, owner, status_line, link, status, reason in rows
    }


def _ended(status: str, reason: str) -> Ended | None:
    return None if status == Bet.Status.SUBMITTED else Ended(status, reason)
