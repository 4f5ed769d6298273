"""The roads to what a cycle is run by: a team's capacity, what its VP proposes, a leader's sentence."""

from datetime import datetime

from bets.access import authorise, cycle_for
from bets.models import CapacityProposal, Cycle, Waiver
from org.access import team_of, unknown
from org.models import Membership, Person, Team


def team_for(person: Person, pk: int, slug: str, *, to: str, now: datetime) -> tuple[Cycle, Membership, Team]:
    """The cycle, the person's place and the team, if they may do `to`; `own` is whose VP they are, or stand in for."""
    cycle, member = cycle_for(person, pk, to="board.view")
    team = team_of(member, slug)
    authorise(member, cycle, to, own=member.answers_for(team.vp_id, now))
    return cycle, member, team


def proposal_for(person: Person, pk: int, proposal: int, *, to: str) -> tuple[CapacityProposal, Membership]:
    """What somebody proposed for a team in the cycle, with cycle and team. Http404 without one."""
    cycle, member = cycle_for(person, pk, to=to)
    found = CapacityProposal.objects.select_related("team").filter(pk=proposal, cycle=cycle).first()
    if found is None:
        raise unknown(member, f"proposal {proposal}")
    found.cycle = cycle
    return found, member


def waiver_for(person: Person, pk: int, waiver: int, *, to: str) -> tuple[Waiver, Membership]:
    """A leader's sentence in the cycle, with cycle and team. Http404 without one."""
    cycle, member = cycle_for(person, pk, to=to)
    found = Waiver.objects.select_related("team").filter(pk=waiver, cycle=cycle).first()
    if found is None:
        raise unknown(member, f"waiver {waiver}")
    found.cycle = cycle
    return found, member
