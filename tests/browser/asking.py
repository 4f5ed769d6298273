"""A board in the middle of its questions: an open session, a round that was revealed, texts to read."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from bets.models import Bet, Cycle, PrivateOrder, Rank, RankingSession
from org.models import Membership
from tests.browser import scenery
from tests.factories import PitchFactory, PrivateOrderFactory, PrototypeFactory, RoundFactory
from tests.logged import log_import


def board(name: str, people: Mapping[str, Sequence[str]], titles: Sequence[str]) -> dict[str, Any]:
    """Data's line falls at #9 and Voice's at #6: Otto would have Kilo and Hotel in, and Ines would not."""
    found = scenery.board(name, people, titles)
    cycle = Cycle.objects.select_related("board").get(pk=found["cycle"])
    log_import(cycle)
    leaders = [Membership.objects.get(board=cycle.board, person__name=person) for person in ("Ines", "Otto")]
    _reveal(cycle, leaders, found["bets"])
    RankingSession.objects.create(board=cycle.board, cycle=cycle, opened_by=leaders[0], opened_at=timezone.now())
    for bet in Bet.objects.filter(cycle=cycle, title__in=["Golf", "India", "Kilo"]):
        PitchFactory(bet=bet)
        PrototypeFactory(bet=bet, title="A sketch on paper")
    return found


def _reveal(cycle: Cycle, leaders: list[Membership], bets: Mapping[str, int]) -> None:
    now, order = timezone.now(), Rank.objects.order(cycle)
    round = RoundFactory(cycle=cycle, opened_by=leaders[0], opened_at=now, bets=order)
    other = [bet for bet in order if bet != bets["Kilo"]]
    other.insert(other.index(bets["Golf"]), bets["Kilo"])
    for leader, sorted_so in zip(leaders, (order, other), strict=True):
        PrivateOrderFactory(
            round=round, leader=leader, order=sorted_so, started_at=now, ready_at=now, start=PrivateOrder.Start.TODAY
        )
    round.closed_at, round.closed_by, round.proposal, round.distance = now, leaders[0], order, 4
    round.save()
