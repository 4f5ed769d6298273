"""F12: events of several boards, a receiver that throws dice, and the senders are killed again and again."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.conftest import Told
from tests.faults.senders.crew import Crew
from tests.faults.senders.strikes import Strikes
from tests.faults.webhooks.conftest import Laid
from tests.faults.webhooks.receiver import Nasty
from tests.faults.webhooks.scene import Scene

BOARDS, ENDPOINTS = 5, 3
BATCH = 50
PATIENCE = 120.0


@pytest.mark.parametrize(("events", "kills"), [(200, 4), pytest.param(10_000, 100, marks=pytest.mark.faults)])
def test_killed_senders_miss_nothing_and_keep_the_order(
    scene: Laid, crew: Crew, receiver: Nasty, events: int, kills: int, told: Told
) -> None:
    play = scene(BOARDS, ENDPOINTS)
    messages = events * ENDPOINTS
    written: list[int] = []
    strikes = Strikes(crew, kills, messages, lambda: len(written) * BATCH * ENDPOINTS - play.open())
    with ThreadPoolExecutor(1) as pool, crew.ticking():
        writing = pool.submit(write, play, events, written)
        strikes.strike(PATIENCE)
        writing.result()
        ended = play.ends(within=PATIENCE)
    found = play.ledger()
    told(
        "F12", messages, events=events, kills=kills, senders_killed=crew.killed, missing=len(found.missing),
        out_of_order=len(found.out_of_order), badly_signed=len(found.unsigned), with_two_ids=len(found.two_ids),
        repeated=found.repeats, took=play.seconds,
    )  # fmt: skip
    assert ended
    assert found.is_clean()
    assert receiver.trapped == 0
    assert len(receiver.arrivals) == messages + found.repeats
    assert play.rig.verified() == ""


def write(play: Scene, events: int, written: list[int]) -> None:
    """In batches, while the first of them are sent already."""
    for number in range(events // BATCH):
        play.write(BATCH // BOARDS, seed=number)
        written.append(number)
