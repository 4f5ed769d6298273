"""Cycles: listed, made, changed, and led from one state to the next."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door, Shape, repeatable
from api.etags import by_content
from api.fields import Id, Instant, Revision, Words
from api.pagination import Pages, paged
from bets.access import authorise, cycle_for
from bets.actions import cycles as acts
from bets.actions import locking
from bets.bodies.cycles import body, wishes
from bets.models import Cycle
from org.access import board_for

NEXT = [(state.value, state.label) for state in Cycle.State if state is not Cycle.State.PITCHING]


class CycleParts(Shape):
    """What is left out stays as it is. The policy is a leader's, until the lock."""

    name = Words(required=False, max_length=60)
    starts_on = serializers.DateField(required=False)
    ends_on = serializers.DateField(required=False)
    pitches_close_at = Instant(required=False)
    confirm_by = serializers.DateField(required=False, allow_null=True)
    ranking_session_at = Instant(required=False, allow_null=True)
    locks_on = serializers.DateField(required=False, allow_null=True)
    visibility = serializers.ChoiceField(Cycle.Visibility.choices, required=False)
    policy = serializers.ChoiceField(Cycle.Policy.choices, required=False)


class NewCycle(CycleParts):
    name = Words(max_length=60)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    pitches_close_at = Instant()
    policy = None  # type: ignore[assignment]


class CycleShape(serializers.Serializer[Any]):
    """`revision` is that of the order, null for who may not see it yet; `frozen`: nobody moves anything for now."""

    id = Id()
    board = serializers.CharField()
    name = serializers.CharField()
    state = serializers.ChoiceField(Cycle.State.choices)
    policy = serializers.ChoiceField(Cycle.Policy.choices)
    visibility = serializers.ChoiceField(Cycle.Visibility.choices)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    pitches_close_at = serializers.DateTimeField()
    confirm_by = serializers.DateField(allow_null=True)
    ranking_session_at = serializers.DateTimeField(allow_null=True)
    locks_on = serializers.DateField(allow_null=True)
    revision = Revision(allow_null=True)
    frozen = serializers.BooleanField()


class NextState(Shape):
    """`seen`: the hash of the plan that a leader was shown; 409 `other_plan` if another one would be locked."""

    state = serializers.ChoiceField(NEXT)
    seen = serializers.RegexField(r"\A[0-9a-f]{64}\Z", required=False)


class UnlockWish(Shape):
    reason = Words(max_length=500)


class Wished(serializers.Serializer[Any]):
    member = Id()
    name = serializers.CharField()
    reason = serializers.CharField()
    until = serializers.DateTimeField()


class Unlocked(serializers.Serializer[Any]):
    """`asked`: the wishes that wait for another leader, while the state is `locked` still."""

    state = serializers.ChoiceField(Cycle.State.choices)
    asked = Wished(many=True)


class CyclesDoor(Door):
    """`/boards/{slug}/cycles/`"""

    pagination_class = Pages

    @extend_schema(operation_id="cycles_list", responses=CycleShape(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """The board's cycles, newest first."""
        board, member = board_for(self.person, slug, to="board.view")
        rows = Cycle.objects.filter(board=board).select_related("board")
        return paged(request, rows, lambda page: [body(cycle, member) for cycle in page], "-starts_on", "-pk")

    @extend_schema(operation_id="cycles_make", request=NewCycle, responses={201: CycleShape})
    @repeatable
    def post(self, request: Request, slug: str) -> Response:
        """A new cycle, open for pitches."""
        board, member = board_for(self.person, slug, to="board.view")
        authorise(member, Cycle(board=board), "cycle.create_edit")
        asked = self.asked(NewCycle)
        cycle = acts.create(board=board, **asked, by=member, now=timezone.now())
        return Response(body(cycle, member), status=201)


class CycleDoor(Door):
    """`/cycles/{id}/`"""

    @extend_schema(operation_id="cycles_read", responses=CycleShape)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """Its dates, its policy and where it stands."""
        cycle, member = cycle_for(self.person, pk, to="board.view")
        return by_content(request, body(cycle, member))

    @extend_schema(operation_id="cycles_edit", request=CycleParts, responses=CycleShape)
    def patch(self, request: Request, pk: int) -> Response:
        """Change dates, name, visibility or policy."""
        cycle, member = cycle_for(self.person, pk, to="cycle.create_edit")
        asked = self.asked(CycleParts)
        if "policy" in asked:
            authorise(member, cycle, "cycle.set_policy")
        edited = acts.edit(cycle=cycle, by=member, now=timezone.now(), **asked)
        return Response(body(edited, member))


class StateDoor(Door):
    """`/cycles/{id}/state/`"""

    @extend_schema(operation_id="cycles_move", request=NextState, responses=CycleShape)
    def put(self, request: Request, pk: int) -> Response:
        """Open the ranking, lock the plan, close the cycle. 409 `not_ready` lists what is missing for the lock."""
        cycle, member = cycle_for(self.person, pk, to="cycle.create_edit")
        asked = self.asked(NextState)
        to, act = _STEPS[asked["state"]]
        if cycle.state != asked["state"]:
            authorise(member, cycle, to)
            seen = {"seen": asked["seen"]} if to == "cycle.lock" and "seen" in asked else {}
            act(cycle=cycle, by=member, now=timezone.now(), **seen)
            cycle, member = cycle_for(self.person, pk, to="board.view")
        return Response(body(cycle, member))


class UnlockDoor(Door):
    """`/cycles/{id}/unlock/`"""

    @extend_schema(operation_id="cycles_unlock", request=UnlockWish, responses=Unlocked)
    @repeatable
    def post(self, request: Request, pk: int) -> Response:
        """Ask to unlock the plan. The second leader within a day does it, or the only one."""
        cycle, member = cycle_for(self.person, pk, to="cycle.unlock")
        now = timezone.now()
        is_open = locking.unlock(cycle=cycle, by=member, now=now, **self.asked(UnlockWish))
        asked = [] if is_open else wishes(cycle, now)
        return Response({"state": "ranking" if is_open else "locked", "asked": asked})


_STEPS: Mapping[str, tuple[str, Callable[..., Any]]] = {
    "ranking": ("cycle.open_ranking", acts.open_ranking),
    "locked": ("cycle.lock", locking.lock),
    "closed": ("cycle.close", acts.close),
}
"""By the state that is asked for: what one must be allowed, and the act."""
