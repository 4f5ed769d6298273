"""What becomes of a bet: submitted and withdrawn by its owner, and what leaders decide about it."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door, Nothing, Shape, repeatable
from api.fields import Id, Words
from api.filters import refused
from api.resources.bets import WholeBet
from api.resources.boards import Named
from bets.access import bet_for
from bets.actions import exceptions, pitching
from bets.actions.leaving import withdraw
from bets.bodies.bets import person, whole
from bets.late import late_bet_for
from bets.models import Bet
from bets.sent import key_of
from org.access import fellow
from org.models import Membership

_WHY = OpenApiParameter("reason", str, required=True, description="why; it may stand in the body as well")


class Why(Shape):
    reason = Words(max_length=500)


class NewOwner(Shape):
    """A VP of the board."""

    member = Id()
    reason = Words(max_length=500)


class Exempted(serializers.Serializer[Any]):
    bet = Id()
    owner = Named()
    reason = serializers.CharField()


class SubmissionDoor(Door):
    """`/bets/{id}/submission/`"""

    @extend_schema(operation_id="bets_submit", request=Nothing, responses=WholeBet)
    def put(self, request: Request, pk: int) -> Response:
        """Submit. 422 `incomplete` names each part that is missing; 409 `pitches_closed` after the closing time."""
        bet, member = bet_for(self.person, pk, to="bet.submit")
        self.asked(Nothing)
        pitching.submit(bet=bet, by=member, now=timezone.now())
        return told(pk, member)

    @extend_schema(operation_id="bets_withdraw", parameters=[_WHY], responses={200: WholeBet})
    def delete(self, request: Request, pk: int) -> Response:
        """Take the bet back; it can be submitted again. After the lock its number stays, struck through."""
        bet, member = bet_for(self.person, pk, to="bet.withdraw")
        reason = why(request)
        key = key_of(request, self.actor(), {"reason": reason})
        withdraw(bet=bet, reason=reason, by=member, now=timezone.now(), key=key)
        return told(pk, member)


class DeclineDoor(Door):
    """`/bets/{id}/decline/`"""

    @extend_schema(operation_id="bets_decline", request=Why, responses=WholeBet)
    def put(self, request: Request, pk: int) -> Response:
        """A leader says no. It can be pitched again."""
        bet, member = bet_for(self.person, pk, to="bet.decline")
        asked = self.asked(Why)
        key = key_of(request, self.actor(), request.data)
        exceptions.decline(bet=bet, by=member, now=timezone.now(), **asked, key=key)
        return told(pk, member)


class MustDoDoor(Door):
    """`/bets/{id}/must-do/`"""

    @extend_schema(operation_id="bets_flag_must_do", request=Why, responses=WholeBet)
    def put(self, request: Request, pk: int) -> Response:
        """A leader says that a law or security leaves no choice: it takes its capacity before #1."""
        bet, member = bet_for(self.person, pk, to="bet.flag_must_do")
        pitching.flag_must_do(bet=bet, must_do=True, by=member, now=timezone.now(), **self.asked(Why))
        return told(pk, member)

    @extend_schema(operation_id="bets_unflag_must_do", parameters=[_WHY], responses={200: WholeBet})
    def delete(self, request: Request, pk: int) -> Response:
        """It is a bet as any other again."""
        bet, member = bet_for(self.person, pk, to="bet.flag_must_do")
        pitching.flag_must_do(bet=bet, must_do=False, by=member, now=timezone.now(), reason=why(request))
        return told(pk, member)


class LateExceptionDoor(Door):
    """`/bets/{id}/late-exception/`"""

    @extend_schema(operation_id="bets_except_late", request=Why, responses=Exempted)
    def put(self, request: Request, pk: int) -> Response:
        """A leader lets this one bet be submitted after the closing time. A draft is known once its owner has asked."""
        bet, member, _ = late_bet_for(self.person, pk)
        asked = self.asked(Why)
        pitching.grant_late_exception(bet=bet, by=member, now=timezone.now(), **asked)
        return Response({"bet": bet.pk, "owner": person(bet.owner), **asked})


class LateRequestsDoor(Door):
    """`/bets/{id}/late-exception/requests/`"""

    @extend_schema(operation_id="bets_ask_late_exception", request=Why, responses={201: Exempted})
    @repeatable
    def post(self, request: Request, pk: int) -> Response:
        """The owner asks the leaders to let it in after the closing time. 409 `not_needed` if it needs no exception."""
        bet, member = bet_for(self.person, pk, to="bet.submit")
        asked = self.asked(Why)
        exceptions.ask_exception(bet=bet, by=member, now=timezone.now(), **asked)
        return Response({"bet": bet.pk, "owner": person(bet.owner), **asked}, status=201)


class OwnerDoor(Door):
    """`/bets/{id}/owner/`"""

    @extend_schema(operation_id="bets_name_owner", request=NewOwner, responses=WholeBet)
    def put(self, request: Request, pk: int) -> Response:
        """A leader names another owner. The rank stays, and both are told."""
        bet, member = bet_for(self.person, pk, to="bet.reassign_owner")
        asked = self.asked(NewOwner)
        try:
            owner = fellow(member, asked["member"])
        except Http404 as error:
            raise refused("member", "There is no such member of this board.") from error
        pitching.reassign_owner(bet=bet, owner=owner, by=member, now=timezone.now(), reason=asked["reason"])
        return told(pk, member)


def told(pk: int, member: Membership) -> Response:
    """The bet as it is after the act."""
    bet = Bet.objects.select_related("cycle__board", "owner__person").get(pk=pk)
    bet.board = bet.cycle.board
    return Response(whole(bet, member, timezone.now()))


def why(request: Request) -> str:
    """What a DELETE gives as its reason: in the body, or in the address, for senders that give it no body."""
    read = Why(data=request.data or request.query_params.dict())
    read.is_valid(raise_exception=True)
    return str(read.validated_data["reason"])
