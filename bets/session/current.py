"""The session that is open in a cycle."""

from django.db.models import F

from bets.models import Bet, Cycle, RankingSession
from journal.refusals import Refusal


class NoSession(Refusal):
    code = "no_session"


def current(cycle: Cycle) -> RankingSession | None:
    """With the names of who opened it and who presents. One statement; none unless the cycle is in ranking."""
    if cycle.state != Cycle.State.RANKING:
        return None
    named = RankingSession.objects.select_related("opened_by__person", "presenter__person")
    return named.filter(cycle=cycle, closed_at=None).first()


def demand_current(cycle: Cycle) -> RankingSession:
    """Raises NoSession. For a cycle that is held, so that nobody closes it meanwhile."""
    session = current(cycle)
    if session is None:
        raise NoSession(f"No ranking session of {cycle.name} is open. A leader or the steward opens one.")
    return session


def to_be_pitched(cycle: Cycle) -> list[int]:
    """Who comes when, unless somebody says otherwise: the tray as it came, for those are new; then #1, #2."""
    submitted = Bet.objects.filter(cycle=cycle, status=Bet.Status.SUBMITTED)
    order = submitted.order_by(F("rank__position").asc(nulls_first=True), "submitted_at", "pk")
    return list(order.values_list("pk", flat=True))
