"""The journal of a board, from a number on: what happened, in order, without gaps."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from api.doors import Door
from api.fields import MOST_ID, Id
from api.pagination import MOST, limit_of
from api.sight import told
from journal.models import Event
from journal.refusals import Invalid
from journal.snapshot import snapshot
from org.access import board_for


class Party(serializers.Serializer[Any]):
    """`id` is null for whoever is no member: a command, the time, an integration."""

    id = Id(allow_null=True)
    name = serializers.CharField()


class EventShape(serializers.Serializer[Any]):
    """Of one that the reader may not see: `number` and `hidden` alone."""

    number = serializers.IntegerField(min_value=1)
    hidden = serializers.BooleanField(required=False)
    kind = serializers.CharField(required=False, help_text="`area.subject.past`")
    at = serializers.DateTimeField(required=False)
    topic = serializers.CharField(required=False, help_text="what it changes, as `cycle:12`")
    revision = serializers.IntegerField(required=False, allow_null=True, help_text="of the order, if it changed that")
    actor = Party(required=False)
    subject = Party(required=False)

    def get_fields(self) -> dict[str, Any]:
        """`data` is a property of every serializer."""
        return super().get_fields() | {"data": serializers.DictField(required=False)}


class Events(serializers.Serializer[Any]):
    results = EventShape(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class EventsDoor(Door):
    """`/boards/{slug}/events/`"""

    @extend_schema(
        operation_id="events_list",
        parameters=[
            OpenApiParameter("after", int, description="the number of the last event that one has; 0: from the first"),
            OpenApiParameter("limit", int, description=f"events in a page, up to {MOST}"),
        ],
        responses=Events,
    )
    def get(self, request: Request, slug: str) -> Response:
        """The events after one, by number. What the asker may not see keeps its number, so that nothing seems lost."""
        after, limit = _after(request), limit_of(request)
        with snapshot():
            board, member = board_for(self.person, slug, to="audit.read")
            rows = Event.objects.filter(board_id=board.pk, number__gt=after).order_by("number")
            found = list(rows[: limit + 1])
            results = told(found[:limit], member, timezone.now())
        here = request.build_absolute_uri()
        ahead = found[limit - 1].number if len(found) > limit else None
        behind = max(0, after - limit) if after else None
        return Response(
            {
                "results": results,
                "next": replace_query_param(here, "after", ahead) if ahead is not None else None,
                "previous": replace_query_param(here, "after", behind) if behind is not None else None,
            }
        )


def _after(request: Request) -> int:
    asked = request.query_params.get("after", "0")
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= 19 and int(asked) <= MOST_ID):
        said = "The number of an event, or 0."
        raise Invalid(said, errors={"after": said})
    return int(asked)
