"""What the order and the capacity fund: as it stands, under another policy, and as it would be."""

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door, Shape
from api.etags import by_number
from api.fields import Id, Ids, Revision, Weeks
from api.filters import choice
from api.resources.ranking import MOST_BETS
from bets.access import cycle_for
from bets.allocation import Policy, Reason
from bets.exporting import allocation_now
from bets.models import Cycle
from bets.supposing.preview import preview
from org.models import Team


class UnfundedBet(serializers.Serializer[Any]):
    bet = Id()
    reason = serializers.ChoiceField([str(reason) for reason in Reason])
    sentence = serializers.CharField()
    teams = serializers.ListField(child=serializers.CharField())
    short = serializers.DictField(child=Weeks())
    turn_price = serializers.DictField(child=Weeks())
    no_regret_price = serializers.DictField(child=Weeks())


class CutLine(serializers.Serializer[Any]):
    bet = Id()
    rank = serializers.IntegerField()


class TeamLine(CutLine):
    team = serializers.CharField()


class TeamUse(serializers.Serializer[Any]):
    team = serializers.CharField()
    capacity = serializers.CharField()
    used = serializers.CharField()
    left = serializers.CharField()
    idle_behind = Id(allow_null=True)


class Allocated(serializers.Serializer[Any]):
    """Amounts are person-weeks, by the slug of the team."""

    policy = serializers.ChoiceField(Cycle.Policy.choices)
    revision = Revision()
    funded = Ids()
    unfunded = UnfundedBet(many=True)
    line = CutLine(allow_null=True)
    team_lines = TeamLine(many=True)
    teams = TeamUse(many=True)


class Supposition(Shape):
    """What is left out is as it is today. `order` is a whole one; `capacity` is net, by the slug of the team."""

    policy = serializers.ChoiceField(Cycle.Policy.choices, required=False)
    order = Ids(max_length=MOST_BETS, required=False)
    capacity = serializers.DictField(child=Weeks(), required=False)


class Supposed(Allocated):
    enters = Ids(help_text="funded then, and not today")
    leaves = Ids(help_text="funded today, and not then")


class AllocationDoor(Door):
    """`/cycles/{id}/allocation/`"""

    @extend_schema(
        operation_id="allocation_read",
        parameters=[OpenApiParameter("policy", str, enum=[*Policy], description="instead of the cycle's own")],
        responses=Allocated,
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """What is funded, and of what waits: why, and what it lacks."""
        cycle, member = cycle_for(self.person, pk, to="allocation.read")
        policy = choice(request, "policy", [*Policy])
        return by_number(request, cycle.event_number, member, lambda: allocation_now(cycle, policy))


class PreviewDoor(Door):
    """`/cycles/{id}/allocation/preview/`"""

    @extend_schema(operation_id="allocation_preview", request=Supposition, responses=Supposed)
    def post(self, request: Request, pk: int) -> Response:
        """The allocation as it would be with another policy, order or capacity. Nothing is saved."""
        cycle, _ = cycle_for(self.person, pk, to="allocation.preview")
        asked = self.asked(Supposition)
        _check_teams(cycle, asked.get("capacity", {}))
        policy = Policy(asked["policy"]) if "policy" in asked else None
        return Response(preview(cycle, policy=policy, order=asked.get("order"), capacity=asked.get("capacity")))


def _check_teams(cycle: Cycle, named: dict[str, int]) -> None:
    known = set(Team.objects.filter(board=cycle.board_id).values_list("slug", flat=True)) if named else set()
    if unknown := sorted(set(named) - known):
        raise serializers.ValidationError({"capacity": {team[:60]: "There is no such team." for team in unknown[:20]}})
