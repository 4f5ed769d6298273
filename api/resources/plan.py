"""The plan, once it is locked."""

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from api.doors import Door
from api.etags import by_content
from api.fields import Id, Ids, Revision, Weeks
from api.resources.allocation import CutLine, TeamLine
from api.resources.boards import Named
from api.resources.capacity import GivenByTeam
from bets.access import cycle_for
from bets.bodies.plan import body
from bets.models import Cycle
from bets.plan.history import in_force
from journal.refusals import Refusal


class NoPlan(Refusal):
    """Nothing is locked, or it was unlocked."""

    status = 404
    code = "not_locked"


class PlanRow(serializers.Serializer[Any]):
    """`demand`: person-weeks by team. Title and owner as they were called that day."""

    rank = serializers.IntegerField()
    bet = Id()
    title = serializers.CharField()
    owner = serializers.CharField()
    must_do = serializers.BooleanField()
    funded = serializers.BooleanField()
    demand = serializers.DictField(child=Weeks())


class Waived(serializers.Serializer[Any]):
    about = serializers.CharField()
    reason = serializers.CharField()
    by = serializers.CharField()


class PlanShape(serializers.Serializer[Any]):
    """`hash` is the SHA-256 of all that was frozen."""

    cycle = Id()
    revision = Revision()
    hash = serializers.CharField()
    locked_at = serializers.DateTimeField()
    locked_by = Named()
    policy = serializers.ChoiceField(Cycle.Policy.choices)
    funded = Ids()
    order = PlanRow(many=True)
    line = CutLine(allow_null=True)
    team_lines = TeamLine(many=True)
    teams = GivenByTeam(many=True)
    waivers = Waived(many=True)


class PlanDoor(Door):
    """`/cycles/{id}/plan/`"""

    @extend_schema(operation_id="plan_read", responses=PlanShape)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """The plan that is in force; 404 `not_locked` while there is none."""
        cycle, _ = cycle_for(self.person, pk, to="rank.read")
        plan = in_force(cycle)
        if plan is None:
            raise NoPlan(f"The plan of {cycle.name} is not locked.")
        return by_content(request, body(plan))
