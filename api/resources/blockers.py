"""Blockers: raised, read by due time and route, and told of before they are raised."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.asking import number_of, one_of, renamed, unknown
from api.doors import Door, repeatable
from api.etags import by_content
from api.fields import instant
from api.pagination import Pages, paged
from api.resources.blocker_shapes import (
    CALLED,
    ROUTES,
    STATES,
    BlockerShape,
    BlockerToPreview,
    BlockerToRaise,
    Foreseen,
    OneBlocker,
    RaisedBlocker,
    told,
    whole,
)
from bets.access import may as may_with_bets
from bets.models import Bet
from eteam.access import blocker_for, may, room_for, seat_for
from eteam.actions.raising import raise_blocker
from eteam.blockers.form import Choices, choices
from eteam.blockers.rows import WITH
from eteam.models import Blocker, Side
from eteam.preview import outlook
from journal.refusals import Invalid
from org.models import Membership, Team


class BlockersDoor(Door):
    """`/boards/{slug}/blockers/`"""

    pagination_class = Pages

    @extend_schema(
        operation_id="blockers_list",
        parameters=[
            OpenApiParameter("state", str, enum=STATES),
            OpenApiParameter("route", str, enum=ROUTES, description="of those that are neither decided nor over"),
            OpenApiParameter("team", str, description="slug of the blocked or the blocking team"),
            OpenApiParameter("bet", int, description="the bet that waits for it"),
        ],
        responses=BlockerShape(many=True),
    )
    def get(self, request: Request, slug: str) -> Response:
        """All blockers of the board, in the order in which they were raised; a viewer's own alone."""
        _, member = seat_for(self.person, slug, to="blocker.read", own=True)
        rows = _asked(request, member).select_related(*WITH)
        return paged(request, rows, lambda found: told(found, member))

    @extend_schema(operation_id="blockers_raise", request=BlockerToRaise, responses={201: RaisedBlocker})
    @repeatable
    def post(self, request: Request, slug: str) -> Response:
        """Raise one: its clock begins. Whoever may not raise flags: see `flags/`."""
        room, member = room_for(self.person, slug, to="blocker.raise")
        asked, now = self.asked(BlockerToRaise), timezone.now()
        of = choices(member, now)
        follows = asked.get("follows")
        try:
            made = raise_blocker(
                room=room, title=asked["title"], text=asked["description"], blocked_team=team_in(of, asked),
                bet=bet_in(of, asked["bet"]), by=member, now=now, **side_in(of, asked),
                follows=blocker_for(self.person, follows, to="blocker.read", now=now)[0] if follows else None,
            )  # fmt: skip
        except Invalid as refusal:
            raise renamed(refusal, CALLED) from refusal
        following = outlook(room, now).following
        body = whole(blocker_for(self.person, made.pk, to="blocker.read", now=now)[0], member)
        return Response(body | {"next_session": instant(following.starts_at if following else None)}, status=201)


class PreviewDoor(Door):
    """`/boards/{slug}/blockers/preview/`"""

    @extend_schema(operation_id="blockers_preview", request=BlockerToPreview, responses=Foreseen)
    def post(self, request: Request, slug: str) -> Response:
        """When it would be due, and what it could wait for. Nothing is saved."""
        room, member = room_for(self.person, slug, to="blocker.flag")
        asked, now = self.asked(BlockerToPreview), timezone.now()
        of = choices(member, now)
        shown = outlook(room, now).of(blocked_team=team_in(of, asked), raised_at=now, **side_in(of, asked))
        body = {
            "raised_at": instant(now),
            "due_at": instant(shown.due_at),
            "route": shown.route,
            "next_session": instant(shown.next_at),
            "zone": shown.zone,
            "sentence": shown.sentence,
        }
        return Response(body)


class BlockerDoor(Door):
    """`/blockers/{id}/`"""

    @extend_schema(operation_id="blockers_read", responses=OneBlocker)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """One blocker: due, route, outcome, owner and date; what was said of it only for who reads the room."""
        found, member = blocker_for(self.person, pk, to="blocker.read", now=timezone.now())
        return by_content(request, whole(found, member))


def _asked(request: Request, member: Membership) -> QuerySet[Blocker]:
    """What the address asks for, of what the member may know of. Raises Invalid."""
    rows = Blocker.objects.filter(board=member.board_id)
    if not may(member, "blocker.read"):
        rows = rows.of(member).distinct()
    if state := one_of(request, "state", STATES):
        rows = _in_state(rows, state)
    if route := one_of(request, "route", ROUTES):
        rows = rows.undecided().filter(route=route)
    if (slug := request.query_params.get("team")) is not None:
        team = Team.objects.filter(board=member.board_id, slug=slug[:60].replace("\0", "")).first()
        if team is None:
            raise unknown("team", "There is no such team.")
        rows = rows.filter(Q(blocked_team=team) | Q(blocking_team=team))
    if (bet := number_of(request, "bet")) is not None:
        rows = rows.filter(bet=bet) if _knows(bet, member) else rows.none()
    return rows


def _in_state(rows: Any, state: str) -> Any:
    gone = Q(withdrawn_at__isnull=False)
    return rows.filter(
        {
            "open": Q(unblocked_at=None, withdrawn_at=None, decided_at=None),
            "decided": Q(unblocked_at=None, withdrawn_at=None, decided_at__isnull=False),
            "asked": ~gone & Q(unblocked_at__isnull=False, confirmed_at=None),
            "unblocked": ~gone & Q(unblocked_at__isnull=False, confirmed_at__isnull=False),
            "withdrawn": gone,
        }[state]
    )


def _knows(pk: int, member: Membership) -> bool:
    """Which blockers a bet waits for is not told to who may not know of the bet."""
    bet = Bet.objects.known_to(member).filter(board=member.board_id, pk=pk).select_related("cycle__board").first()
    return bet is not None and may_with_bets(member, bet.cycle, "bet.list")


def team_in(of: Choices, asked: dict[str, Any], name: str = "blocked_team") -> Team:
    """Raises Invalid."""
    team = next((team for team in of.teams if team.slug == asked[name]), None)
    if team is None:
        raise unknown(name, "There is no such team that you may speak for.")
    return team


def side_in(of: Choices, asked: dict[str, Any]) -> dict[str, Any]:
    """Who is to unblock it, as the actions take it. Raises Invalid."""
    slug = asked.get("blocking_team")
    if not slug:
        return {"blocking": asked.get("blocking", Side.UNKNOWN), "blocking_team": None}
    team = next((team for team in of.others if team.slug == slug), None)
    if team is None:
        raise unknown("blocking_team", "There is no such team.")
    return {"blocking": Side.TEAM, "blocking_team": team}


def bet_in(of: Choices, pk: int | None) -> Bet | None:
    """Raises Invalid."""
    if pk is None:
        return None
    bet = next((bet for bet in of.bets if bet.pk == pk), None)
    if bet is None:
        raise unknown("bet", "There is no such bet among those that were submitted.")
    return bet
