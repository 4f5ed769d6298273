"""Each promise with what keeps it taken away: the same play, the same ledger, and the anomaly shows."""

from collections.abc import Callable

import pytest

from tests.faults.conftest import Told
from tests.faults.senders.crew import Crew
from tests.faults.senders.orders import Orders
from tests.faults.waiting import comes
from tests.faults.webhooks.conftest import Laid
from tests.faults.webhooks.ledger import Ledger
from tests.faults.webhooks.receiver import Mood, Nasty

EVENTS = 40
PATIENCE = 90.0


@pytest.mark.parametrize(
    ("guard", "die_at", "shows"),
    [
        ("order", "", lambda found: found.out_of_order),
        ("mark after send", "webhook.between", lambda found: found.missing),
        ("same id", "", lambda found: found.two_ids),
        ("signature", "", lambda found: found.unsigned),
    ],
    ids=["the order", "the mark after the sending", "the same id", "the signature"],
)
def test_without(
    scene: Laid, receiver: Nasty, crew: Crew, told: Told, guard: str, die_at: str,
    shows: Callable[[Ledger], list[object]],
) -> None:  # fmt: skip
    receiver.dice.weights = {Mood.GOOD: 1, Mood.BROKEN: 1}
    with crew.told(Orders(without=guard, die_at=die_at)):
        play = scene()
        play.write(EVENTS)
        before = crew.deaths()
        with crew.ticking():
            if die_at:
                assert comes(lambda: crew.deaths() - before >= 2, PATIENCE)
            else:
                assert play.ends(PATIENCE)
    with crew.ticking():
        assert play.ends(PATIENCE)
    found = play.ledger()
    told(f"without {guard}", EVENTS, anomalies=len(shows(found)))
    assert shows(found)


def test_with_all_of_them_nothing_shows(scene: Laid, receiver: Nasty, crew: Crew) -> None:
    receiver.dice.weights = {Mood.GOOD: 1, Mood.BROKEN: 1}
    play = scene()
    play.write(EVENTS)
    with crew.ticking():
        assert play.ends(PATIENCE)
    assert play.ledger().is_clean()
