"""`If-Match`: a change of a bet as its sender read it, and of nothing that somebody else wrote since."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.http import parse_etags
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.request import Request
from rest_framework.response import Response

from api.etags import content_tag
from api.problems import CONTENT_TYPE
from api.schema import Problem
from bets.bodies.bets import whole
from bets.models import Bet, Cycle
from bets.models.bet import BetQuerySet
from journal.refusals import Refusal
from org.models import Membership

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="the ETag of the bet as it was read: 412 if it is another now"
)
IF_CHANGED: dict[Any, Any] = {
    (412, CONTENT_TYPE): OpenApiResponse(Problem, description="Another change came first; read it again.")
}


class PreconditionFailed(Refusal):
    """Another change came first."""

    status = 412
    code = "precondition_failed"


@contextmanager
def unchanged(request: Request, bet: Bet, member: Membership, now: datetime) -> Iterator[None]:
    """What is done inside is done to the bet that the sender read, and in its transaction.

    Every act on a bet begins with the lock of its cycle. With the header it is taken here, so that nobody comes in
    between the comparison and the act; without it this is nothing.
    """
    with transaction.atomic():
        if "If-Match" in request.headers:
            Cycle.objects.locked(bet.cycle_id)
            compare(request, Bet.objects.filter(pk=bet.pk), member, now)
        yield


def compare(request: Request, bets: BetQuerySet, member: Membership, now: datetime) -> None:
    """Raise PreconditionFailed unless the one of `bets` is what `If-Match` names. Its cycle is held."""
    bet = bets.known_to(member).select_related("cycle__board", "owner__person").first()
    wanted = parse_etags(request.headers["If-Match"])
    if bet is not None:
        bet.board = bet.cycle.board
        if wanted == ["*"] or content_tag(whole(bet, member, now)) in wanted:
            return
    raise PreconditionFailed("Another change came first. Read it again, and send what still holds.")


def tagged(body: dict[str, Any], status: int = 200) -> Response:
    """A bet after a change, with the tag that a read of it has."""
    return Response(body, status=status, headers={"ETag": content_tag(body)})
