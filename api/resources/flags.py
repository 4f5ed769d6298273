"""Flags: what somebody on a team says blocks it, before its VP makes it a blocker or says why not."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.asking import renamed
from api.doors import Door, Shape, repeatable
from api.etags import by_content
from api.fields import Id, Words, instant
from api.pagination import Pages, paged
from api.resources.blocker_shapes import OneBlocker, Sides, whole
from api.resources.blockers import bet_in, side_in, team_in
from api.resources.boards import Named, named
from bets.access import may as may_with_bets
from eteam.access import blocker_for, flag_for, may, room_for, seat_for
from eteam.actions import flagging
from eteam.blockers.form import choices
from eteam.models import Blocker, Flag, Side
from journal.refusals import Invalid
from org.models import Membership, TeamMember

_WITH = ("board", "team", "blocking_team", "bet__cycle__board", "flagged_by__person", "blocker")
_CALLED = {"text": "description", "blocked_team": "team"}


class FlagShape(serializers.Serializer[Any]):
    """`state`: waiting, taken_up or rejected. What was said only for who flagged it, decides it, or reads the room."""

    id = Id()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=["waiting", "taken_up", "rejected"])
    team = serializers.CharField()
    blocking = serializers.ChoiceField(choices=Side.values)
    blocking_team = serializers.CharField(allow_null=True)
    bet = Id(allow_null=True)
    flagged_by = Named()
    flagged_at = serializers.DateTimeField(help_text="the clock starts here")
    becomes_at = serializers.DateTimeField(help_text="untouched until then, it is a blocker by itself")
    decided_at = serializers.DateTimeField(allow_null=True)
    blocker = Id(allow_null=True)
    description = serializers.CharField(required=False)
    rejected_for = serializers.CharField(required=False)


class FlagToRaise(Sides):
    title = Words(max_length=140)
    team = Words(max_length=60)
    description = Words(required=False, allow_blank=True, max_length=5_000, default="")
    bet = Id(required=False, allow_null=True, default=None)


class Flagged(serializers.Serializer[Any]):
    """What the team's own VP flags is a blocker at once, and then there is no flag."""

    flag = FlagShape(allow_null=True)
    blocker = OneBlocker(allow_null=True)


class WhyNot(Shape):
    reason = Words(max_length=2_000)


class FlagsDoor(Door):
    """`/boards/{slug}/flags/`"""

    pagination_class = Pages

    @extend_schema(operation_id="flags_list", responses=FlagShape(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """One's own, those of teams that one works on, and those that one decides as VP."""
        _, member = seat_for(self.person, slug, to="blocker.flag")
        rows = _of(member).select_related(*_WITH)
        return paged(request, rows, lambda found: [told(flag, member) for flag in found])

    @extend_schema(operation_id="flags_raise", request=FlagToRaise, responses={201: Flagged})
    @repeatable
    def post(self, request: Request, slug: str) -> Response:
        """Say what blocks a team that one works on. Its VP is asked; untouched, it is a blocker by itself."""
        room, member = room_for(self.person, slug, to="blocker.flag")
        asked, now = self.asked(FlagToRaise), timezone.now()
        of = choices(member, now)
        try:
            made = flagging.flag(
                room=room, title=asked["title"], text=asked["description"], team=team_in(of, asked, "team"),
                bet=bet_in(of, asked["bet"]), by=member, now=now, **side_in(of, asked),
            )  # fmt: skip
        except Invalid as refusal:
            raise renamed(refusal, _CALLED) from refusal
        if isinstance(made, Blocker):
            return Response({"flag": None, "blocker": _blocker(self, made.pk, member)}, status=201)
        row = Flag.objects.select_related(*_WITH).get(pk=made.pk)
        return Response({"flag": told(row, member), "blocker": None}, status=201)


class FlagDoor(Door):
    """`/flags/{id}/`"""

    @extend_schema(operation_id="flags_read", responses=FlagShape)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """One flag, and what became of it."""
        found, member = flag_for(self.person, pk, to="blocker.read", now=timezone.now())
        return by_content(request, told(Flag.objects.select_related(*_WITH).get(pk=found.pk), member))


class TakenUpDoor(Door):
    """`/flags/{id}/blocker/`"""

    @extend_schema(operation_id="flags_take_up", request=Sides, responses={201: OneBlocker})
    @repeatable
    def post(self, request: Request, pk: int) -> Response:
        """The team's VP makes it a blocker, raised when it was flagged; and names the side, if they know better."""
        found, member = flag_for(self.person, pk, to="blocker.decide_flag", now=timezone.now())
        asked, now = self.asked(Sides), timezone.now()
        side = side_in(choices(member, now), asked) if asked else {}
        made = flagging.take_up(flag=found, by=member, now=now, **side)
        return Response(_blocker(self, made.pk, member), status=201)


class RejectionDoor(Door):
    """`/flags/{id}/rejection/`"""

    @extend_schema(operation_id="flags_reject", request=WhyNot, responses={201: FlagShape})
    @repeatable
    def post(self, request: Request, pk: int) -> Response:
        """The team's VP says why it is no blocker; whoever flagged it is told."""
        found, member = flag_for(self.person, pk, to="blocker.decide_flag", now=timezone.now())
        flagging.reject(flag=found, reason=self.asked(WhyNot)["reason"], by=member, now=timezone.now())
        return Response(told(Flag.objects.select_related(*_WITH).get(pk=found.pk), member), status=201)


def told(flag: Flag, member: Membership) -> dict[str, Any]:
    """`flag` comes with `_WITH`. No statement."""
    bet, blocker = flag.bet, getattr(flag, "blocker", None)
    knows_bet = bet is not None and may_with_bets(member, bet.cycle, "bet.list")
    body = {
        "id": flag.pk,
        "title": flag.title,
        "state": "waiting" if flag.decided_at is None else "rejected" if flag.is_rejected else "taken_up",
        "team": flag.team.slug,
        "blocking": flag.blocking,
        "blocking_team": flag.blocking_team.slug if flag.blocking_team else None,
        "bet": flag.bet_id if knows_bet else None,
        "flagged_by": named(flag.flagged_by),
        "flagged_at": instant(flag.flagged_at),
        "becomes_at": instant(flag.becomes_at),
        "decided_at": instant(flag.decided_at),
        "blocker": blocker.pk if blocker else None,
    }
    if flag.flagged_by_id == member.pk or may(member, "eteam.read_room"):
        body |= {"description": flag.text, "rejected_for": flag.rejected_for}
    return body


def _of(member: Membership) -> QuerySet[Flag]:
    vps = [member.pk, *([member.acting_for_id] if member.is_acting(timezone.now()) else [])]
    teams = TeamMember.objects.filter(member=member).values("team")
    mine = Q(flagged_by=member) | Q(team__in=teams) | Q(team__vp__in=vps)
    return Flag.objects.filter(mine, board=member.board_id)


def _blocker(door: Door, pk: int, member: Membership) -> dict[str, Any]:
    return whole(blocker_for(door.person, pk, to="blocker.read", now=timezone.now())[0], member)
