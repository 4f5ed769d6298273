"""Who is told of what happens between a bet and a team, and where they can act on it."""

from datetime import datetime

from django.urls import reverse

from bets.models import Bet
from org.models import Membership, Team


def answering(team: Team, now: datetime) -> list[int]:
    """The memberships that answer for the team today: its VP, and who stands in for them. One statement."""
    if team.vp_id is None:
        return []
    stand_ins = Membership.objects.current().select_related("board").filter(acting_for=team.vp_id)
    return [team.vp_id, *(member.pk for member in stand_ins if member.is_acting(now))]


def writers(bet: Bet) -> list[int]:
    """The owner and the co-writers. One statement."""
    return [bet.owner_id, *bet.co_writers.values_list("pk", flat=True)]


def demand_place(bet: Bet, team: Team) -> str:
    """The path of the demand on the page of its bet."""
    return f"{reverse('bet', args=[bet.pk])}#demand-{team.slug}"
