"""While a leader sorts in a round, the stream says that something happened, and nothing of what."""

import re
from datetime import UTC, datetime

from bets.actions import private_orders, ready, rounds
from bets.ordering import ToRank
from tests.cast import Cast
from tests.live.conftest import Listen, Ring


def test_sorting_alone_is_told_to_nobody(north: Cast, listen: Listen, ring: Ring) -> None:
    now = datetime.now(UTC)
    ear = listen(north.otto)
    assert ear.wait(lambda ear: ear.first)
    round = rounds.open_round(cycle=north.cycle, by=north.ines, now=now)
    mine = private_orders.begin(round=round, start="today", by=north.ines, now=now)
    assert ear.wait(lambda ear: len(ear.numbers) == 2), "opened, and begun"
    version = mine.version
    for bet in north.ids("DCB"):
        version = private_orders.place(
            round=round, bet=bet, target=ToRank(1), version=version, by=north.ines, now=now
        ).version
    begun = ear.numbers[-1]
    assert ring() == begun + 1, "the moves of a private order took no number"
    ready.say_ready(round=round, version=version, by=north.ines, now=now)
    assert ear.wait(lambda ear: len(ear.numbers) == 4)
    assert ear.numbers == list(range(begun - 1, begun + 3))
    changes = [each.data for each in ear.heard if each.name == "message"]
    assert all(re.fullmatch(rf"cycle:{north.cycle.pk} \d+", data) for data in changes)
    others = [each for each in ear.heard if each.name != "message"]
    assert all(each.data == each.name for each in others), "a busy broker is away for a moment: no word of what"
