"""Bets that another tool brings as drafts, each under the key that it has there: one, or many at once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.doors import Door, Shape, repeatable
from api.fields import Amount, Id, Words
from api.filters import refused
from api.preconditions import IF_CHANGED, IF_MATCH, compare
from api.problems import told_of
from api.resources.bets import BetParts, flat, point, pointed
from api.resources.boards import Named
from api.schema import Problem
from bets.access import check_state, cycle_for, pitching_for
from bets.actions.bringing import Brought, Item, bring, bring_one
from bets.bodies.bets import person
from bets.exchange import BetKey, fields
from bets.exchange.limits import MAX_EMAIL, MAX_EXTERNAL_ID, MAX_SOURCE, MAX_TEAM
from bets.exchange.problems import Refused
from bets.models import Bet, Cycle
from journal.refusals import Invalid

MOST = 500
"""Items of one request."""

_MOST_TEAMS = 100


class Ruled(Words):
    """A text that files with the same meaning must hold too: see `bets.exchange`."""

    def __init__(self, rule: Callable[[str], str], **options: Any) -> None:
        super().__init__(**options)
        self._rule = rule

    def to_internal_value(self, data: Any) -> str:
        try:
            return self._rule(super().to_internal_value(data))
        except Refused as error:
            raise serializers.ValidationError(str(error)) from error


class Asks(Shape):
    team = Words(max_length=MAX_TEAM)
    person_weeks = Amount()


class BroughtParts(BetParts):
    """What is left out stays as it is; `demands` are all that it asks. `owner`: the e-mail address of a VP."""

    title = Words(max_length=200)
    owner = Ruled(fields.owner, required=False, max_length=MAX_EMAIL)
    demands = Asks(many=True, required=False)

    def validate_demands(self, demands: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len(demands) > _MOST_TEAMS:
            raise serializers.ValidationError(f"At most {_MOST_TEAMS} teams.")
        return demands


class BroughtBet(BroughtParts):
    """`cycle` is needed where several are pitching, and the key stands in none or several of them."""

    cycle = Id(required=False)


class Key(Shape):
    external_source = Ruled(fields.source, max_length=MAX_SOURCE)
    external_id = Ruled(fields.external_id, max_length=MAX_EXTERNAL_ID)


class KeyedBet(BroughtParts):
    external_source = Ruled(fields.source, max_length=MAX_SOURCE)
    external_id = Ruled(fields.external_id, max_length=MAX_EXTERNAL_ID)


class AsSent(serializers.Field[Any, Any, Any, Any]):
    """Whatever it is: read later, by itself."""

    def to_internal_value(self, data: Any) -> Any:
        return data


class Bulk(Shape):
    """Each item is judged by itself."""

    items = serializers.ListField(child=AsSent(), min_length=1, max_length=MOST)


class BulkOfBets(serializers.Serializer[Any]):
    items = KeyedBet(many=True, help_text=f"1 to {MOST}")


class BroughtDraft(serializers.Serializer[Any]):
    """What everybody who may bring it knows of it; its writers read the whole at `/bets/{id}/`."""

    id = Id()
    cycle = Id()
    title = serializers.CharField()
    owner = Named()
    status = serializers.ChoiceField(Bet.Status.choices)
    external_source = serializers.CharField()
    external_id = serializers.CharField()


class BulkResult(serializers.Serializer[Any]):
    """`status` is what the item would have been answered by itself; `problem` where it was refused, else `bet`."""

    index = serializers.IntegerField(help_text="of the item, from 0")
    status = serializers.IntegerField()
    bet = BroughtDraft(required=False)
    problem = Problem(required=False, help_text="its pointers lead into the item")


class BulkResults(serializers.Serializer[Any]):
    results = BulkResult(many=True)


class ExternalDoor(Door):
    """`/boards/{slug}/bets/external/{source}/{external_id}/`"""

    @extend_schema(
        operation_id="bets_bring", request=BroughtBet, parameters=[IF_MATCH],
        responses={200: BroughtDraft, 201: BroughtDraft, **IF_CHANGED},
    )  # fmt: skip
    def put(self, request: Request, slug: str, source: str, external_id: str) -> Response:
        """Make or update a draft by the key that another tool has for it. The same again changes nothing.

        An integration, and whoever imports, names the owner; a VP brings their own. 409 `not_a_draft` once it was
        submitted.
        """
        cycles, member = pitching_for(self.person, slug, to="bet.bring")
        key = _key(source, external_id)
        parts, now = self.asked(BroughtBet), timezone.now()
        cycle = _chosen(cycles, parts.pop("cycle", None), key)
        with pointed(), transaction.atomic():
            if "If-Match" in request.headers:
                Cycle.objects.locked(cycle.pk)
                compare(request, _under(key, [cycle]), member, now)
            brought = bring_one(cycle=cycle, item=_item(key, parts), by=member, now=now)
        return Response(_told(brought), status=201 if brought.made else 200)


class BulkDoor(Door):
    """`/cycles/{id}/bets/bulk/`"""

    @extend_schema(operation_id="bets_bring_many", request=BulkOfBets, responses=BulkResults)
    @repeatable
    def post(self, request: Request, pk: int) -> Response:
        """Many at once, each as by its own address: one that is refused does not keep the others out.

        They are one transaction, so that nobody sees a half of them.
        """
        cycle, member = cycle_for(self.person, pk, to="bet.bring")
        sent = self.asked(Bulk)["items"]
        shape = KeyedBet()
        read = [_read(shape, item) for item in sent]
        good = [item for item in read if isinstance(item, Item)]
        done = iter(bring(cycle=cycle, items=good, by=member, now=timezone.now()))
        outcomes = [next(done) if isinstance(item, Item) else item for item in read]
        return Response({"results": [_result(index, outcome) for index, outcome in enumerate(outcomes)]})


def _key(source: str, external_id: str) -> BetKey:
    """Raises ValidationError for what no file could hold as a key."""
    read = Key(data={"external_source": source, "external_id": external_id})
    read.is_valid(raise_exception=True)
    return BetKey(**read.validated_data)


def _item(key: BetKey, parts: Mapping[str, Any]) -> Item:
    said = flat({name: value for name, value in parts.items() if name not in ("owner", "demands")})
    asks = parts.get("demands")
    weeks = None if asks is None else [(each["team"], each["person_weeks"]) for each in asks]
    return Item(key, said, parts.get("owner"), weeks)


def _read(shape: KeyedBet, item: Any) -> Item | exceptions.ValidationError:
    try:
        parts = dict(shape.run_validation(item))
    except exceptions.ValidationError as error:
        return error
    return _item(BetKey(parts.pop("external_source"), parts.pop("external_id")), parts)


def _chosen(cycles: Sequence[Cycle], asked: int | None, key: BetKey) -> Cycle:
    """The one that is asked for; else the only one, or the one that has the key. Raises Invalid, or WrongState."""
    if asked is not None:
        named = Cycle.objects.filter(board=cycles[0].board, pk=asked).first()
        if named is None:
            raise refused("cycle", "There is no such cycle of this board.")
        check_state(named, "bet.bring")
        return named
    if len(cycles) == 1:
        return cycles[0]
    having = {bet.cycle_id for bet in _under(key, cycles)}
    found = [cycle for cycle in cycles if cycle.pk in having]
    if len(found) != 1:
        raise refused("cycle", f"Several cycles are pitching: name one of {', '.join(str(c.pk) for c in cycles)}.")
    return found[0]


def _under(key: BetKey, cycles: Sequence[Cycle]) -> Any:
    return Bet.objects.filter(cycle__in=cycles, **key._asdict())


def _told(brought: Brought) -> dict[str, Any]:
    bet = brought.bet
    return {
        "id": bet.pk,
        "cycle": bet.cycle_id,
        "title": bet.title,
        "owner": person(bet.owner),
        "status": bet.status,
        "external_source": bet.external_source,
        "external_id": bet.external_id,
    }


def _result(index: int, outcome: Brought | Exception) -> dict[str, Any]:
    if isinstance(outcome, Brought):
        return {"index": index, "status": 201 if outcome.made else 200, "bet": _told(outcome)}
    if isinstance(outcome, Invalid):
        point(outcome)
    problem = told_of(outcome)
    return {"index": index, "status": problem["status"], "problem": problem}
