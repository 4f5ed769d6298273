"""Where bets are worked on outside, the board's roadmap tool, and its runs."""

from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door, Shape, repeatable
from api.etags import by_content
from api.fields import Id, Instant, Words, instant
from api.pagination import Pages, paged
from bets.access import bet_for, cycle_for
from bets.actions import external, roadmap
from bets.actions.external import SYNC, Told
from bets.actions.roadmap import FOLLOW, RUN
from bets.models import Reference, RoadmapRun, RoadmapTool
from bets.roadmap.access import run_for
from bets.roadmap.gathering import projects_of
from journal.refusals import Refusal
from org.access import board_for


class NotLinked(Refusal):
    """The bet is worked on nowhere that we know of."""

    status = 404
    code = "not_linked"


class Percentage(serializers.IntegerField):
    def to_internal_value(self, data: Any) -> int:
        """A whole number and nothing that can be read as one."""
        if type(data) is not int:
            self.fail("invalid")
        return int(super().to_internal_value(data))


class ExternalWanted(Shape):
    """What is left out stays as it is. Another `external_source` or `external_id` than before begins anew."""

    external_source = Words(max_length=60)
    external_id = Words(max_length=200)
    url = Words(max_length=2000, allow_blank=True, required=False)
    status = Words(max_length=60, allow_blank=True, required=False)
    progress = Percentage(min_value=0, max_value=100, required=False)
    moved_at = serializers.DictField(
        child=Instant(), required=False, help_text="when each team last moved work, by team"
    )


class External(serializers.Serializer[Any]):
    bet = Id()
    external_source = serializers.CharField()
    external_id = serializers.CharField()
    url = serializers.CharField()
    status = serializers.CharField()
    progress = serializers.IntegerField(allow_null=True)
    moved_at = serializers.DictField(child=serializers.DateTimeField(), help_text="by team")
    told_at = serializers.DateTimeField(allow_null=True)
    gone_at = serializers.DateTimeField(allow_null=True, help_text="since when the tool does not know it")


class Roadmap(serializers.Serializer[Any]):
    """`tool` null: the board is connected to none. No secret is ever told."""

    tool = serializers.CharField(allow_null=True)
    address = serializers.CharField(allow_null=True)
    paused_at = serializers.DateTimeField(allow_null=True)
    paused_why = serializers.CharField()
    projects = serializers.DictField(child=serializers.CharField(), help_text="by team")


class RunItem(serializers.Serializer[Any]):
    bet = Id()
    what = serializers.CharField(help_text="made, found, edited, ranked, seen, gone, refused or left")
    key = serializers.CharField()
    sentence = serializers.CharField()


class Run(serializers.Serializer[Any]):
    """`state`: waiting, done or failed; `said`: how it ended, or why it waits."""

    id = Id()
    kind = serializers.CharField(help_text="push, pull or test")
    cycle = Id(allow_null=True)
    state = serializers.CharField()
    said = serializers.CharField()
    asked_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    items = RunItem(many=True)


class RunWanted(Shape):
    kind = serializers.ChoiceField(["push", "pull"])


class ExternalDoor(Door):
    """`/bets/{id}/external/`"""

    @extend_schema(operation_id="external_read", responses=External)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Where a bet is worked on, and how that stands; 404 `not_linked` where nobody said."""
        bet, _ = bet_for(self.person, pk, to="bet.list")
        row = Reference.objects.filter(bet=bet).first()
        if row is None:
            raise NotLinked("Nobody said where this bet is worked on.")
        return by_content(request, told(row))

    @extend_schema(operation_id="external_put", request=ExternalWanted, responses={200: External, 201: External})
    def put(self, request: Request, pk: int) -> Response:
        """Say where a bet of a locked plan is worked on, and how that stands. 409 for what is another bet's."""
        bet, member = bet_for(self.person, pk, to=SYNC)
        asked = self.asked(ExternalWanted)
        wanted = Told(source=asked.pop("external_source"), **asked)
        row, is_new = external.tell(bet=bet, told=wanted, by=member, now=timezone.now())
        return Response(told(row), status=201 if is_new else 200)

    @extend_schema(operation_id="external_remove", responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """It is worked on nowhere that we know of."""
        bet, member = bet_for(self.person, pk, to=SYNC)
        external.forget(bet=bet, by=member, now=timezone.now())
        return Response(status=204)


class RoadmapDoor(Door):
    """`/boards/{slug}/roadmap/`"""

    @extend_schema(operation_id="roadmap_read", responses=Roadmap)
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        """The tool that the board is connected to, and whose each project is."""
        board, _ = board_for(self.person, slug, to=FOLLOW)
        tool = RoadmapTool.objects.filter(board=board).exclude(secret="").first()
        said = {
            "tool": tool.kind if tool else None,
            "address": tool.address if tool else None,
            "paused_at": instant(tool.paused_at) if tool else None,
            "paused_why": tool.paused_why if tool else "",
            "projects": projects_of(board.pk),
        }
        return by_content(request, said)


class RunsDoor(Door):
    """`/boards/{slug}/roadmap/runs/`"""

    pagination_class = Pages

    @extend_schema(operation_id="roadmap_runs", responses=Run(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """What was asked of the tool, newest first."""
        board, _ = board_for(self.person, slug, to=FOLLOW)
        return paged(request, RoadmapRun.objects.filter(board=board), lambda rows: [ran(row) for row in rows], "-pk")


class CycleRunsDoor(Door):
    """`/cycles/{id}/roadmap/runs/`"""

    @extend_schema(operation_id="roadmap_run", request=RunWanted, responses={202: Run})
    @repeatable
    def post(self, request: Request, pk: int) -> Response:
        """Push the locked order, or pull how it stands. It begins within seconds; look at `/roadmap/runs/{id}/`.

        One that is under way already is the answer; 409 while another kind is.
        """
        cycle, member = cycle_for(self.person, pk, to=RUN)
        run = roadmap.ask(cycle=cycle, kind=self.asked(RunWanted)["kind"], by=member, now=timezone.now())
        return Response(ran(run), status=202)


class RunDoor(Door):
    """`/roadmap/runs/{id}/`"""

    @extend_schema(operation_id="roadmap_run_read", responses=Run)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """One run, with what it did with each bet."""
        run, _ = run_for(self.person, pk)
        return by_content(request, ran(run))


def told(row: Reference) -> dict[str, Any]:
    """One statement."""
    return {
        "bet": row.bet_id,
        "external_source": row.source,
        "external_id": row.external_id,
        "url": row.url,
        "status": row.status,
        "progress": row.progress,
        "moved_at": {
            slug: instant(at) for slug, at in row.moves.order_by("team__slug").values_list("team__slug", "moved_at")
        },
        "told_at": instant(row.seen_at),
        "gone_at": instant(row.gone_at),
    }


def ran(run: RoadmapRun) -> dict[str, Any]:
    return {
        "id": run.pk,
        "kind": run.kind,
        "cycle": run.cycle_id,
        "state": run.state,
        "said": run.said,
        "asked_at": instant(run.asked_at),
        "ended_at": instant(run.ended_at),
        "items": [{name: item[name] for name in ("bet", "what", "key", "sentence")} for item in run.items],
    }
