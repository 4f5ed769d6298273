"""Bets: listed, read, drafted by whoever owns them, changed by their writers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door, Shape, repeatable
from api.etags import by_content
from api.fields import Flag, Id, Ids, Words
from api.filters import choice, number, refused, words
from api.pagination import Pages, paged
from api.preconditions import IF_CHANGED, IF_MATCH, tagged, unchanged
from api.resources.boards import Named
from bets.access import bet_for, cycle_for
from bets.actions.open_fields import TEXTS, edit_open_fields
from bets.actions.pitching import copy, draft, edit, remove
from bets.actions.pitching.values import LONGEST
from bets.bodies.bets import Standing, rows, whole
from bets.models import Bet, Cycle, Demand, Pitch
from bets.models.bet import THESIS_LENGTH
from journal.refusals import Invalid
from org.models import Membership, Team


class PitchShape(Shape):
    """What the owner says for it: Markdown, except for the short parts."""

    def get_fields(self) -> dict[str, Any]:
        texts = {field.attname: str(field.help_text) for field in Pitch.parts() if field.attname != "confidence"}
        fields: dict[str, Any] = {
            name: Words(required=False, allow_blank=True, max_length=LONGEST, help_text=said)
            for name, said in texts.items()
        }
        percent = serializers.IntegerField(
            required=False, allow_null=True, min_value=0, max_value=100, help_text="percent; never sorts"
        )
        return fields | {"confidence": percent}


class BetParts(Shape):
    """What is left out stays as it is. Its owner is whoever makes it."""

    title = Words(required=False, max_length=200)
    thesis = Words(required=False, allow_blank=True, max_length=THESIS_LENGTH)
    link = Words(required=False, allow_blank=True, max_length=2000)
    needs_no_team = Flag(required=False)
    pitch = PitchShape(required=False)


class NewBet(BetParts):
    """`copy_of`: a bet of an earlier cycle that is pitched again; what is said besides stands instead of its own."""

    title = Words(max_length=200)
    copy_of = Id(required=False)


class OpenTexts(PitchShape):
    """Errors of typing. A number holds none: what it says was part of the decision."""

    def get_fields(self) -> dict[str, Any]:
        return {name: field for name, field in super().get_fields().items() if name in TEXTS}


class OpenFields(Shape):
    """What is left out stays as it is. `note` says what was wrong with a text that is put right."""

    title = Words(required=False, max_length=200)
    thesis = Words(required=False, allow_blank=True, max_length=THESIS_LENGTH)
    link = Words(required=False, allow_blank=True, max_length=2000)
    status_line = Words(required=False, allow_blank=True, max_length=200)
    note = Words(required=False, allow_blank=True, max_length=300)
    pitch = OpenTexts(required=False)


class Asked(serializers.Serializer[Any]):
    team = serializers.CharField()
    person_weeks = serializers.CharField()
    state = serializers.ChoiceField(Demand.State.choices)


class Demanded(Asked):
    """`offered` is the disputing VP's number, `asked_at_first` what a leader settled otherwise."""

    offered = serializers.CharField(allow_null=True)
    asked_at_first = serializers.CharField(allow_null=True)
    decided_by = Named(allow_null=True)
    reason = serializers.CharField()


class BetRow(serializers.Serializer[Any]):
    """`rank` and `funded` are null for who may not see the order yet; `rank` also for a bet without one."""

    id = Id()
    cycle = Id()
    title = serializers.CharField()
    thesis = serializers.CharField()
    owner = Named()
    status = serializers.ChoiceField(Bet.Status.choices)
    late = serializers.BooleanField()
    must_do = serializers.BooleanField()
    needs_no_team = serializers.BooleanField()
    external_source = serializers.CharField()
    external_id = serializers.CharField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    demands = Asked(many=True)
    rank = serializers.IntegerField(allow_null=True)
    funded = serializers.BooleanField(allow_null=True)


class WholeBet(BetRow):
    """`pitch` and `link` are null while the text is confidential, and the asker not among those who read it."""

    demands = Demanded(many=True)
    co_writers = Named(many=True)
    confidential_until = serializers.DateField(allow_null=True)
    link = serializers.CharField(allow_null=True)
    pitch = PitchShape(allow_null=True)
    must_do_reason = serializers.CharField(allow_null=True)
    ended_reason = serializers.CharField(allow_null=True)
    status_line = serializers.CharField()
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    needs = Ids()
    excludes = Ids()


class BetsDoor(Door):
    """`/cycles/{id}/bets/`"""

    pagination_class = Pages

    @extend_schema(
        operation_id="bets_list",
        parameters=[
            OpenApiParameter("status", str, enum=[*Bet.Status.values]),
            OpenApiParameter("owner", int, description="a member of the board"),
            OpenApiParameter("team", str, description="of which the bet asks something"),
            OpenApiParameter("search", str, description="in title and thesis"),
        ],
        responses=BetRow(many=True),
    )
    def get(self, request: Request, pk: int) -> Response:
        """The bets of a cycle, and of drafts one's own."""
        cycle, member = cycle_for(self.person, pk, to="bet.list")
        known = Bet.objects.known_to(member).filter(cycle=cycle).select_related("owner__person")
        return paged(request, _filtered(request, known, cycle), lambda page: rows(page, Standing.of(cycle, member)))

    @extend_schema(operation_id="bets_draft", request=NewBet, responses={201: WholeBet})
    @repeatable
    def post(self, request: Request, pk: int) -> Response:
        """A new draft. It is whose token this is, and nobody else sees it before it is submitted."""
        cycle, member = cycle_for(self.person, pk, to="bet.create_own_draft")
        parts = self.asked(NewBet)
        source = parts.pop("copy_of", None)
        with pointed():
            bet = self._drafted(cycle, member, flat(parts), source)
        return Response(whole(bet, member, timezone.now()), status=201)

    @transaction.atomic
    def _drafted(self, cycle: Cycle, member: Membership, parts: dict[str, Any], source: int | None) -> Bet:
        now = timezone.now()
        if source is None:
            return draft(cycle=cycle, by=member, now=now, **parts)
        try:
            earlier, _ = bet_for(self.person, source, to="bet.read_pitch")
            bet = copy(cycle=cycle, source=earlier, title=parts.pop("title"), by=member, now=now)
        except Http404 as error:
            raise refused("copy_of", "There is no such bet in an earlier cycle.") from error
        return edit(bet=bet, by=member, now=now, **parts) if parts else bet


class BetDoor(Door):
    """`/bets/{id}/`"""

    @extend_schema(operation_id="bets_read", responses=WholeBet)
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        """One bet. Somebody else's draft is not there."""
        bet, member = bet_for(self.person, pk, to="bet.read_pitch")
        return by_content(request, whole(bet, member, timezone.now()))

    @extend_schema(
        operation_id="bets_edit", request=BetParts, parameters=[IF_MATCH], responses={200: WholeBet, **IF_CHANGED}
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Change what it says: its writers do. Once submitted, each change is a version that others see."""
        bet, member = bet_for(self.person, pk, to="bet.edit")
        parts, now = self.asked(BetParts), timezone.now()
        with pointed(), unchanged(request, bet, member, now):
            edited = edit(bet=bet, by=member, now=now, **flat(parts))
        return tagged(whole(edited, member, now))

    @extend_schema(operation_id="bets_remove_draft", parameters=[IF_MATCH], responses={204: None, **IF_CHANGED})
    def delete(self, request: Request, pk: int) -> Response:
        """The owner throws a draft away, for good. What was submitted once stays: 409 `not_removable`."""
        bet, member = bet_for(self.person, pk, to="bet.remove_draft")
        now = timezone.now()
        with unchanged(request, bet, member, now):
            remove(bet=bet, by=member, now=now)
        return Response(status=204)


class OpenFieldsDoor(Door):
    """`/bets/{id}/open-fields/`"""

    @extend_schema(
        operation_id="bets_edit_open_fields", request=OpenFields, parameters=[IF_MATCH],
        responses={200: WholeBet, **IF_CHANGED},
    )  # fmt: skip
    def patch(self, request: Request, pk: int) -> Response:
        """What its writers may still change once the plan is locked. Each change is a version that others see."""
        bet, member = bet_for(self.person, pk, to="bet.edit_open_fields")
        parts, now = self.asked(OpenFields), timezone.now()
        with pointed(), unchanged(request, bet, member, now):
            edited = edit_open_fields(bet=bet, by=member, now=now, **flat(parts))
        return tagged(whole(edited, member, now))


@contextmanager
def pointed() -> Iterator[None]:
    """The actions name a part of the pitch as they name one of the bet; in a body it stands one deeper."""
    try:
        yield
    except Invalid as refusal:
        point(refusal)
        raise


def point(refusal: Invalid) -> None:
    """See `pointed`; for a refusal that is told and not raised."""
    parts, errors = {field.attname for field in Pitch.parts()}, refusal.extra.get("errors") or {}
    said = {f"/pitch/{name}" if name in parts else name: sentence for name, sentence in errors.items()}
    refusal.extra |= {"errors": said} if said else {}


def flat(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if name != "pitch"} | dict(parts.get("pitch", {}))


def _filtered(request: Request, bets: QuerySet[Bet], cycle: Cycle) -> QuerySet[Bet]:
    """What the address asks for. Raises Invalid for a status, an owner or a team that there is none of."""
    if status := choice(request, "status", Bet.Status.values):
        bets = bets.filter(status=status)
    if owner := number(request, "owner"):
        if not Membership.objects.filter(board=cycle.board_id, pk=owner).exists():
            raise refused("owner", "There is no such member of this board.")
        bets = bets.filter(owner=owner)
    if (team := words(request, "team")) is not None:
        if not Team.objects.filter(board=cycle.board_id, slug=team).exists():
            raise refused("team", "There is no such team.")
        bets = bets.filter(demands__team__slug=team)
    if search := words(request, "search"):
        bets = bets.filter(Q(title__icontains=search) | Q(thesis__icontains=search))
    return bets
