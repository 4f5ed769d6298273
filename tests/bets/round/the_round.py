"""What tests of ranking rounds share: a round that is open, and orders in it, by letters."""

from typing import Any

from bets.actions import private_orders, ready, rounds
from bets.models import PrivateOrder, Round
from bets.ordering import ToRank
from org.models import Membership
from tests.bets.the_board import signed_in
from tests.cast import Cast
from tests.factories import NOW


def opened(cast: Cast, **given: Any) -> Round:
    return rounds.open_round(cycle=cast.cycle, by=cast.ines, now=NOW, **given)


def sorted_as(cast: Cast, round: Round, leader: Membership, letters: str) -> PrivateOrder:
    """The leader's order, as they would make it by hand."""
    mine = private_orders.begin(round=round, start="today", by=leader, now=NOW)
    for rank, bet in enumerate(cast.ids(letters), start=1):
        placed = private_orders.place(
            round=round, bet=bet, target=ToRank(rank), version=mine.version, by=leader, now=NOW
        )
        mine.version = placed.version
    return order_of(round, leader)


def ready_as(cast: Cast, round: Round, leader: Membership, letters: str) -> Round:
    mine = sorted_as(cast, round, leader, letters)
    return ready.say_ready(round=round, version=mine.version, by=leader, now=NOW)


def order_of(round: Round, leader: Membership) -> PrivateOrder:
    return PrivateOrder.objects.get(round=round, leader=leader)


def revealed(cast: Cast, ines: str = "BACD", otto: str = "ACBD", **given: Any) -> Round:
    """A round that the two leaders brought to its end."""
    round = opened(cast, **given)
    sorted_as(cast, round, cast.otto, otto)
    ready_as(cast, round, cast.ines, ines)
    mine = order_of(round, cast.otto)
    return ready.say_ready(round=round, version=mine.version, by=cast.otto, now=NOW)


def letters(cast: Cast, order: list[int] | tuple[int, ...] | None) -> str:
    names = {bet.pk: bet.title[0] for bet in (cast.a, cast.b, cast.c, cast.d)}
    return "".join(names.get(bet, "?") for bet in order or ())


def get(cast: Cast, page: str, name: str = "ines") -> Any:
    return signed_in(getattr(cast, name)).get(f"/cycles/{cast.cycle.pk}/{page}")


def post(cast: Cast, page: str, name: str = "ines", **sent: Any) -> Any:
    return signed_in(getattr(cast, name)).post(f"/cycles/{cast.cycle.pk}/{page}", sent)
