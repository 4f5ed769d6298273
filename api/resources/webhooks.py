"""Webhooks: who outside is told of what happens, what was sent, and what was answered."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.access import delivery_for, endpoint_for
from api.actions import webhooks as acts
from api.actions.webhooks import CONFIGURE, REPLAY, Wanted
from api.doors import Door, Nothing, Shape, repeatable
from api.etags import by_content
from api.fields import Id, Words, instant
from api.filters import choice
from api.pagination import Pages, paged
from journal.models import Attempt, Delivery, Endpoint
from journal.models.webhook import DESCRIPTION_LENGTH, URL_LENGTH
from org.access import board_for

_MOST_EVENTS = 200


class Hook(serializers.Serializer[Any]):
    id = Id()
    url = serializers.CharField()
    description = serializers.CharField()
    events = serializers.ListField(child=serializers.CharField(), help_text="kinds that it is told of")
    live_order = serializers.BooleanField(help_text="a leader lets it have the order before publication")
    created_at = serializers.DateTimeField()
    paused_at = serializers.DateTimeField(allow_null=True)
    paused_why = serializers.CharField()
    both_secrets_until = serializers.DateTimeField(allow_null=True, help_text="after a rotation")


class NewHook(Hook):
    secret = serializers.CharField(help_text="told this once")


class Secret(serializers.Serializer[Any]):
    secret = serializers.CharField(help_text="told this once")
    both_secrets_until = serializers.DateTimeField()


class HookWanted(Shape):
    url = Words(max_length=URL_LENGTH)
    description = Words(max_length=DESCRIPTION_LENGTH, allow_blank=True, required=False, default="")
    events = serializers.ListField(child=Words(max_length=60), max_length=_MOST_EVENTS)


class HookChange(Shape):
    url = Words(max_length=URL_LENGTH, required=False)
    description = Words(max_length=DESCRIPTION_LENGTH, allow_blank=True, required=False)
    events = serializers.ListField(child=Words(max_length=60), max_length=_MOST_EVENTS, required=False)


class Try(serializers.Serializer[Any]):
    """`status` null: there was no answer, and `error` says why."""

    at = serializers.DateTimeField()
    milliseconds = serializers.IntegerField()
    status = serializers.IntegerField(allow_null=True)
    error = serializers.CharField()
    answer = serializers.CharField()


class Sent(serializers.Serializer[Any]):
    """`event`: its number on the board; `state`: pending, delivered, merged or dead."""

    event = Id()
    message = serializers.CharField(help_text="the `webhook-id` of every attempt")
    type = serializers.CharField()
    state = serializers.CharField()
    created_at = serializers.DateTimeField()
    next_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)
    attempts = Try(many=True)


class SentWhole(Sent):
    body = serializers.CharField(allow_null=True, help_text="the text that is signed; null before the first attempt")


class HooksDoor(Door):
    """`/boards/{slug}/webhooks/`"""

    pagination_class = Pages

    @extend_schema(operation_id="webhooks_list", responses=Hook(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """The board's webhooks."""
        board, _ = board_for(self.person, slug, to=CONFIGURE)
        return paged(request, Endpoint.objects.of(board.pk), lambda rows: [told(row) for row in rows])

    @extend_schema(operation_id="webhooks_create", request=HookWanted, responses={201: NewHook})
    @repeatable
    def post(self, request: Request, slug: str) -> Response:
        """A new one; its secret is told in this answer and nowhere else. 422 for a board that has the most it may."""
        _, member = board_for(self.person, slug, to=CONFIGURE)
        endpoint = acts.add(wanted=Wanted(**self.asked(HookWanted)), by=member, now=timezone.now())
        return Response(told(endpoint) | {"secret": endpoint.secret}, status=201)


class HookDoor(Door):
    """`/webhooks/{id}/`"""

    @extend_schema(operation_id="webhooks_read", responses=Hook)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """One webhook."""
        endpoint, _ = endpoint_for(self.person, pk, to=CONFIGURE)
        return by_content(request, told(endpoint))

    @extend_schema(operation_id="webhooks_edit", request=HookChange, responses=Hook)
    def patch(self, request: Request, pk: int) -> Response:
        """Another address, description or choice of events. What waits goes to the new address."""
        endpoint, member = endpoint_for(self.person, pk, to=CONFIGURE)
        now = {"url": endpoint.url, "description": endpoint.description, "events": endpoint.kinds}
        wanted = Wanted(**now | self.asked(HookChange))
        return Response(told(acts.edit(endpoint=endpoint, wanted=wanted, by=member, now=timezone.now())))

    @extend_schema(operation_id="webhooks_remove", responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Nothing is sent to it any more."""
        endpoint, member = endpoint_for(self.person, pk, to=CONFIGURE)
        acts.remove(endpoint=endpoint, by=member, now=timezone.now())
        return Response(status=204)


class HookPauseDoor(Door):
    """`/webhooks/{id}/pause/`"""

    @extend_schema(operation_id="webhooks_pause", request=None, responses=Hook)
    def put(self, request: Request, pk: int) -> Response:
        """What happens meanwhile waits, for thirty days at most."""
        endpoint, member = endpoint_for(self.person, pk, to=CONFIGURE)
        self.asked(Nothing)
        return Response(told(acts.pause(endpoint=endpoint, by=member, now=timezone.now())))

    @extend_schema(operation_id="webhooks_resume", responses={200: Hook})
    def delete(self, request: Request, pk: int) -> Response:
        """From the first event that waits on, at once."""
        endpoint, member = endpoint_for(self.person, pk, to=CONFIGURE)
        return Response(told(acts.resume(endpoint=endpoint, by=member, now=timezone.now())))


class HookSecretDoor(Door):
    """`/webhooks/{id}/secret/`"""

    @extend_schema(operation_id="webhooks_rotate_secret", request=None, responses={201: Secret})
    @repeatable
    def post(self, request: Request, pk: int) -> Response:
        """A new secret; for 24 hours every message carries two signatures."""
        endpoint, member = endpoint_for(self.person, pk, to=CONFIGURE)
        self.asked(Nothing)
        after = acts.rotate(endpoint=endpoint, by=member, now=timezone.now())
        return Response({"secret": after.secret, "both_secrets_until": instant(after.previous_until)}, status=201)


class HookTestsDoor(Door):
    """`/webhooks/{id}/tests/`"""

    @extend_schema(operation_id="webhooks_test", request=None, responses={202: Sent})
    @repeatable
    def post(self, request: Request, pk: int) -> Response:
        """Send an event that tells nothing, in its place among the others."""
        endpoint, member = endpoint_for(self.person, pk, to=CONFIGURE)
        self.asked(Nothing)
        return Response(sent(acts.send_test(endpoint=endpoint, by=member, now=timezone.now())), status=202)


class HookDeliveriesDoor(Door):
    """`/webhooks/{id}/deliveries/`"""

    pagination_class = Pages

    @extend_schema(
        operation_id="webhooks_deliveries",
        parameters=[OpenApiParameter("state", str, description="pending, delivered, merged or dead")],
        responses=Sent(many=True),
    )
    def get(self, request: Request, pk: int) -> Response:
        """What it was told and is to be told, newest first, with each attempt. Kept for thirty days."""
        endpoint, _ = endpoint_for(self.person, pk, to=REPLAY)
        state = choice(request, "state", Delivery.State.values)
        rows = with_attempts(endpoint.deliveries.filter(**{"state": state} if state else {}))
        return paged(request, rows, lambda page: [sent(row) for row in page], "-number")


class HookDeliveryDoor(Door):
    """`/webhooks/{id}/deliveries/{event}/`"""

    @extend_schema(operation_id="webhooks_delivery", responses=SentWhole)
    def get(self, request: Request, pk: int, number: int) -> HttpResponseBase:
        """One of them, with the body that is signed."""
        delivery, _ = delivery_for(self.person, pk, number, to=REPLAY)
        body = bytes(delivery.body).decode() if delivery.body is not None else None
        return by_content(request, sent(delivery) | {"body": body})


class HookReplayDoor(Door):
    """`/webhooks/{id}/deliveries/{event}/replay/`"""

    @extend_schema(operation_id="webhooks_replay", request=None, responses={202: Sent})
    @repeatable
    def post(self, request: Request, pk: int, number: int) -> Response:
        """Send it again, with the same id; at once, if it waits for its next attempt. 409 for a merged one."""
        delivery, member = delivery_for(self.person, pk, number, to=REPLAY)
        self.asked(Nothing)
        return Response(sent(acts.replay(delivery=delivery, by=member, now=timezone.now())), status=202)


def with_attempts(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """With endpoint and attempts. Two statements, however many."""
    return (
        rows.select_related("endpoint")
        .defer("body")
        .prefetch_related(Prefetch("tries", Attempt.objects.order_by("pk")))
    )


def told(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "id": endpoint.pk,
        "url": endpoint.url,
        "description": endpoint.description,
        "events": list(endpoint.kinds),
        "live_order": endpoint.live_order,
        "created_at": instant(endpoint.created_at),
        "paused_at": instant(endpoint.paused_at),
        "paused_why": endpoint.paused_why,
        "both_secrets_until": instant(endpoint.previous_until),
    }


def sent(delivery: Delivery) -> dict[str, Any]:
    return {
        "event": delivery.number,
        "message": delivery.message_id,
        "type": delivery.kind,
        "state": delivery.state,
        "created_at": instant(delivery.created_at),
        "next_at": instant(delivery.next_at) if delivery.state == Delivery.State.PENDING else None,
        "delivered_at": instant(delivery.delivered_at),
        "attempts": [_tried(each) for each in delivery.tries.all()],
    }


def _tried(attempt: Attempt) -> dict[str, Any]:
    return {
        "at": instant(attempt.at),
        "milliseconds": attempt.milliseconds,
        "status": attempt.status,
        "error": attempt.error,
        "answer": attempt.answer,
    }
