"""What a blocker looks like over REST, and what a request may say of one."""

from collections.abc import Sequence
from typing import Any

from rest_framework import serializers

from api.doors import Shape
from api.fields import Id, Words, instant
from api.resources.boards import Named, named
from eteam.access import may
from eteam.blockers.rows import decisions_of, known_bet
from eteam.models import Blocker, Outcome, Remark, Side
from org.models import Membership

STATES = ("open", "decided", "asked", "unblocked", "withdrawn")
ROUTES = ("now", "first", "room")
SIDES = (Side.LEADERS, Side.OUTSIDE, Side.UNKNOWN)
CALLED = {"text": "description"}
"""What an action's fields are called here."""


class Result(serializers.Serializer[Any]):
    """How it ended, or what was decided: who sees to it, and by when. No word of what was said."""

    outcome = serializers.ChoiceField(choices=["decided"])
    owner = Named(allow_null=True)
    by_when = serializers.DateTimeField(allow_null=True)
    at = serializers.DateTimeField()


class BlockerShape(serializers.Serializer[Any]):
    """`state`: open, decided, asked (said to be unblocked, not confirmed), unblocked or withdrawn."""

    id = Id()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=STATES)
    route = serializers.ChoiceField(choices=ROUTES)
    raised_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    blocked_team = serializers.CharField()
    blocking = serializers.ChoiceField(choices=Side.values)
    blocking_team = serializers.CharField(allow_null=True)
    bet = Id(allow_null=True, help_text="null also for who may not know of it")
    owner = Named(allow_null=True)
    decision = Result(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    unblocked_at = serializers.DateTimeField(allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)
    confirm_by = serializers.DateTimeField(allow_null=True, help_text="silence until then confirms")
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    breached_at = serializers.DateTimeField(allow_null=True)
    carries = serializers.IntegerField()
    follows = Id(allow_null=True)


class RemarkShape(serializers.Serializer[Any]):
    author = Named()
    at = serializers.DateTimeField()
    text = serializers.CharField()


class OneBlocker(BlockerShape):
    """`description` and `remarks` only for who reads the room; the description also for who flagged it."""

    description = serializers.CharField(required=False)
    remarks = RemarkShape(many=True, required=False)


class RaisedBlocker(OneBlocker):
    next_session = serializers.DateTimeField(allow_null=True, help_text="when the next one starts")


class Sides(Shape):
    """`blocking_team`, or `blocking` where it is no team; neither: not known yet."""

    blocking_team = Words(required=False, allow_null=True, max_length=60)
    blocking = serializers.ChoiceField(choices=[side.value for side in SIDES], required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("blocking_team") and attrs.get("blocking"):
            raise serializers.ValidationError({"blocking": "Name a team, or who else is to unblock it; not both."})
        return attrs


class BlockerToPreview(Sides):
    blocked_team = Words(max_length=60)


class BlockerToRaise(BlockerToPreview):
    title = Words(max_length=140)
    description = Words(required=False, allow_blank=True, max_length=5_000, default="")
    bet = Id(required=False, allow_null=True, default=None)
    follows = Id(required=False, help_text="the same before, unblocked too long ago to be reopened")


class Foreseen(serializers.Serializer[Any]):
    """`sentence` is whole by itself; `zone`: of the calendar that counts."""

    raised_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    route = serializers.ChoiceField(choices=ROUTES)
    next_session = serializers.DateTimeField(allow_null=True)
    zone = serializers.CharField()
    sentence = serializers.CharField()


def told(rows: Sequence[Blocker], member: Membership) -> list[dict[str, Any]]:
    """`rows` come with what `rows.WITH` names. One statement."""
    decisions = decisions_of(rows)
    return [_row(row, decisions.get(row.pk), member) for row in rows]


def whole(blocker: Blocker, member: Membership) -> dict[str, Any]:
    """`blocker` from `blocker_for`. Three statements at most."""
    (body,) = told([blocker], member)
    reads_room = may(member, "eteam.read_room")
    if reads_room or (blocker.flag is not None and blocker.flag.flagged_by_id == member.pk):
        body["description"] = blocker.text
    if reads_room:
        remarks = Remark.objects.filter(blocker=blocker).select_related("author__person").order_by("at", "pk")
        body["remarks"] = [
            {"author": named(remark.author), "at": instant(remark.at), "text": remark.text} for remark in remarks
        ]
    return body


def _row(blocker: Blocker, decision: Outcome | None, member: Membership) -> dict[str, Any]:
    bet = known_bet(blocker, member)
    return {
        "id": blocker.pk,
        "title": blocker.title,
        "state": _state(blocker),
        "route": blocker.route,
        "raised_at": instant(blocker.raised_at),
        "due_at": instant(blocker.due_at),
        "blocked_team": blocker.blocked_team.slug,
        "blocking": blocker.blocking,
        "blocking_team": blocker.blocking_team.slug if blocker.blocking_team else None,
        "bet": bet.pk if bet else None,
        "owner": named(blocker.owner),
        "decision": _decision(decision) if decision else None,
        "decided_at": instant(blocker.decided_at),
        "unblocked_at": instant(blocker.unblocked_at),
        "confirmed_at": instant(blocker.confirmed_at),
        "confirm_by": instant(blocker.confirm_by),
        "withdrawn_at": instant(blocker.withdrawn_at),
        "breached_at": instant(blocker.breached_at),
        "carries": blocker.carries,
        "follows": blocker.follows_id,
    }


def _state(blocker: Blocker) -> str:
    if blocker.withdrawn_at is not None:
        return "withdrawn"
    if blocker.unblocked_at is not None:
        return "asked" if blocker.confirmed_at is None else "unblocked"
    return "open" if blocker.decided_at is None else "decided"


def _decision(outcome: Outcome) -> dict[str, Any]:
    return {
        "outcome": outcome.kind,
        "owner": named(outcome.owner),
        "by_when": instant(outcome.by_when),
        "at": instant(outcome.entered_at),
    }
