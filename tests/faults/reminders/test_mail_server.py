"""The mail server goes away and comes back, refuses some, does not answer for others, and hangs up on its word."""

from tests.faults.conftest import Told
from tests.faults.reminders.conftest import Laid
from tests.faults.reminders.scene import Scene
from tests.faults.senders.crew import Crew
from tests.faults.waiting import comes

PATIENCE = 60.0


def state(play: Scene, member: int) -> str:
    """Of the one reminder of this member, of those by mail."""
    (row,) = [row for row in play.rows() if row.member == member]
    return row.state


def complaints(play: Scene) -> int:
    return sum(bool(row.error) for row in play.rows())


def test_while_it_is_away_the_inbox_goes_on_and_then_every_letter_comes_once(
    scene: Laid, crew: Crew, told: Told
) -> None:
    play = scene(members=10)
    with crew.ticking():
        with play.office.closed():
            assert comes(lambda: complaints(play) >= 2, PATIENCE)
            assert comes(lambda: all(row.is_over() for row in play.rows() if row.channel == "inbox"), PATIENCE)
            assert play.letters() == 0
        assert play.ends(PATIENCE)
    found = play.ledger()
    told("mail server away", play.number, missed=len(found.missed), repeated=found.repeats, took=play.seconds)
    assert found.is_clean()
    assert found.repeats == 0
    assert {row.state for row in play.rows()} == {"sent"}


def test_one_bad_address_delays_nobody(scene: Laid, crew: Crew) -> None:
    """One is refused for good, one for now, and for one there is no answer at all: the others have their letters
    while those are still tried."""
    play = scene(members=10, channel="mail")
    rows = play.rows()
    refused, later, deaf, *others = [row.member for row in rows]
    play.office.mood.answers = {rows[0].email: "550 nobody here", rows[1].email: "451 not now"}
    play.office.mood.deaf = {rows[2].email}
    with crew.ticking():
        assert comes(lambda: {state(play, member) for member in others} == {"sent"}, PATIENCE)
        assert not {state(play, member) for member in (later, deaf)} & {"sent", "failed", "unconfirmed"}
        assert comes(lambda: state(play, refused) == "failed", PATIENCE)
        play.office.mood.answers.clear()
        play.office.mood.deaf.clear()
        assert comes(lambda: {state(play, member) for member in (later, deaf)} == {"sent"}, PATIENCE)
    assert state(play, refused) == "failed"
    assert play.letters() == 9
    assert play.ledger().is_clean()


def test_a_word_that_is_lost_brings_the_letter_once_more_with_the_same_id(scene: Laid, crew: Crew, told: Told) -> None:
    play = scene(members=8, channel="mail")
    play.office.mood.cutting = 3
    with crew.ticking():
        assert play.ends(PATIENCE)
    found = play.ledger()
    told("word of the mail server lost 3 times", play.number, missed=len(found.missed), repeated=found.repeats)
    assert found.is_clean()
    assert found.repeats == 3
    assert set(found.repeated.values()) == {1}


def test_a_letter_that_is_never_answered_ends_as_one_of_which_nobody_knows(scene: Laid, crew: Crew) -> None:
    play = scene(members=3, channel="mail")
    (first, *_) = play.rows()
    play.office.mood.deaf = {first.email}
    with crew.ticking():
        assert play.ends(PATIENCE)
    assert state(play, first.member) == "unconfirmed"
    assert play.letters() == 2
