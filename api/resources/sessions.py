"""Sessions of the weekly room: when they are, what is heard, how it ends; opened and closed."""

from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.asking import one_of, renamed, unknown
from api.doors import Door, repeatable
from api.etags import by_content
from api.fields import MOST_ID, instant
from api.pagination import Pages, paged
from api.resources.blockers import bet_in
from api.resources.outcomes import (
    WITH,
    OutcomeShape,
    answer,
    recorded,
    right_of,
    told,
)
from api.resources.session_shapes import (
    ANY_HERE,
    HERE,
    STATES,
    Agenda,
    ItemToRaise,
    Raised,
    SessionShape,
    WantedState,
    agenda_body,
    as_left,
    session_body,
)
from eteam.access import blocker_for, demand_room, matter_for, outcome_for, seat_for, session_for
from eteam.actions.matters import Asked, raise_matter
from eteam.actions.outcomes import Where
from eteam.actions.sessions import close_session, open_session
from eteam.blockers.form import choices
from eteam.models import Blocker, Matter, Outcome, Session
from eteam.session.items import gather
from journal.refusals import Invalid, WrongState
from org.models import Team

_WITH = ("board", "chair__person", "opened_by__person", "closed_by__person")
_CALLED = {"text": "description"}


class SessionsDoor(Door):
    """`/boards/{slug}/sessions/`"""

    pagination_class = Pages

    @extend_schema(
        operation_id="sessions_list",
        parameters=[OpenApiParameter("state", str, enum=STATES)],
        responses=SessionShape(many=True),
    )
    def get(self, request: Request, slug: str) -> Response:
        """All sessions of the board, by their start."""
        board, _ = seat_for(self.person, slug, to="eteam.read_room")
        rows = Session.objects.filter(board=board).select_related(*_WITH)
        if state := one_of(request, "state", STATES):
            rows = rows.filter(state=state)
        return paged(request, rows, lambda page: [session_body(row) for row in page], "starts_at", "pk")


class SessionDoor(Door):
    """`/sessions/{id}/`"""

    @extend_schema(operation_id="sessions_read", responses=SessionShape)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """One session."""
        found, _ = session_for(self.person, pk, to="eteam.read_room")
        return by_content(request, session_body(found))


class AgendaDoor(Door):
    """`/sessions/{id}/agenda/`"""

    @extend_schema(operation_id="sessions_agenda", responses=Agenda)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """What is heard, in which order, and by when: built, never typed."""
        found, _ = session_for(self.person, pk, to="eteam.read_room")
        if found.heard is not None:
            return by_content(request, as_left(found))
        return by_content(request, agenda_body(gather(found, demand_room(found.board), timezone.now())))


class StateDoor(Door):
    """`/sessions/{id}/state/`"""

    @extend_schema(operation_id="sessions_set_state", request=WantedState, responses=SessionShape)
    def put(self, request: Request, pk: int) -> Response:
        """Open it, or close it. 409 `items_unheard` with the `items` that have no outcome yet."""
        found, member = session_for(self.person, pk, to="eteam.session.open_close")
        asked, now = self.asked(WantedState), timezone.now()
        if "reason" in asked and asked["state"] != "closed":
            raise unknown("reason", "It is asked for only where a session is closed with items unheard.")
        if found.state != asked["state"]:
            if asked["state"] == "running":
                open_session(session=found, by=member, now=now)
            else:
                close_session(session=found, by=member, now=now, unheard_reason=asked.get("reason"))
        return Response(session_body(Session.objects.select_related(*_WITH).get(pk=pk)))


class ItemsDoor(Door):
    """`/sessions/{id}/items/`"""

    @extend_schema(operation_id="sessions_raise_item", request=ItemToRaise, responses={201: Raised})
    @repeatable
    def post(self, request: Request, pk: int) -> Response:
        """Put something without a clock on the agenda. What blocks a team is a blocker: raise it there."""
        found, member = session_for(self.person, pk, to="eteam.raise_matter")
        asked = self.asked(ItemToRaise)
        if not found.stands:
            raise WrongState(f"The {found.name.lower()} is {found.get_state_display().lower()}.")
        of = choices(member, timezone.now())
        wanted = Asked(
            kind=asked["kind"], title=asked["title"], text=asked["description"], bet=bet_in(of, asked["bet"]),
            team=_team(of.others, asked, "team"), other_team=_team(of.others, asked, "other_team"),
        )  # fmt: skip
        try:
            made = raise_matter(board=found.board, asked=wanted, by=member, now=timezone.now())
        except Invalid as refusal:
            raise renamed(refusal, _CALLED) from refusal
        body = {
            "key": f"matter:{made.pk}", "kind": made.kind, "title": made.title, "raised_at": instant(made.raised_at),
        }  # fmt: skip
        return Response(body, status=201)


class OutcomesHereDoor(Door):
    """`/sessions/{id}/outcomes/`"""

    pagination_class = Pages

    @extend_schema(operation_id="sessions_outcomes", responses=OutcomeShape(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """How items ended in this session."""
        found, _ = session_for(self.person, pk, to="eteam.read_room")
        rows = Outcome.objects.filter(session=found).select_related(*WITH)
        return paged(request, rows, lambda page: [told(row, reads_room=True) for row in page])

    @extend_schema(operation_id="sessions_record_outcome", request=ANY_HERE, responses={201: OutcomeShape})
    @repeatable
    def post(self, request: Request, pk: int) -> Response:
        """End the item `item` in the session that runs: unblocked, decided or carried."""
        found, _ = session_for(self.person, pk, to="eteam.read_room")
        asked = answer(self, HERE)
        thing, member = self._thing(found, asked["item"], right_of(request))
        return Response(recorded(thing, asked, Where(found), member), status=201)

    def _thing(self, session: Session, key: str, to: str) -> tuple[Blocker | Matter, Any]:
        """What the item is of, for who may do `to` with it. Raises Invalid for what is no item of this board."""
        kind, _, number = key.partition(":")
        is_number = number.isascii() and number.isdecimal() and len(number) < 20 and 0 < int(number) <= MOST_ID
        if kind not in ("blocker", "matter", "decision") or not is_number:
            raise unknown("item", "There is no such item on the agenda that takes an outcome.")
        now, pk = timezone.now(), int(number)
        if kind == "decision":
            of = outcome_for(self.person, pk, to="eteam.read_room")[0].of
            kind, pk = ("blocker" if isinstance(of, Blocker) else "matter"), of.pk
        if kind == "blocker":
            return blocker_for(self.person, pk, to=to, now=now)
        return matter_for(self.person, pk, to=to, now=now)


def _team(teams: tuple[Team, ...], asked: dict[str, Any], name: str) -> Team | None:
    """Raises Invalid."""
    slug = asked.get(name)
    if not slug:
        return None
    team = next((team for team in teams if team.slug == slug), None)
    if team is None:
        raise unknown(name, "There is no such team.")
    return team
