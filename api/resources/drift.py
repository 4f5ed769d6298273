"""Work that moved elsewhere while what was funded stood still."""

from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from api.doors import Door
from api.etags import by_content
from api.fields import Id, Ids, instant
from eteam.drift.access import drift_for
from eteam.drift.page import Line, drift_page


class Drifting(serializers.Serializer[Any]):
    """`bet` is funded and stands still; under `instead`, which stands lower, the team moved work at `moved_at`."""

    team = serializers.CharField()
    bet = Id()
    rank = serializers.IntegerField()
    instead = Id()
    instead_rank = serializers.IntegerField()
    moved_at = serializers.DateTimeField()
    sentence = serializers.CharField()
    on_agenda = serializers.BooleanField()


class DriftShape(serializers.Serializer[Any]):
    """`since` null: no plan is locked. `unknown`: funded bets of which no tool has told since then."""

    cycle = Id()
    since = serializers.DateTimeField(allow_null=True)
    drifts = Drifting(many=True)
    unknown = Ids()


class DriftDoor(Door):
    """`/cycles/{id}/drift/`"""

    @extend_schema(operation_id="drift_read", responses=DriftShape)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Where a team moved work under a lower bet in the last 14 days while a funded one of its own had none."""
        cycle, _ = drift_for(self.person, pk)
        page = drift_page(cycle, timezone.now())
        said = {
            "cycle": cycle.pk,
            "since": instant(page.since) if page else None,
            "drifts": [_told(line) for line in page.lines] if page else [],
            "unknown": [work.bet for work in page.unknown] if page else [],
        }
        return by_content(request, said)


def _told(line: Line) -> dict[str, Any]:
    drift = line.drift
    return {
        "team": drift.team,
        "bet": drift.still.bet,
        "rank": drift.still.rank,
        "instead": drift.instead.bet,
        "instead_rank": drift.instead.rank,
        "moved_at": instant(drift.moved_at),
        "sentence": line.sentence,
        "on_agenda": line.is_raised,
    }
