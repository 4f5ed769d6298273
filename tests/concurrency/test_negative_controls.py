"""What holds the order, taken away piece by piece: each time the anomaly shows that the races look for.

A play of that size may be lucky, so each control may try a few; it fails if all of them were.
"""

from collections.abc import Callable

import pytest
from django.db import OperationalError, connection, transaction

from bets.actions.ranking import move
from bets.models import Cycle
from bets.ordering import After
from tests.cast import make_cast
from tests.concurrency.books import Audit, audit
from tests.concurrency.client import Diary, Habits
from tests.concurrency.crowd import Crowd
from tests.concurrency.table import lay
from tests.elsewhere import elsewhere
from tests.factories import NOW, BetFactory

pytestmark = pytest.mark.django_db(transaction=True)

ACTS = 200
FEW = 8
"""Acts where each deadlock takes PostgreSQL a second to notice."""

TRIES = 5


def until_seen(anomaly: Callable[[Diary, Audit], object], habits: Habits, acts: int = ACTS) -> bool:
    """Whether one of a few plays showed the anomaly."""
    for seed in range(TRIES):
        table = lay(f"crowd{seed}")
        diary = Crowd(table, acts, habits, seed=seed, tolerate=(Exception,)).play()
        if anomaly(diary, audit(table, diary)):
            return True
    return False


def test_without_lock_and_guards_there_are_ties_and_gaps(without_the_lock: None, without_the_guards: None) -> None:
    assert until_seen(lambda diary, found: found.torn, Habits())


def test_without_lock_and_guards_acts_are_lost(without_the_lock: None, without_the_guards: None) -> None:
    """The log says that it was done, and the order that it was not; or two acts are the same revision."""
    assert until_seen(lambda diary, found: found.mistold and found.log, Habits())


def test_without_the_lock_the_guards_abort_acts(without_the_lock: None) -> None:
    """The order stays whole even then: that is what the guards are for."""

    def aborted(diary: Diary, found: Audit) -> object:
        assert found.torn == []
        return {"IntegrityError", "OperationalError"} & set(diary.aborts)

    assert until_seen(aborted, Habits(patient=False), FEW)


def test_without_keys_a_repetition_is_done_twice() -> None:
    assert until_seen(lambda diary, found: found.double, Habits(keyed=0, dropped=0.5))


def pitch_beside_a_move() -> None:
    """A bet comes to the cycle while a move holds it; raises if it would have to wait."""
    cast = make_cast()
    with transaction.atomic():
        move(cycle=cast.cycle, bet=cast.d.pk, target=After(None), by=cast.ines, now=NOW)
        elsewhere(lambda: pitch_at_once(cast.cycle))


def pitch_at_once(cycle: Cycle) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
        BetFactory(cycle=cycle)


def test_a_bet_comes_to_the_cycle_while_a_move_holds_it() -> None:
    pitch_beside_a_move()


def test_under_a_plain_for_update_it_would_have_to_wait(with_a_plain_lock: None) -> None:
    with pytest.raises(OperationalError, match="lock timeout"):
        pitch_beside_a_move()
