"""The plan is locked, and in earnest: what it froze is refused by the database too. Two leaders can unlock."""

from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction

from bets.access import held
from bets.actions.leaving import clear_away
from bets.actions.validity import check_reason
from bets.events import CycleMoved, PlanLocked, UnlockAsked
from bets.models import Cycle, Plan, UnlockVote
from bets.plan import content, digest
from bets.readiness import missing
from journal.kinds import Payload
from journal.record import record
from journal.refusals import Refusal
from org.models import Membership

VOTES_LIVE = timedelta(hours=24)
ACCEPTABLE = frozenset({"idle", "line_at_too_large", "must_do_share", "queue_jump"})


class NotReady(Refusal):
    """`extra`: `missing`, everything that keeps the cycle from being locked."""

    code = "not_ready"


@transaction.atomic
def lock(
    *, cycle: Cycle, by: Membership, now: datetime, accepted: frozenset[str] = frozenset(), reason: str = ""
) -> Plan:
    """Freeze order, demands, capacities and policy as a plan with a hash.

    Raises NotReady with the whole list of what is missing. Of that list a leader may accept, with one sentence as
    `reason`, the codes that are a matter of judgement: idle capacity, a line at a bet that is too large,
    queue-jumps, and must-do bets that take much of a team.
    """
    cycle = held(cycle, by, "cycle.lock")
    _check_ready(cycle, accepted, reason)
    frozen = content(cycle)
    plan = Plan.objects.create(
        board=cycle.board, cycle=cycle, revision=cycle.revision,
        content=frozen, digest=digest(frozen), locked_at=now, locked_by=by,
    )  # fmt: skip
    cycle.state = Cycle.State.LOCKED
    cycle.save(update_fields=["state"])
    _tell(PlanLocked(digest=plan.digest, revision=cycle.revision, reason=reason or None), cycle, by, now)
    return plan


def _check_ready(cycle: Cycle, accepted: frozenset[str], reason: str) -> None:
    waived = accepted & ACCEPTABLE if reason.strip() else frozenset()
    open_still = [item for item in missing(cycle) if item.code not in waived]
    if open_still:
        raise NotReady(
            f"{len(open_still)} things are missing before the plan can be locked.",
            missing=[asdict(item) for item in open_still],
        )


@transaction.atomic
def unlock(*, cycle: Cycle, by: Membership, now: datetime, reason: str) -> bool:
    """Ask to unlock, with a reason; the second leader within a day, or the only leader, does it.

    Returns whether the cycle is unlocked now.
    """
    cycle = held(cycle, by, "cycle.unlock")
    check_reason(reason)
    plan = Plan.objects.get(cycle=cycle, unlocked_at=None)
    UnlockVote.objects.create(board=cycle.board, plan=plan, by=by, reason=reason, at=now)
    if not _enough(plan, by, now):
        _tell(UnlockAsked(reason=reason), cycle, by, now)
        return False
    plan.unlocked_at = now
    plan.save(update_fields=["unlocked_at"])
    cycle.state = Cycle.State.RANKING
    cycle.save(update_fields=["state"])
    clear_away(cycle=cycle, by=by, now=now)
    _tell(CycleMoved(before=Cycle.State.LOCKED, after=Cycle.State.RANKING, reason=reason), cycle, by, now)
    return True


def _enough(plan: Plan, by: Membership, now: datetime) -> bool:
    leaders = Membership.objects.filter(board=plan.board_id).leaders()
    if not leaders.exclude(pk=by.pk).exists():
        return True
    votes = UnlockVote.objects.filter(plan=plan, at__gt=now - VOTES_LIVE, by__in=leaders)
    return votes.values("by").distinct().count() >= 2


def _tell(payload: Payload, cycle: Cycle, by: Membership, now: datetime) -> None:
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)
