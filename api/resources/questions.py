"""The questions that can still change what is funded: read, and answered by leaders who are in the session."""

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door, Shape
from api.etags import by_content
from api.fields import Flag, Id, Ids, Reason, Revision
from api.filters import refused
from bets.access import cycle_for
from bets.actions.answering import Shown, answer
from bets.asking.access import pair_for
from bets.bodies.questions import body, pair_of
from bets.sent import key_of


class Act(serializers.Serializer[Any]):
    """Either `after` or `before` says where to."""

    bet = Id()
    after = Id(required=False)
    before = Id(required=False)


class OpenQuestion(serializers.Serializer[Any]):
    """`upper` stands above `lower` today. `act` is what an answer for `lower` does, `enters` and `leaves` what by it.

    `against` of the `of` leaders who rank both would have it so. `question` is its number for as long as the two are.
    """

    question = Id()
    upper = Id()
    lower = Id()
    act = Act()
    enters = Ids()
    leaves = Ids()
    person_weeks = serializers.CharField(help_text="what changes hands")
    against = serializers.IntegerField()
    of = serializers.IntegerField()


class Questions(serializers.Serializer[Any]):
    """`revealed` false: no round was revealed yet, so that nobody knows what leaders disagree on."""

    revision = Revision()
    revealed = serializers.BooleanField()
    questions = OpenQuestion(many=True)


class Answer(Shape):
    """Either `keep`, one of the two bets, or `yield`."""

    question = Id()
    keep = Id(required=False)
    base_revision = Revision(required=False, allow_null=True, default=None)
    moves = Id(required=False, help_text="the bet of the act that was shown; 409 if it is another by now")
    reason = Reason()

    def get_fields(self) -> dict[str, Any]:
        """`yield` is no name in Python."""
        return super().get_fields() | {"yield": Flag(required=False)}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("keep" in attrs) == attrs.get("yield", False):
            raise serializers.ValidationError("Keep one of the two, or yield.")
        return attrs


class Answered(serializers.Serializer[Any]):
    """`ended` is empty while others are waited for, `kept` for the order as it is, `moved` against it."""

    revision = Revision()
    ended = serializers.ChoiceField(["", "kept", "moved"])
    waits_for = serializers.ListField(child=serializers.CharField())


class QuestionsDoor(Door):
    """`/cycles/{id}/questions/`"""

    @extend_schema(operation_id="questions_read", responses=Questions)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """What leaders disagree on and what can still change what is funded, in the order to be asked."""
        cycle, _ = cycle_for(self.person, pk, to="allocation.preview")
        return by_content(request, body(cycle))

    @extend_schema(operation_id="questions_answer", request=Answer, responses={201: Answered})
    def post(self, request: Request, pk: int) -> Response:
        """Say which of the two is kept, or yield to the others. 409 `stale_question` if it is another by now."""
        cycle, member = cycle_for(self.person, pk, to="rank.answer_question")
        said = self.asked(Answer)
        low, high = pair_of(said["question"])
        try:
            cycle, member, pair = pair_for(self.person, pk, low, high, to="rank.answer_question")
        except Http404 as error:
            raise refused("question", "There is no such question.") from error
        done = answer(
            cycle=cycle, pair=pair, keeps=said.get("keep"), by=member, now=timezone.now(),
            shown=Shown(said["base_revision"], said.get("moves")), reason=said["reason"],
            key=key_of(request, self.actor(), request.data),
        )  # fmt: skip
        return Response(asdict(done), status=201)
