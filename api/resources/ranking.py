"""The order: read whole, adopted whole, moved one bet at a time."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door, Shape
from api.etags import by_number
from api.fields import MOST_REVISION, Id, Ids, Reason, Revision
from api.filters import number
from api.pagination import Pages, paged
from bets.access import cycle_for
from bets.actions.leaving import to_tray
from bets.actions.orders import adopt, undo
from bets.actions.ranking import Moved, move
from bets.bodies.moves import rows
from bets.exporting import ranking, ranking_now
from bets.history import order_at
from bets.models import Bet, Cycle
from bets.ordering import After, Before, Target, ToRank
from bets.sent import key_of
from journal.models import Event
from journal.refusals import Invalid

MOST_BETS = 5_000


class Place(serializers.Serializer[Any]):
    rank = serializers.IntegerField()
    bet = Id()
    external_id = serializers.CharField()
    title = serializers.CharField()


class Ranking(serializers.Serializer[Any]):
    revision = Revision()
    order = Place(many=True)
    unranked = Ids()


class WholeOrder(Shape):
    order = Ids(max_length=MOST_BETS)
    base_revision = Revision(required=False, allow_null=True, default=None)
    reason = Reason()


class Ordered(serializers.Serializer[Any]):
    revision = Revision()
    order = Ids()


class Wish(Shape):
    """Exactly one of `after` (null: the top), `before` and `rank` says where to."""

    bet = Id()
    after = Id(required=False, allow_null=True)
    before = Id(required=False)
    rank = serializers.IntegerField(required=False, min_value=1, max_value=100_000)
    base_revision = Revision(required=False, allow_null=True, default=None)
    reason = Reason()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if sum(name in attrs for name in ("after", "before", "rank")) != 1:
            raise serializers.ValidationError("Say one place: after a bet, before a bet, or a rank.")
        return attrs


class Step(serializers.Serializer[Any]):
    bet = Id()

    def get_fields(self) -> dict[str, Any]:
        """`from` is no name in Python. null: the tray."""
        return super().get_fields() | {
            "from": serializers.IntegerField(allow_null=True),
            "to": serializers.IntegerField(allow_null=True),
        }


class MoveAnswer(serializers.Serializer[Any]):
    revision = Revision()
    order = Ids()
    move = Step()
    rebased = serializers.BooleanField()


class ToTray(Shape):
    bet = Id()
    reason = Reason()


class RankingDoor(Door):
    """`/cycles/{id}/ranking/`"""

    @extend_schema(
        operation_id="ranking_read",
        parameters=[OpenApiParameter("revision", int, description="an earlier order, as it was at this revision")],
        responses=Ranking,
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """The order from #1 on, and the bets that have no rank yet."""
        cycle, member = cycle_for(self.person, pk, to="rank.read")
        return by_number(request, cycle.event_number, member, self._read(cycle))

    def _read(self, cycle: Cycle) -> Callable[[], dict[str, Any]]:
        asked = self.request.GET.get("revision")
        if asked is None:
            return lambda: ranking_now(cycle)
        revision = _revision(asked)
        return lambda: ranking_at(cycle, revision)

    @extend_schema(operation_id="ranking_adopt", request=WholeOrder, responses=Ordered)
    def put(self, request: Request, pk: int) -> Response:
        """Adopt a whole order: every ranked bet once, and any bets of the tray, which it places."""
        cycle, member = cycle_for(self.person, pk, to="rank.move")
        asked = self.asked(WholeOrder)
        key = key_of(request, self.actor(), request.data)
        try:
            return Response(asdict(adopt(cycle=cycle, **asked, by=member, now=timezone.now(), key=key)))
        except Invalid as refusal:
            refusal.extra.setdefault("errors", {"order": refusal.detail})
            raise


class LoggedMove(Step):
    """`by` is a name. `bet` is null where the whole `order` was made another; `undone_by` is a revision."""

    bet = Id(allow_null=True)
    revision = Revision()
    at = serializers.DateTimeField()
    by = serializers.CharField()
    act = serializers.ChoiceField(
        ["place", "move", "tray", "adopt", "undo", "restore", "import", "withdraw", "decline"]
    )
    order = Ids(allow_null=True)
    reason = serializers.CharField()
    undoes = Revision(allow_null=True)
    restores = Revision(allow_null=True)
    undone_by = Revision(allow_null=True)


class MovesDoor(Door):
    """`/cycles/{id}/ranking/moves/`"""

    pagination_class = Pages

    @extend_schema(
        operation_id="ranking_log",
        parameters=[OpenApiParameter("bet", int, description="of this bet alone")],
        responses=LoggedMove(many=True),
    )
    def get(self, request: Request, pk: int) -> Response:
        """What changed the order, newest first: who, what and why."""
        cycle, _ = cycle_for(self.person, pk, to="rank.read")
        events = Event.objects.filter(topic=cycle.topic, revision__isnull=False)
        if bet := number(request, "bet"):
            events = events.filter(data__bet=bet)
        return paged(request, events, lambda page: rows(cycle, page), "-revision")

    @extend_schema(operation_id="ranking_move", request=Wish, responses={201: MoveAnswer})
    def post(self, request: Request, pk: int) -> Response:
        """Move or place one bet. 409 `stale_move` where the order has changed since `base_revision` around it."""
        cycle, member = cycle_for(self.person, pk, to="rank.move")
        wish = self.asked(Wish)
        moved = move(
            cycle=cycle, bet=wish["bet"], target=_target(wish), by=member, now=timezone.now(),
            base_revision=wish["base_revision"], reason=wish["reason"],
            key=key_of(request, self.actor(), request.data),
        )  # fmt: skip
        return Response(answered(moved), status=201)


class MoveDoor(Door):
    """`/cycles/{id}/ranking/moves/{revision}/`"""

    @extend_schema(operation_id="ranking_undo", responses={200: Ordered})
    def delete(self, request: Request, pk: int, revision: int) -> Response:
        """Take back the newest act that still stands; 409 `not_last` for any other."""
        cycle, member = cycle_for(self.person, pk, to="rank.move")
        key = key_of(request, self.actor(), {})
        return Response(asdict(undo(cycle=cycle, revision=revision, by=member, now=timezone.now(), key=key)))


class TrayDoor(Door):
    """`/cycles/{id}/ranking/tray/`"""

    @extend_schema(operation_id="ranking_to_tray", request=ToTray, responses={201: MoveAnswer})
    def post(self, request: Request, pk: int) -> Response:
        """Take a bet's rank away; it waits in the tray."""
        cycle, member = cycle_for(self.person, pk, to="rank.move")
        asked = self.asked(ToTray)
        key = key_of(request, self.actor(), request.data)
        return Response(answered(to_tray(cycle=cycle, **asked, by=member, now=timezone.now(), key=key)), status=201)


def answered(moved: Moved) -> dict[str, Any]:
    return {
        "revision": moved.revision,
        "order": moved.order,
        "move": {"bet": moved.bet, "from": moved.start, "to": moved.to},
        "rebased": moved.rebased,
    }


def ranking_at(cycle: Cycle, revision: int) -> dict[str, Any]:
    """As `ranking_now`, of an earlier revision. Who had no rank then is not told: nobody kept it."""
    order = order_at(cycle, revision)
    named = {bet.pk: bet for bet in Bet.objects.filter(cycle=cycle, pk__in=order)}
    return ranking(revision, [(pk, named[pk].external_id, named[pk].title) for pk in order], [])


def _revision(asked: str) -> int:
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 10 and int(asked) <= MOST_REVISION):
        raise Invalid("A revision is a whole number.", errors={"revision": "A revision is a whole number."})
    return int(asked)


def _target(wish: dict[str, Any]) -> Target:
    if "after" in wish:
        return After(wish["after"])
    return Before(wish["before"]) if "before" in wish else ToRank(wish["rank"])
