"""What teams can give: read, set by whose word is enough, proposed by a team's VP."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door, Shape
from api.etags import by_content
from api.fields import Ids, Percent, Reason, Weeks, Words
from bets.access import authorise, cycle_for, may
from bets.actions.capacity import set_capacity
from bets.actions.proposals import put
from bets.actions.shares import Share, stored
from bets.bodies.capacity import teams_of
from bets.models import Cycle
from org.models import Membership, Team

_MOST_TEAMS = 500


class TeamCapacity(Shape):
    """What a team can give before reserve and carry-over. What is left out stays as it is."""

    team = Words(max_length=60)
    person_weeks = Weeks()
    reserve_percent = Percent(required=False)
    carry_over = Weeks(required=False)


class Capacities(Shape):
    """Teams that it does not name keep what they have."""

    teams = TeamCapacity(many=True)
    reason = Reason()

    def validate_teams(self, teams: list[dict[str, Any]]) -> list[dict[str, Any]]:
        named = [team["team"] for team in teams]
        if len(named) > _MOST_TEAMS or len(set(named)) != len(named):
            raise serializers.ValidationError(f"Each team once, and at most {_MOST_TEAMS}.")
        return teams


class GivenByTeam(TeamCapacity):
    """`net` is what bets can use."""

    reserve_percent = Percent()
    carry_over = Weeks()
    net = Weeks()


class Given(serializers.Serializer[Any]):
    teams = GivenByTeam(many=True)


class Change(Given):
    """`enters` and `leaves` are null for who may not see the order; `proposed` waits for a leader, by team."""

    enters = Ids(allow_null=True)
    leaves = Ids(allow_null=True)
    proposed = serializers.ListField(child=serializers.CharField())


class CapacityDoor(Door):
    """`/cycles/{id}/capacity/`"""

    @extend_schema(operation_id="capacity_read", responses=Given)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """The teams of which somebody has said what they can give."""
        cycle, _ = cycle_for(self.person, pk, to="capacity.read")
        return by_content(request, {"teams": teams_of(cycle)})

    @extend_schema(operation_id="capacity_set", request=Capacities, responses=Change)
    def put(self, request: Request, pk: int) -> Response:
        """Set it; a VP proposes it for their own teams. All of it or nothing."""
        cycle, member = cycle_for(self.person, pk, to="board.view")
        authorise(member, cycle, "capacity.set", own=_answers(member))
        asked = self.asked(Capacities)
        shares = _shares(cycle, asked["teams"])
        if may(member, cycle, "capacity.set"):
            moved = set_capacity(cycle=cycle, shares=shares, by=member, now=timezone.now(), reason=asked["reason"])
            told = may(member, cycle, "allocation.read")
            enters, leaves = (list(moved.enters), list(moved.leaves)) if told else (None, None)
            return Response({"teams": teams_of(cycle), "enters": enters, "leaves": leaves, "proposed": []})
        _propose(cycle, shares, member, asked["reason"])
        proposed = [share.team.slug for share in shares]
        return Response({"teams": teams_of(cycle), "enters": None, "leaves": None, "proposed": proposed})


@transaction.atomic
def _propose(cycle: Cycle, shares: Sequence[Share], member: Membership, reason: str) -> None:
    """Each by itself: a leader answers them one by one."""
    now = timezone.now()
    for share in shares:
        authorise(member, cycle, "capacity.set", own=member.answers_for(share.team.vp_id, now))
        put(cycle=cycle, share=share, by=member, now=now, reason=reason)


def _answers(member: Membership) -> bool:
    """Whether there is a team for which they would propose."""
    vps = {member.pk, *([member.acting_for_id] if member.is_acting(timezone.now()) else [])}
    return Team.objects.filter(board=member.board_id, vp__in=vps).exists()


def _shares(cycle: Cycle, asked: Sequence[Mapping[str, Any]]) -> list[Share]:
    """In the order of the body. Raises ValidationError for a team that there is none of."""
    teams = {team.slug: team for team in Team.objects.filter(board=cycle.board_id)}
    faults = [{} if each["team"] in teams else {"team": "There is no such team."} for each in asked]
    if any(faults):
        raise serializers.ValidationError({"teams": faults})
    today = stored(cycle, [teams[each["team"]] for each in asked])
    return [_share(teams[each["team"]], each, today[each["team"]]) for each in asked]


def _share(team: Team, each: Mapping[str, Any], stands: Share | None) -> Share:
    """A carry-over that is the sum of today's items keeps them."""
    reserve = each.get("reserve_percent", stands.reserve_permille if stands else 0)
    carried = each.get("carry_over", stands.carried_tenths if stands else 0)
    if stands is not None and carried == stands.carried_tenths:
        return Share(team, each["person_weeks"], reserve, items=stands.carried)
    return Share(team, each["person_weeks"], reserve, carry_over_tenths=carried)
