"""What the tests of acts say often. Ines acts, Otto takes back."""

from typing import Any

from bets.actions.leaving import to_tray
from bets.actions.orders import Ordered, adopt, restore, undo
from bets.actions.ranking import Moved, move
from bets.models import Bet
from bets.ordering import After, Target
from journal.models import Event
from journal.once import Key
from tests.cast import Cast
from tests.factories import NOW, BetFactory


def act(cast: Cast, letter: str, target: Target, **more: Any) -> Moved:
    (bet,) = cast.ids(letter)
    return move(cycle=cast.cycle, bet=bet, target=target, **({"by": cast.ines, "now": NOW} | more))


def tray(cast: Cast, title: str = "Echo") -> Bet:
    bet: Bet = BetFactory(cycle=cast.cycle, owner=cast.vera, title=title)
    return bet


def last() -> Event:
    return Event.objects.order_by("number").reverse()[0]


def key(asked: object = "D to the top") -> Key:
    return Key.of("person:1", "k-1", asked)


def top(cast: Cast, letter: str) -> None:
    (bet,) = cast.ids(letter)
    move(cycle=cast.cycle, bet=bet, target=After(None), by=cast.ines, now=NOW)


def take(cast: Cast, order: str, **more: Any) -> Ordered:
    return adopt(cycle=cast.cycle, order=cast.ids(order), **({"by": cast.ines, "now": NOW} | more))


def take_back(cast: Cast, revision: int, **more: Any) -> Ordered:
    return undo(cycle=cast.cycle, revision=revision, by=cast.otto, now=NOW, **more)


def bring_back(cast: Cast, revision: int, **more: Any) -> Ordered:
    return restore(cycle=cast.cycle, revision=revision, by=cast.otto, now=NOW, **more)


def down(cast: Cast, letter: str) -> None:
    (bet,) = cast.ids(letter)
    to_tray(cycle=cast.cycle, bet=bet, by=cast.ines, now=NOW)
