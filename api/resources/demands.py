"""What a bet asks of a team: said by its writers, answered by the team's VP, settled by a leader."""

from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door, Shape
from api.etags import by_content
from api.fields import Amount, Weeks, Words
from api.resources.bets import Demanded
from bets.access import bet_for
from bets.actions import demands
from bets.actions.pitching import edit
from bets.bodies.bets import demanded
from bets.demand_access import demand_for
from bets.models import Bet, Demand
from org.access import team_of, unknown
from org.models import Team

_REASON = 2000


class Ask(Shape):
    person_weeks = Amount()


class Seen(Shape):
    """The number that the VP saw; 409 `changed` if it is another by now."""

    person_weeks = Amount()


class Dispute(Shape):
    """`person_weeks` is the number that the VP saw, `offered` what the team gives instead: "0.0" is nothing."""

    person_weeks = Amount()
    offered = Weeks()
    reason = Words(max_length=_REASON)


class Settlement(Shape):
    person_weeks = Amount()
    reason = Words(max_length=_REASON)


class DemandDoor(Door):
    """`/bets/{id}/demands/{team}/`"""

    @extend_schema(operation_id="demands_read", responses=Demanded)
    def get(self, request: Request, pk: int, team: str) -> HttpResponseBase:
        """What is asked of one team, and what was answered."""
        bet, member = bet_for(self.person, pk, to="bet.read_pitch")
        found = _found(bet, team_of(member, team))
        if found is None:
            raise unknown(member, f"demand of bet {pk} of team {team}")
        return by_content(request, demanded(found))

    @extend_schema(operation_id="demands_ask", request=Ask, responses={200: Demanded, 201: Demanded})
    def put(self, request: Request, pk: int, team: str) -> Response:
        """Say what the bet asks. Another number is for the team's VP to answer anew."""
        bet, member = bet_for(self.person, pk, to="demand.set")
        asked_of = team_of(member, team)
        wish = self.asked(Ask)
        is_new = _found(bet, asked_of) is None
        edit(bet=bet, weeks={asked_of: wish["person_weeks"]}, by=member, now=timezone.now())
        return Response(_told(bet, asked_of), status=201 if is_new else 200)

    @extend_schema(operation_id="demands_drop", responses={204: None})
    def delete(self, request: Request, pk: int, team: str) -> Response:
        """The bet asks nothing of the team any more."""
        bet, member = bet_for(self.person, pk, to="demand.set")
        edit(bet=bet, weeks={team_of(member, team): None}, by=member, now=timezone.now())
        return Response(status=204)


class ConfirmationDoor(Door):
    """`/bets/{id}/demands/{team}/confirmation/`"""

    @extend_schema(operation_id="demands_confirm", request=Seen, responses=Demanded)
    def put(self, request: Request, pk: int, team: str) -> Response:
        """The team's VP says yes to the number that they saw."""
        demand, member = demand_for(self.person, pk, team, to="demand.confirm_or_dispute")
        seen = self.asked(Seen)
        demands.confirm(demand=demand, tenths=seen["person_weeks"], by=member, now=timezone.now())
        return Response(_told(demand.bet, demand.team))


class DisputeDoor(Door):
    """`/bets/{id}/demands/{team}/dispute/`"""

    @extend_schema(operation_id="demands_dispute", request=Dispute, responses=Demanded)
    def put(self, request: Request, pk: int, team: str) -> Response:
        """The team's VP offers another number. Until a leader settles it, the one that is asked counts."""
        demand, member = demand_for(self.person, pk, team, to="demand.confirm_or_dispute")
        said = self.asked(Dispute)
        demands.dispute(
            demand=demand, tenths=said["person_weeks"], offered_tenths=said["offered"], reason=said["reason"],
            by=member, now=timezone.now(),
        )  # fmt: skip
        return Response(_told(demand.bet, demand.team))


class SettlementDoor(Door):
    """`/bets/{id}/demands/{team}/settlement/`"""

    @extend_schema(operation_id="demands_settle", request=Settlement, responses=Demanded)
    def put(self, request: Request, pk: int, team: str) -> Response:
        """A leader sets the number; it is shown for ever as set by a leader."""
        demand, member = demand_for(self.person, pk, team, to="demand.settle")
        said = self.asked(Settlement)
        demands.settle(demand=demand, tenths=said["person_weeks"], reason=said["reason"], by=member, now=timezone.now())
        return Response(_told(demand.bet, demand.team))


def _found(bet: Bet, team: Team) -> Demand | None:
    return Demand.objects.filter(bet=bet, team=team).select_related("team", "decided_by__person").first()


def _told(bet: Bet, team: Team) -> dict[str, Any]:
    found = _found(bet, team)
    if found is None:
        raise demands.Dropped(f"{bet.title} asks nothing of {team.name} any more.")
    return demanded(found)
