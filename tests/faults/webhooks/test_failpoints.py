"""Senders that die at a named place, again and again, with the outcome that the place foretells."""

import pytest

from tests.faults.conftest import Told
from tests.faults.senders.crew import Crew
from tests.faults.senders.orders import Orders
from tests.faults.waiting import comes
from tests.faults.webhooks.conftest import Laid
from tests.faults.webhooks.receiver import GOOD_ONLY, Nasty
from tests.faults.webhooks.scene import Scene

COUNTS = [2, pytest.param(50, marks=pytest.mark.faults)]
ENDPOINTS, EVENTS = 4, 30
PATIENCE = 90.0


def dying(scene: Laid, receiver: Nasty, crew: Crew, place: str, times: int) -> tuple[Scene, int]:
    """Lets senders die at `place`, at least so often, and then others do the rest. How often they died."""
    receiver.dice.weights = GOOD_ONLY
    with crew.told(Orders(die_at=f"webhook.{place}", lease=1)):
        before = crew.deaths()
        play = scene(endpoints=ENDPOINTS)
        play.write(max(EVENTS, times))
        with crew.ticking():
            assert comes(lambda: crew.deaths() - before >= times, PATIENCE)
        died = crew.deaths() - before
    with crew.ticking():
        assert play.ends(PATIENCE)
    return play, died


@pytest.mark.parametrize("times", COUNTS)
@pytest.mark.parametrize("place", ["before_claim", "claimed", "before_send", "marked"])
def test_nothing_is_missed_wherever_a_sender_dies(
    scene: Laid, receiver: Nasty, crew: Crew, place: str, times: int, told: Told
) -> None:
    play, died = dying(scene, receiver, crew, place, times)
    found = play.ledger()
    told(f"F12 {place}", died, missing=len(found.missing), repeated=found.repeats, took=play.seconds)
    assert found.is_clean()


@pytest.mark.parametrize("times", COUNTS)
def test_a_message_comes_again_with_the_same_id_if_its_sender_dies_between_the_answer_and_the_mark(
    scene: Laid, receiver: Nasty, crew: Crew, times: int, told: Told
) -> None:
    play, died = dying(scene, receiver, crew, "sent_before_mark", times)
    found = play.ledger()
    told("F12 sent_before_mark", died, missing=len(found.missing), repeated=found.repeats, took=play.seconds)
    assert found.is_clean()
    assert found.repeats >= 1
