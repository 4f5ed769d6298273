"""The plan is locked, and in earnest: what it froze is refused by the database too. Two leaders can unlock."""

from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from bets.access import held
from bets.actions import rounds, sessions
from bets.actions.leaving import clear_away
from bets.actions.validity import check_reason
from bets.events import CycleMoved, PlanLocked, UnlockAsked
from bets.models import Cycle, Plan, UnlockVote
from bets.plan import content, digest
from bets.readiness import Readiness, readiness
from journal.kinds import Payload
from journal.record import record
from journal.refusals import Refusal
from org.models import Membership
from org.notices import leaders, tell

VOTES_LIVE = timedelta(hours=24)


class NotReady(Refusal):
    """`extra`: `missing`, everything that keeps the cycle from being locked."""

    code = "not_ready"


class OtherPlan(Refusal):
    """What would be locked now is not what the leader was shown."""

    code = "other_plan"


class AlreadyAsked(Refusal):
    """One leader's wish counts once; it takes another leader to carry it out."""

    code = "already_asked"


@transaction.atomic
def lock(*, cycle: Cycle, by: Membership, now: datetime, seen: str | None = None) -> Plan:
    """Freeze order, demands, capacities and policy as a plan with a hash. The whole board is told.

    An open ranking round is called off with it, and an open session closed, each by an event of its own: nobody could,
    once the ranking is over.

    Raises NotReady with the whole list of what is missing and was not waived. With `seen`, the hash of the plan that
    the leader was shown, raises OtherPlan if it would be another by now.
    """
    cycle = held(cycle, by, "cycle.lock")
    found = readiness(cycle)
    _check_ready(found)
    frozen = content(cycle, found=found)
    if seen is not None and seen != digest(frozen):
        raise OtherPlan("Something changed since you looked: this would lock another plan. Look again.")
    plan = Plan.objects.create(
        board=cycle.board, cycle=cycle, revision=cycle.revision,
        content=frozen, digest=digest(frozen), locked_at=now, locked_by=by,
    )  # fmt: skip
    rounds.conclude(cycle=cycle, by=by, now=now)
    sessions.conclude(cycle=cycle, by=by, now=now)
    cycle.state = Cycle.State.LOCKED
    cycle.save(update_fields=["state"])
    payload = PlanLocked(digest=plan.digest, revision=cycle.revision, funded=len(frozen["funded"]))
    sentence = f"The plan of {cycle.name} is locked: {payload.funded} of {len(frozen['order'])} bets are funded."
    tell(_board(cycle), payload, sentence, reverse("plan", args=[cycle.pk]), by=by, now=now)
    _tell(payload, cycle, by, now)
    return plan


def _check_ready(found: Readiness) -> None:
    if still := found.missing:
        things = "1 thing is" if len(still) == 1 else f"{len(still)} things are"
        raise NotReady(f"{things} missing before the plan can be locked.", missing=[asdict(item) for item in still])


def _board(cycle: Cycle) -> list[int]:
    """Everybody on it, viewers too: from now on they may read the order."""
    return list(Membership.objects.current().filter(board=cycle.board_id).values_list("pk", flat=True))


@transaction.atomic
def unlock(*, cycle: Cycle, by: Membership, now: datetime, reason: str) -> bool:
    """Ask to unlock, with a reason; the second leader within a day, or the only leader, does it.

    Returns whether the cycle is unlocked now; all who know of it are told. Raises AlreadyAsked while the same
    leader's wish waits for another.
    """
    cycle = held(cycle, by, "cycle.unlock")
    check_reason(reason)
    plan = Plan.objects.get(cycle=cycle, unlocked_at=None)
    if votes(plan, now).filter(by=by).exists():
        raise AlreadyAsked("You have asked already; another leader can unlock the plan now.")
    UnlockVote.objects.create(board=cycle.board, plan=plan, by=by, reason=reason.strip(), at=now)
    if _enough(plan, by, now):
        _open(plan, cycle, by, now, reason)
        return True
    payload = UnlockAsked(reason=reason)
    sentence = f"{by.name} asks you to unlock the plan of {cycle.name} with them, within a day: {reason}"
    tell(leaders(cycle.board), payload, sentence, reverse("unlock", args=[cycle.pk]), by=by, now=now)
    _tell(payload, cycle, by, now)
    return False


def votes(plan: Plan, now: datetime) -> QuerySet[UnlockVote]:
    """The wishes to unlock that count today: of leaders, from the last 24 hours, the oldest first."""
    current = Membership.objects.filter(board=plan.board_id).leaders()
    return UnlockVote.objects.filter(plan=plan, at__gt=now - VOTES_LIVE, by__in=current).order_by("at", "pk")


def _enough(plan: Plan, by: Membership, now: datetime) -> bool:
    others = Membership.objects.filter(board=plan.board_id).leaders().exclude(pk=by.pk)
    return not others.exists() or votes(plan, now).exclude(by=by).exists()


def _open(plan: Plan, cycle: Cycle, by: Membership, now: datetime, reason: str) -> None:
    plan.unlocked_at = now
    plan.save(update_fields=["unlocked_at"])
    cycle.state = Cycle.State.RANKING
    cycle.save(update_fields=["state"])
    clear_away(cycle=cycle, by=by, now=now)
    payload = CycleMoved(before=Cycle.State.LOCKED, after=Cycle.State.RANKING, reason=reason)
    sentence = f"The plan of {cycle.name} is unlocked: the order can change again. {by.name}: {reason}"
    ranking = Membership.objects.filter(board=cycle.board_id).exclude(roles=[]).values_list("pk", flat=True)
    tell(ranking, payload, sentence, reverse("cycle", args=[cycle.pk]), by=by, now=now)
    _tell(payload, cycle, by, now)


def _tell(payload: Payload, cycle: Cycle, by: Membership, now: datetime) -> None:
    record(payload, board_id=cycle.board_id, topic=cycle.topic, by=by, subject=cycle, now=now)
