"""F10: senders that die at a named place, again and again, with the outcome that the place foretells."""

import pytest

from tests.faults.conftest import Told
from tests.faults.reminders.conftest import Laid
from tests.faults.reminders.scene import Scene
from tests.faults.senders.crew import Crew
from tests.faults.senders.orders import Orders
from tests.faults.waiting import comes

COUNTS = [3, pytest.param(50, marks=pytest.mark.faults)]
PATIENCE = 90.0
LONG = 600
"""Seconds of a lease, so that each death is over a reminder of its own."""


def dying(scene: Laid, channel: str, crew: Crew, place: str, times: int) -> tuple[Scene, int]:
    """Lets senders die at `place`, at least so often, and others do their work. How often they died."""
    with crew.told(Orders(die_at=f"reminder.{place}", lease=LONG)):
        before = crew.deaths()
        play = scene(members=times + 8, channel=channel)
        with crew.ticking():
            assert comes(lambda: crew.deaths() - before >= times, PATIENCE)
        died = crew.deaths() - before
    play.lapse()  # nobody waits ten minutes for it
    with crew.ticking():
        assert play.ends(PATIENCE)
    return play, died


@pytest.mark.parametrize("times", COUNTS)
@pytest.mark.parametrize("place", ["before_claim", "claimed", "before_send", "sent_before_mark", "marked"])
def test_in_the_product_everybody_is_told_once_wherever_a_sender_dies(
    scene: Laid, crew: Crew, place: str, times: int, told: Told
) -> None:
    play, died = dying(scene, "inbox", crew, place, times)
    found = play.ledger()
    told(f"F10 {place}, inbox", died, missed=len(found.missed), duplicates=len(found.doubled), took=play.seconds)
    assert found.is_clean()
    assert {row.state for row in play.rows()} == {"sent"}


@pytest.mark.parametrize("times", COUNTS)
@pytest.mark.parametrize("place", ["claimed", "before_send", "marked"])
def test_a_letter_comes_once_if_its_sender_dies_before_it_is_given_or_after_the_mark(
    scene: Laid, crew: Crew, place: str, times: int, told: Told
) -> None:
    play, died = dying(scene, "mail", crew, place, times)
    found = play.ledger()
    told(f"F10 {place}, mail", died, missed=len(found.missed), repeated=found.repeats, took=play.seconds)
    assert found.is_clean()
    assert found.repeats == 0
    assert {row.state for row in play.rows()} == {"sent"}


@pytest.mark.parametrize("times", COUNTS)
def test_a_letter_comes_twice_with_one_id_if_its_sender_dies_between_the_servers_word_and_the_mark(
    scene: Laid, crew: Crew, times: int, told: Told
) -> None:
    play, died = dying(scene, "mail", crew, "sent_before_mark", times)
    found = play.ledger()
    told("F10 sent_before_mark, mail", died, missed=len(found.missed), repeated=found.repeats, took=play.seconds)
    assert found.is_clean()
    assert set(found.repeated.values()) == {1}
    assert times <= found.repeats <= died + 4  # one whose death is not yet in the log
