"""The newest act is taken back, exactly or not at all."""

from typing import Any

import pytest

from bets.actions.leaving import decline, withdraw
from bets.actions.orders import NotLast, Ordered, adopt, undoable
from bets.actions.ranking import move
from bets.history import changes
from bets.models import Cycle
from bets.ordering import ToRank
from journal.once import Key
from tests.bets.actions.acting import bring_back, down, last, take, take_back, top, tray
from tests.cast import Cast
from tests.factories import NOW


def test_a_move_is_undone_by_whoever_as_a_new_event(north: Cast) -> None:
    top(north, "D")
    assert take_back(north, 2) == Ordered(3, north.ids("ABCD"))
    assert north.order == "ABCD"
    assert last().data == {"act": "undo", "undoes": 2, "bet": north.d.pk, "start": 1, "to": 4, "title": "Delta"}
    assert last().actor_name == "Otto"


def test_moves_are_undone_one_after_the_other(north: Cast) -> None:
    top(north, "D")
    top(north, "C")
    assert north.order == "CDAB"
    take_back(north, 3)
    assert north.order == "DABC"
    take_back(north, 2)
    assert north.order == "ABCD"
    assert [change.data.get("undoes") for change in changes(north.cycle)] == [None, None, None, 3, 2]


def test_after_an_undo_a_new_move_is_the_newest_act(north: Cast) -> None:
    top(north, "D")
    take_back(north, 2)
    top(north, "C")
    newest = undoable(north.cycle)
    assert newest is not None
    assert newest.revision == 4
    take_back(north, 4)
    assert north.order == "ABCD"


def test_an_import_is_where_undoing_ends(north: Cast) -> None:
    with pytest.raises(NotLast, match="nothing to take back"):
        take_back(north, 1)


def test_only_the_newest_act_can_be_undone(north: Cast) -> None:
    top(north, "D")
    top(north, "C")
    with pytest.raises(NotLast, match="revision 3, by Ines") as refusal:
        take_back(north, 2)
    assert (refusal.value.status, refusal.value.code, refusal.value.extra) == (409, "not_last", {"revision": 3})
    assert north.order == "CDAB"


def test_what_was_undone_is_not_undone_again(north: Cast) -> None:
    top(north, "D")
    take_back(north, 2)
    for revision in (2, 3):  # nor is the undo itself
        with pytest.raises(NotLast) as refusal:
            take_back(north, revision)
        assert refusal.value.extra == {"revision": None}


def test_without_an_act_there_is_nothing_to_undo(cast: Cast) -> None:
    with pytest.raises(NotLast, match="nothing to take back") as refusal:
        take_back(cast, 1)
    assert refusal.value.extra == {"revision": None}


def test_a_placed_bet_goes_back_to_the_tray(north: Cast) -> None:
    echo = tray(north)
    move(cycle=north.cycle, bet=echo.pk, target=ToRank(2), by=north.ines, now=NOW)
    take_back(north, 2)
    assert north.order == "ABCD"
    assert last().data == {"act": "undo", "undoes": 2, "bet": echo.pk, "start": 2, "title": "Echo"}


def test_a_bet_put_into_the_tray_comes_back_to_its_rank(north: Cast) -> None:
    down(north, "B")
    take_back(north, 2)
    assert north.order == "ABCD"


def test_an_adopted_order_is_undone_and_what_it_placed_is_in_the_tray_again(north: Cast) -> None:
    echo = tray(north)
    adopt(cycle=north.cycle, order=[echo.pk, *north.ids("DCBA")], by=north.ines, now=NOW)
    take_back(north, 2)
    assert north.order == "ABCD"
    assert last().data == {"act": "undo", "undoes": 2, "order": north.ids("ABCD"), "title": "2027H1"}


def test_a_restored_order_is_undone(north: Cast) -> None:
    top(north, "D")
    bring_back(north, 1)
    take_back(north, 3)
    assert north.order == "DABC"
    take_back(north, 2)
    assert north.order == "ABCD"


@pytest.mark.parametrize("leave", [withdraw, decline])
def test_no_undo_reaches_across_a_bet_that_left_the_order_for_good(north: Cast, leave: Any) -> None:
    top(north, "D")
    leave(bet=north.a, by=north.vera if leave is withdraw else north.ines, now=NOW, reason="It is over.")
    with pytest.raises(NotLast, match="withdrawn or declined"):
        take_back(north, 2)
    assert north.order == "DBC"


def test_a_bet_withdrawn_from_the_tray_is_not_brought_back(north: Cast) -> None:
    down(north, "B")
    withdraw(bet=north.b, by=north.vera, now=NOW, reason="It is over.")
    with pytest.raises(NotLast, match="would bring back was withdrawn"):
        take_back(north, 2)
    assert north.order == "ACD"


def test_an_undo_is_exact_or_refused(north: Cast) -> None:
    """A restore puts E into the tray, where it is withdrawn. To undo the restore without it would lead the next
    undo, of a move made while E was there, to a wrong order."""
    echo = tray(north)
    move(cycle=north.cycle, bet=echo.pk, target=ToRank(3), by=north.ines, now=NOW)
    move(cycle=north.cycle, bet=north.a.pk, target=ToRank(5), by=north.ines, now=NOW)
    bring_back(north, 1)
    withdraw(bet=echo, by=north.vera, now=NOW, reason="It is over.")
    with pytest.raises(NotLast, match="would bring back was withdrawn"):
        take_back(north, 4)
    assert north.order == "ABCD"


def test_a_bet_of_the_tray_that_was_withdrawn_hinders_no_undo_of_others(north: Cast) -> None:
    echo = tray(north)
    top(north, "D")
    withdraw(bet=echo, by=north.vera, now=NOW, reason="It is over.")
    take_back(north, 2)
    assert north.order == "ABCD"


def test_a_repeated_undo_takes_back_one_act(north: Cast) -> None:
    key = Key.of("person:1", "k-1", "undo 3")
    top(north, "D")
    top(north, "C")
    first = take_back(north, 3, key=key)
    assert take_back(north, 3, key=key) == first
    assert north.order == "DABC"


def is_adopted(cast: Cast) -> bool:
    return Cycle.objects.get(pk=cast.cycle.pk).order_adopted


def test_an_adoption_taken_back_counts_no_more(north: Cast) -> None:
    take(north, "DCBA")
    take_back(north, 2)  # it changes what is funded; the act that it names is the reason
    assert not is_adopted(north)
    top(north, "D")


def test_an_earlier_adoption_still_counts(north: Cast) -> None:
    take(north, "ABCD")
    take(north, "BADC")
    take_back(north, 3)
    assert is_adopted(north)
    take_back(north, 2)
    assert not is_adopted(north)


def test_an_adoption_survives_that_a_move_after_it_is_taken_back(north: Cast) -> None:
    take(north, "ABCD")
    move(cycle=north.cycle, bet=north.a.pk, target=ToRank(2), by=north.ines, now=NOW)
    take_back(north, 3)
    assert is_adopted(north)
