"""A bet that is pitched again: where it comes from, and where it went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bets.access import may
from bets.models import Bet, Cycle, Plan
from org.models import Membership


@dataclass(frozen=True, slots=True)
class Past:
    """One pitch of the same idea: "2026H1", "#12, not funded"."""

    bet: int
    title: str
    cycle: str
    said: str


def past_of(bet: Bet, member: Membership) -> Past | None:
    """What the bet was copied from, if the member may know of it. At most three statements."""
    if bet.copied_from_id is None:
        return None
    return next(iter(_pasts(_known(Bet.objects.filter(pk=bet.copied_from_id), member), member)), None)


def again(bet: Bet, member: Membership) -> list[Past]:
    """The later pitches that were copied from the bet, of those that the member may know of."""
    return _pasts(_known(Bet.objects.filter(copied_from=bet), member), member)


def copyable(cycle: Cycle, member: Membership, now: datetime) -> list[Past]:
    """What the member may pitch again in `cycle`, newest first. Two statements."""
    bets = Bet.objects.copyable_into(cycle, member, now).select_related("cycle__board", "rank", "owner__person")
    return _pasts(bets.order_by("-cycle__starts_on", "-cycle_id", "title", "pk"), member)


def _known(bets: Iterable[Bet], member: Membership) -> list[Bet]:
    chosen = Bet.objects.known_to(member).filter(pk__in=[bet.pk for bet in bets])
    found = chosen.select_related("cycle__board", "rank", "owner__person").order_by("cycle__starts_on", "pk")
    return [bet for bet in found if may(member, bet.cycle, "bet.read_pitch") or bet.owner_id == member.pk]


def _pasts(bets: Iterable[Bet], member: Membership) -> list[Past]:
    found = list(bets)
    plans = Plan.objects.filter(cycle__in={bet.cycle_id for bet in found}, unlocked_at=None)
    funded = {plan.cycle_id: set(plan.content.get("funded", ())) for plan in plans}
    return [Past(bet.pk, bet.title, bet.cycle.name, _said(bet, member, funded.get(bet.cycle_id))) for bet in found]


def _said(bet: Bet, member: Membership, funded: set[int] | None) -> str:
    """ "#12, not funded"; before the plan is locked, no more than everybody may know."""
    if not bet.is_open or not hasattr(bet, "rank") or not may(member, bet.cycle, "rank.read"):
        return bet.get_status_display().lower()
    rank = f"#{bet.rank.position}"
    return rank if funded is None else f"{rank}, {'funded' if bet.pk in funded else 'not funded'}"
