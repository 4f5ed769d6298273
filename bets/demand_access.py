"""The roads from a request to what a bet asks of a team, and to whether it can be less; see `bets.access`."""

from django.utils import timezone

from bets.access import authorise, bet_for
from bets.actions.demand_changes import Dropped
from bets.models import Bet, Demand, Shrink
from org.access import team_of, unknown
from org.models import Membership, Person, Team


def demand_for(person: Person, bet_pk: int, team_slug: str, *, to: str) -> tuple[Demand, Membership]:
    """The demand with bet, cycle and team, if the person may do `to` with it. `own` means that of one's own team.

    Raises Dropped, once the right is judged, for a bet that asks nothing of the team.
    """
    bet, member = bet_for(person, bet_pk, to="bet.read_pitch")
    team = team_of(member, team_slug)
    authorise(member, bet.cycle, to, own=member.answers_for(team.vp_id, timezone.now()))
    return _demand(bet, team), member


def shrink_for(person: Person, bet_pk: int, pk: int, *, to: str = "") -> tuple[Shrink, Demand, Membership]:
    """A leader's question with bet, cycle and team, its demand as it is today, and the person's place.

    Without `to` the person is to answer, as the bet's owner or as the team's VP. `own` means: of one's own bet for
    `demand.set`, which here is the owner's alone, and of one's own team otherwise.
    Raises Dropped, once the right is judged, for a bet that asks nothing of the team any more.
    """
    bet, member = bet_for(person, bet_pk, to="bet.read_pitch")
    shrink = Shrink.objects.select_related("team__vp__person").filter(bet=bet, pk=pk).first()
    if shrink is None:
        raise unknown(member, f"shrink {pk} of bet {bet_pk}")
    owns, answers = bet.owner_id == member.pk, member.answers_for(shrink.team.vp_id, timezone.now())
    to = to or ("demand.set" if owns else "demand.confirm_or_dispute")
    authorise(member, bet.cycle, to, own=owns if to == "demand.set" else answers)
    shrink.bet = bet
    return shrink, _demand(bet, shrink.team), member


def _demand(bet: Bet, team: Team) -> Demand:
    demand = Demand.objects.filter(bet=bet, team=team).first()
    if demand is None:
        raise Dropped(f"{bet.title} asks nothing of {team.name}.")
    demand.bet, demand.team = bet, team
    return demand
