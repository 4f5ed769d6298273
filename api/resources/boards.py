"""Who asks, and what there is on a board besides cycles and the room: its people and its teams."""

from datetime import datetime
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door
from api.etags import by_content
from api.fields import Id
from api.models import Token
from api.pagination import Pages, paged
from journal.models import Counter
from org.access import board_for, may, places_of
from org.models import Board, Membership, Person, Team


class Named(serializers.Serializer[Any]):
    """A member, by the id of their place on the board."""

    id = Id()
    name = serializers.CharField()


class Myself(serializers.Serializer[Any]):
    id = Id()
    name = serializers.CharField()
    email = serializers.EmailField()


class PlaceOfMine(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    member = Id(allow_null=True, help_text="the place on the board; null for an integration, which is nobody")
    roles = serializers.ListField(child=serializers.CharField(), help_text="none: a viewer")


class Me(serializers.Serializer[Any]):
    """`person` is null for an integration, `integration` its name; `scopes` is null for the session of a page."""

    person = Myself(allow_null=True)
    integration = serializers.CharField(allow_null=True)
    scopes = serializers.ListField(child=serializers.CharField(), allow_null=True)
    boards = PlaceOfMine(many=True)


class BoardShape(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    zone = serializers.CharField(help_text="IANA zone of its dates")


class OneBoard(BoardShape):
    event = serializers.IntegerField(min_value=0, help_text="number of its newest event")


class Member(serializers.Serializer[Any]):
    """`email` only for whoever manages members."""

    id = Id()
    name = serializers.CharField()
    roles = serializers.ListField(child=serializers.CharField())
    acting_for = Id(allow_null=True, help_text="the VP for whom they stand in today")
    email = serializers.EmailField(required=False)


class TeamShape(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    vp = Named(allow_null=True)


class MeDoor(Door):
    """`/me/`"""

    @extend_schema(operation_id="me", responses=Me)
    def get(self, request: Request) -> HttpResponseBase:
        """Whose token this is, on which boards, and in which roles."""
        token = request.auth if isinstance(request.auth, Token) else None
        is_nobody = token is not None and not token.is_personal
        body = {
            "person": None if is_nobody else _myself(self.person),
            "integration": self.person.name if is_nobody else None,
            "scopes": list(token.scopes) if token is not None else None,
            "boards": [_mine(place) for place in places_of(self.person)],
        }
        return by_content(request, body)


class BoardsDoor(Door):
    """`/boards/`"""

    pagination_class = Pages

    @extend_schema(operation_id="boards_list", responses=BoardShape(many=True))
    def get(self, request: Request) -> Response:
        """The boards that the asker is on; a token's alone."""
        boards = Board.objects.filter(pk__in=[place.board_id for place in places_of(self.person, to="board.view")])
        return paged(request, boards, lambda rows: [_board(board) for board in rows])


class BoardDoor(Door):
    """`/boards/{slug}/`"""

    @extend_schema(operation_id="boards_read", responses=OneBoard)
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        """One board. From its `event` on, `events/` tells what changes."""
        board, _ = board_for(self.person, slug, to="board.view")
        newest = Counter.objects.filter(board_id=board.pk).first()
        return by_content(request, _board(board) | {"event": newest.number if newest else 0})


class PeopleDoor(Door):
    """`/boards/{slug}/people/`"""

    pagination_class = Pages

    @extend_schema(operation_id="people_list", responses=Member(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """Everybody who is on the board now."""
        board, me = board_for(self.person, slug, to="people.view")
        people = Membership.objects.filter(board=board, ended_at=None).select_related("person", "board")
        with_addresses, now = may(me, "member.manage"), timezone.now()
        return paged(request, people, lambda rows: [_member(row, now, with_address=with_addresses) for row in rows])


class TeamsDoor(Door):
    """`/boards/{slug}/teams/`"""

    pagination_class = Pages

    @extend_schema(operation_id="teams_list", responses=TeamShape(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """The board's teams."""
        board, _ = board_for(self.person, slug, to="board.view")
        teams = Team.objects.filter(board=board).select_related("vp__person")
        return paged(request, teams, lambda rows: [_team(team) for team in rows])


def named(member: Membership | None) -> dict[str, Any] | None:
    return None if member is None else {"id": member.pk, "name": member.name}


def _myself(person: Person) -> dict[str, Any]:
    return {"id": person.pk, "name": person.name, "email": person.email}


def _mine(place: Membership) -> dict[str, Any]:
    board = place.board
    return {"slug": board.slug, "name": board.name, "member": place.pk or None, "roles": list(place.roles)}


def _board(board: Board) -> dict[str, Any]:
    return {"slug": board.slug, "name": board.name, "zone": board.zone}


def _member(member: Membership, now: datetime, *, with_address: bool) -> dict[str, Any]:
    told = {
        "id": member.pk,
        "name": member.name,
        "roles": list(member.roles),
        "acting_for": member.acting_for_id if member.is_acting(now) else None,
    }
    return told | ({"email": member.person.email} if with_address else {})


def _team(team: Team) -> dict[str, Any]:
    return {"slug": team.slug, "name": team.name, "vp": named(team.vp)}
