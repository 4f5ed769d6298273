"""Each promise with what keeps it taken away: the same play, the same ledger, and the anomaly shows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.faults.conftest import Told
from tests.faults.reminders.conftest import Laid
from tests.faults.reminders.ledger import Ledger
from tests.faults.reminders.scene import Scene
from tests.faults.rig import Rig
from tests.faults.senders.crew import Crew
from tests.faults.senders.orders import Orders
from tests.faults.waiting import comes

PATIENCE = 60.0
LONG = 600
NO_KEY = "ALTER TABLE eteam_reminder DROP CONSTRAINT one_reminder_per_key"
KEY = (
    "ALTER TABLE eteam_reminder ADD CONSTRAINT one_reminder_per_key"
    " UNIQUE NULLS NOT DISTINCT (kind, subject, subject_id, revision, recipient_id, channel)"
)


def test_without_the_lock_people_are_told_twice(scene: Laid, crew: Crew, told: Told) -> None:
    with crew.told(Orders(without="lock")):
        play = scene(members=40, channel="inbox")
        with crew.ticking(every=0.05):
            assert play.ends(PATIENCE)
    found = play.ledger()
    told("without the lock of a row", play.number, in_app_duplicates=len(found.doubled))
    assert found.doubled


def test_without_a_lease_letters_come_again_though_nobody_died(scene: Laid, crew: Crew, told: Told) -> None:
    with crew.told(Orders(lease=0)):
        play = scene(members=6, channel="mail")
        play.office.mood.slow = 0.2
        with crew.ticking(every=0.1):
            assert comes(lambda: play.ledger().repeats >= 3, PATIENCE)
    told("without a lease", play.number, repeated=play.ledger().repeats)
    play.clear()


def test_with_a_mark_before_the_sending_letters_are_missed(scene: Laid, crew: Crew, told: Told) -> None:
    orders = Orders(die_at="reminder.between", without="mark after send", lease=LONG)
    play, died = _dying(scene, "mail", crew, orders, lambda found: found.unsent)
    found = play.ledger()
    told("with a mark before the sending", play.number, killed=died, called_sent_but_never_came=len(found.unsent))
    assert found.unsent


def test_with_a_new_id_each_time_nobody_can_tell_that_it_is_the_same_letter(
    scene: Laid, crew: Crew, told: Told
) -> None:
    orders = Orders(die_at="reminder.sent_before_mark", without="same key", lease=LONG)
    play, died = _dying(scene, "mail", crew, orders, lambda found: found.unasked)
    found = play.ledger()
    told("with a new id each time", play.number, killed=died, letters_of_no_row=len(found.unasked))
    assert found.unasked


def test_with_notice_and_mark_in_two_commits_people_are_told_twice(scene: Laid, crew: Crew, told: Told) -> None:
    play, died = _dying(scene, "inbox", crew, Orders(die_at="reminder.sent_before_mark", without="one commit"))
    found = play.ledger()
    told("with notice and mark in two commits", play.number, killed=died, in_app_duplicates=len(found.doubled))
    assert found.doubled


def test_two_who_plan_at_once_plan_once_because_of_the_key(rig: Rig, scene: Laid, crew: Crew, told: Told) -> None:
    with crew.told(Orders(without="planner alone")):
        kept = scene(members=10)
        with crew.ticking(every=0.1):
            assert kept.ends(PATIENCE)
        with keyless(rig):
            lost = scene(members=10)
            with crew.ticking(every=0.1):
                assert lost.ends(PATIENCE)
            found = lost.ledger()
            lost.clear()
    told("two who plan at once", kept.number, with_the_key=len(kept.rows()), without_it=len(found.same_key))
    assert kept.ledger().is_clean()
    assert len(kept.rows()) == kept.number
    assert found.same_key
    assert found.doubled


def _dying(
    scene: Laid, channel: str, crew: Crew, orders: Orders, shows: Callable[[Ledger], object] = bool
) -> tuple[Scene, int]:
    """Senders die three times, or more until the anomaly `shows`, and others do their work. How often they died."""
    with crew.told(orders):
        before = crew.deaths()
        play = scene(channel=channel)
        with crew.ticking():
            assert comes(lambda: crew.deaths() - before >= 3 and shows(play.ledger()), PATIENCE)
        died = crew.deaths() - before
    play.lapse()
    with crew.ticking():
        assert play.ends(PATIENCE)
    return play, died


@contextmanager
def keyless(rig: Rig) -> Iterator[None]:
    """Nothing keeps two equal reminders apart. Whoever makes such must clear them away within the block."""
    with rig.database() as connection:
        connection.execute(NO_KEY)
        try:
            yield
        finally:
            connection.execute(KEY)
