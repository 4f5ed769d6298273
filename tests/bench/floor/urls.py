"""A constant page, n rows as JSON, and the dense move in one transaction."""

from random import Random

import orjson
from django.db import connection, transaction
from django.db.models import Case, F, Value, When
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.bench.floor.models import Item


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>Floor</title><p>Nothing.")


def rows(request: HttpRequest, lane: int) -> HttpResponse:
    items = Item.objects.filter(lane=lane).order_by("position").values("position", "id", "title")
    return HttpResponse(orjson.dumps({"order": list(items)}), content_type="application/json")


def move(request: HttpRequest, lane: int) -> HttpResponse:
    """Bring the item at `from` to `to`: lock the lane, read its order, shift the range, answer with the order."""
    start, to = int(request.GET["from"]), int(request.GET["to"])
    with transaction.atomic():
        connection.cursor().execute("SELECT pg_advisory_xact_lock(%s)", [lane])
        items = Item.objects.filter(lane=lane)
        order = list(items.order_by("position").values_list("id", flat=True))
        low, high, step = (start, to, -1) if start < to else (to, start, 1)
        items.filter(position__range=(low, high)).update(
            position=Case(When(position=start, then=Value(to)), default=F("position") + step)
        )
    order.insert(to - 1, order.pop(start - 1))
    return HttpResponse(orjson.dumps({"order": order}), content_type="application/json")


def rerank(request: HttpRequest, lane: int) -> HttpResponse:
    """Give the lane a whole new order, drawn by `seed`: lock it, read it, write every position in one statement."""
    with transaction.atomic():
        connection.cursor().execute("SELECT pg_advisory_xact_lock(%s)", [lane])
        order = list(Item.objects.filter(lane=lane).order_by("position").values_list("id", flat=True))
        Random(int(request.GET["seed"])).shuffle(order)
        connection.cursor().execute(
            "UPDATE floor_item SET position = new.position"
            " FROM unnest(%s::bigint[]) WITH ORDINALITY AS new (id, position) WHERE floor_item.id = new.id",
            [order],
        )
    return HttpResponse(orjson.dumps({"order": order}), content_type="application/json")


urlpatterns = [
    path("", constant),
    path("rows/<int:lane>/", rows),
    path("move/<int:lane>/", move),
    path("rerank/<int:lane>/", rerank),
]
