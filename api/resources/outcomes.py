"""How a blocker ends, outside the room or in it; and whether the blocked side says so too."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.asking import unknown
from api.doors import Door, Nothing, Shape, repeatable
from api.fields import Id, Ids, Instant, Words, instant
from api.pagination import Pages, paged
from api.resources.blocker_shapes import OneBlocker, whole
from api.resources.boards import Named, named
from eteam.access import blocker_for, may, session_for
from eteam.actions import unblocking
from eteam.actions.outcomes import Where, record_outcome, type_outcome
from eteam.models import Blocker, Matter, Outcome
from eteam.verdicts import Carried, Decided, Unblocked, Verdict
from org.models import Membership

_MOST = 4_000
_NOBODY = "Name a leader or a VP of this board."


class Answer(Shape):
    """`waits_for`: the steward types it, and names who confirms it."""

    waits_for = Id(required=False)


class SaysUnblocked(Answer):
    outcome = serializers.ChoiceField(choices=["unblocked"])
    text = Words(max_length=_MOST)
    since = Instant(required=False)


class SaysDecided(Answer):
    outcome = serializers.ChoiceField(choices=["decided"])
    text = Words(max_length=_MOST)
    decider = Id()
    owner = Id()
    by_when = Instant()


class SaysCarried(Answer):
    """Of a blocker either `decide_by`, no later than it is due, or `accepts_breach`, which a leader says."""

    outcome = serializers.ChoiceField(choices=["carried"])
    owner = Id()
    next_step = Words(max_length=_MOST)
    reason = Words(max_length=_MOST)
    decide_by = Instant(required=False)
    accepts_breach = serializers.BooleanField(required=False, default=False)


class Anywhere(Shape):
    """`session`: the one that runs; without it, outside the room, and `present` says who was there."""

    session = Id(required=False)
    present = Ids(required=False, max_length=500)


class UnblockedShape(Anywhere, SaysUnblocked):
    pass


class DecidedShape(Anywhere, SaysDecided):
    pass


class CarriedShape(Anywhere, SaysCarried):
    pass


SHAPES: dict[str, type[serializers.Serializer[Any]]] = {
    "unblocked": UnblockedShape,
    "decided": DecidedShape,
    "carried": CarriedShape,
}
ANY = PolymorphicProxySerializer(
    component_name="OutcomeToRecord", serializers={**SHAPES}, resource_type_field_name="outcome"
)


class OutcomeShape(serializers.Serializer[Any]):
    """`counts`: it is confirmed, or needs no confirmation. What was said only for who reads the room."""

    id = Id()
    outcome = serializers.ChoiceField(choices=Outcome.Kind.values)
    at = serializers.DateTimeField()
    session = Id(allow_null=True, help_text="null: outside the room")
    owner = Named(allow_null=True)
    by_when = serializers.DateTimeField(allow_null=True)
    since = serializers.DateTimeField(allow_null=True)
    decide_by = serializers.DateTimeField(allow_null=True)
    done_at = serializers.DateTimeField(allow_null=True)
    counts = serializers.BooleanField()
    text = serializers.CharField(required=False)
    next_step = serializers.CharField(required=False)
    reason = serializers.CharField(required=False)
    accepts_breach = serializers.BooleanField(required=False)
    decider = Named(required=False, allow_null=True)
    entered_by = Named(required=False)
    waits_for = Named(required=False, allow_null=True)
    present = serializers.ListField(child=serializers.CharField(), required=False)


class Rejection(Shape):
    reason = Words(max_length=2_000)


class OutcomesDoor(Door):
    """`/blockers/{id}/outcomes/`"""

    pagination_class = Pages

    @extend_schema(operation_id="outcomes_list", responses=OutcomeShape(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """How it ended, each time. Without reading the room: only what counts, and no word of what was said."""
        found, member = blocker_for(self.person, pk, to="blocker.read", now=timezone.now())
        rows = Outcome.objects.filter(blocker=found).select_related(*WITH)
        reads_room = may(member, "eteam.read_room")
        shown = rows if reads_room else rows.counting()
        return paged(request, shown, lambda page: [told(row, reads_room=reads_room) for row in page])

    @extend_schema(operation_id="outcomes_record", request=ANY, responses={201: OutcomeShape})
    @repeatable
    def post(self, request: Request, pk: int) -> Response:
        """Unblocked, decided or carried; there is no other way to end. What the steward types waits for a member."""
        found, member = blocker_for(self.person, pk, to=right_of(request), now=timezone.now())
        asked = answer(self, SHAPES)
        return Response(recorded(found, asked, self._where(asked, found), member), status=201)

    def _where(self, asked: Mapping[str, Any], found: Blocker) -> Where:
        people = people_of(found.board_id)
        present = [one_of_them(pk, people, "present") for pk in asked.get("present", ())]
        session = asked.get("session")
        return Where(session_for(self.person, session, to="eteam.read_room")[0] if session else None, present)


class ConfirmationDoor(Door):
    """`/blockers/{id}/confirmation/`"""

    @extend_schema(operation_id="blockers_confirm", request=None, responses=OneBlocker)
    def put(self, request: Request, pk: int) -> Response:
        """The blocked side: yes, we can work again. Sent again it says the same."""
        found, member = blocker_for(self.person, pk, to="blocker.confirm_unblocked", now=timezone.now())
        self.asked(Nothing)
        if found.confirmed_at is None or found.confirmed_by_id != member.pk:
            unblocking.confirm(blocker=found, by=member, now=timezone.now())
        return self._told(pk, member)

    @extend_schema(operation_id="blockers_reject", request=Rejection, responses={200: OneBlocker})
    def delete(self, request: Request, pk: int) -> Response:
        """The blocked side: no, and why. The clock runs on from the raise."""
        found, member = blocker_for(self.person, pk, to="blocker.confirm_unblocked", now=timezone.now())
        unblocking.reject(blocker=found, reason=self.asked(Rejection)["reason"], by=member, now=timezone.now())
        return self._told(pk, member)

    def _told(self, pk: int, member: Membership) -> Response:
        return Response(whole(blocker_for(self.person, pk, to="blocker.read", now=timezone.now())[0], member))


WITH = ("owner__person", "decider__person", "entered_by__person", "waits_for__person")


def recorded(thing: Blocker | Matter, asked: dict[str, Any], where: Where, by: Membership) -> dict[str, Any]:
    """Record what `asked` says of `thing`, read by one of `SHAPES`. Raises what the acts raise, and Invalid."""
    people, now = people_of(thing.board_id), timezone.now()
    verdict = _verdict(asked, people)
    if "waits_for" in asked:
        who = one_of_them(asked["waits_for"], people, "waits_for")
        made = type_outcome(of=thing, verdict=verdict, where=where, waits_for=who, by=by, now=now)
    else:
        made = record_outcome(of=thing, verdict=verdict, where=where, by=by, now=now)
    return told(Outcome.objects.select_related(*WITH).get(pk=made.pk), reads_room=True)


def right_of(request: Request) -> str:
    """What whoever sends it has to be allowed: to record it, or to type it for another to confirm."""
    return "eteam.type_outcome" if "waits_for" in request.data else "eteam.outcome"


def answer(door: Door, shapes: Mapping[str, type[serializers.Serializer[Any]]]) -> dict[str, Any]:
    """The body, read by the shape that its `outcome` names. Raises Invalid."""
    body: dict[str, Any] = door.request.data  # type: ignore[assignment]
    what = body.get("outcome")
    if not isinstance(what, str) or what not in shapes:
        raise unknown("outcome", f"One of {', '.join(shapes)}.")
    return door.asked(shapes[what])


def told(outcome: Outcome, *, reads_room: bool) -> dict[str, Any]:
    """`outcome` comes with the people whom it names."""
    body: dict[str, Any] = {
        "id": outcome.pk,
        "outcome": outcome.kind,
        "at": instant(outcome.entered_at),
        "session": outcome.session_id,
        "owner": named(outcome.owner),
        "counts": outcome.counts,
    }
    body |= {name: instant(getattr(outcome, name)) for name in ("by_when", "since", "decide_by", "done_at")}
    if reads_room:
        body |= {name: getattr(outcome, name) for name in ("text", "next_step", "reason", "accepts_breach", "present")}
        body |= {name: named(getattr(outcome, name)) for name in ("decider", "entered_by", "waits_for")}
    return body


def _verdict(asked: Mapping[str, Any], people: Mapping[int, Membership]) -> Verdict:
    if asked["outcome"] == "unblocked":
        return Unblocked(asked["text"], asked.get("since") or timezone.now())
    owner = one_of_them(asked["owner"], people, "owner")
    if asked["outcome"] == "decided":
        return Decided(asked["text"], one_of_them(asked["decider"], people, "decider"), owner, asked["by_when"])
    return Carried(owner, asked["next_step"], asked["reason"], asked.get("decide_by"), asked["accepts_breach"])


def people_of(board: int) -> dict[int, Membership]:
    """Everybody who is on the board now. One statement."""
    rows = Membership.objects.current().filter(board=board).select_related("person", "board")
    return {each.pk: each for each in rows}


def one_of_them(pk: int, people: Mapping[int, Membership], name: str) -> Membership:
    """Raises Invalid for whoever is not on the board."""
    if pk not in people:
        raise unknown(name, _NOBODY)
    return people[pk]
