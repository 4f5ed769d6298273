"""What a session of the weekly room looks like over REST, and what a request may say of one."""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers

from api.doors import Shape
from api.fields import Id, Words, instant
from api.resources.boards import Named, named
from api.resources.outcomes import (
    SaysCarried,
    SaysDecided,
    SaysUnblocked,
)
from eteam.models import Matter, Outcome, Session
from eteam.session.items import Gathered
from eteam.session.told import title_of

STATES = tuple(Session.State.values)


class SessionShape(serializers.Serializer[Any]):
    """`revision` goes up whenever it is moved or cancelled. `unheard`: items that it was closed without."""

    id = Id()
    kind = serializers.ChoiceField(choices=Session.Kind.values)
    state = serializers.ChoiceField(choices=STATES)
    zone = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    revision = serializers.IntegerField()
    chair = Named(allow_null=True)
    opened_at = serializers.DateTimeField(allow_null=True)
    opened_by = Named(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    closed_by = Named(allow_null=True)
    cancelled_for = serializers.CharField(allow_blank=True)
    unheard = serializers.IntegerField()
    unheard_for = serializers.CharField(allow_blank=True)
    floor = serializers.CharField(allow_blank=True, help_text="the key of the item that everybody looks at")


class Item(serializers.Serializer[Any]):
    """`key` names it for everybody: `blocker:12`. `hear_before`: of what falls due during the session."""

    key = serializers.CharField()
    section = serializers.CharField()
    title = serializers.CharField()
    hear_before = serializers.DateTimeField(allow_null=True)
    needs_outcome = serializers.BooleanField()
    outcome = serializers.ChoiceField(choices=Outcome.Kind.values, allow_null=True)


class Agenda(serializers.Serializer[Any]):
    """In the order in which it is heard; of a session that is over, as it was left."""

    items = Item(many=True)
    pending = serializers.IntegerField(help_text="items without which it cannot be closed")


class WantedState(Shape):
    """`reason`: why items are left unheard; then it is closed without them, and the report counts them."""

    state = serializers.ChoiceField(choices=["running", "closed"])
    reason = Words(required=False, max_length=4_000)


class ItemToRaise(Shape):
    """Without a clock: two teams at odds, a funded bet off track, a question about the plan."""

    kind = serializers.ChoiceField(choices=Matter.Kind.values)
    title = Words(max_length=140)
    description = Words(required=False, allow_blank=True, max_length=4_000, default="")
    team = Words(required=False, allow_null=True, max_length=60)
    other_team = Words(required=False, allow_null=True, max_length=60)
    bet = Id(required=False, allow_null=True, default=None)


class Raised(serializers.Serializer[Any]):
    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=Matter.Kind.values)
    title = serializers.CharField()
    raised_at = serializers.DateTimeField()


class InRoom(Shape):
    """`item`: the key of the item on the agenda. Who is there, the room knows."""

    item = Words(max_length=40)


class UnblockedHere(InRoom, SaysUnblocked):
    pass


class DecidedHere(InRoom, SaysDecided):
    pass


class CarriedHere(InRoom, SaysCarried):
    pass


HERE: dict[str, type[serializers.Serializer[Any]]] = {
    "unblocked": UnblockedHere,
    "decided": DecidedHere,
    "carried": CarriedHere,
}
ANY_HERE = PolymorphicProxySerializer(
    component_name="OutcomeInTheRoom", serializers={**HERE}, resource_type_field_name="outcome"
)


def session_body(session: Session) -> dict[str, Any]:
    body: dict[str, Any] = {"id": session.pk}
    body |= {name: getattr(session, name) for name in ("kind", "state", "zone", "revision", "unheard")}
    body |= {name: getattr(session, name) for name in ("cancelled_for", "unheard_for")}
    body |= {name: instant(getattr(session, name)) for name in ("starts_at", "ends_at", "opened_at", "closed_at")}
    body |= {name: named(getattr(session, name)) for name in ("chair", "opened_by", "closed_by")}
    return body | {"floor": session.focus}


def agenda_body(found: Gathered) -> dict[str, Any]:
    items = [
        {
            "key": entry.key,
            "section": entry.section,
            "title": title_of(entry.key, found),
            "hear_before": instant(entry.hear_before),
            "needs_outcome": entry.needs_outcome,
            "outcome": found.ended[entry.key].kind if entry.key in found.ended else None,
        }
        for entry in found.entries
    ]
    return {"items": items, "pending": len(found.pending)}


def as_left(session: Session) -> dict[str, Any]:
    """What was kept when it was closed; its last line says when that was."""
    items = [
        {
            "key": kept["key"],
            "section": kept["section"],
            "title": kept["title"],
            "hear_before": None,
            "needs_outcome": False,
            "outcome": kept.get("outcome", {}).get("kind"),
        }
        for kept in session.heard or ()
        if "key" in kept
    ]
    return {"items": items, "pending": 0}
