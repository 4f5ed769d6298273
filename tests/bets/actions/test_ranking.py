"""One bet moves: where it lands, and what is written."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from bets.actions.leaving import to_tray
from bets.actions.ranking import Moved, StaleMove, move
from bets.models import Cycle, Rank
from bets.ordering import After, Before, ToRank
from journal.models import Answer, Event
from journal.once import KeyReused
from journal.refusals import Invalid, WrongState
from org.models import Membership
from tests.bets.actions.acting import act, key, last, tray
from tests.cast import Cast, make_ranked
from tests.factories import NOW, BetFactory, DraftFactory


@pytest.mark.parametrize(
    ("letter", "beside", "order"),
    [("D", "A", "ADBC"), ("A", "D", "BCDA"), ("A", "B", "BACD"), ("C", "A", "ACBD")],
)
def test_a_bet_moves_directly_after_another(north: Cast, letter: str, beside: str, order: str) -> None:
    (neighbour,) = north.ids(beside)
    moved = act(north, letter, After(neighbour))
    assert north.order == order
    assert moved.order == north.ids(order)


@pytest.mark.parametrize(
    ("letter", "beside", "order"),
    [("D", "A", "DABC"), ("A", "D", "BCAD"), ("D", "C", "ABDC"), ("A", "C", "BACD")],
)
def test_a_bet_moves_directly_before_another(north: Cast, letter: str, beside: str, order: str) -> None:
    (neighbour,) = north.ids(beside)
    act(north, letter, Before(neighbour))
    assert north.order == order


def test_a_bet_moves_to_the_top(north: Cast) -> None:
    act(north, "C", After(None))
    assert north.order == "CABD"


@pytest.mark.parametrize(("rank", "order"), [(1, "BACD"), (3, "ACBD"), (4, "ACDB")])
def test_a_bet_moves_to_a_rank(north: Cast, rank: int, order: str) -> None:
    act(north, "B", ToRank(rank))
    assert north.order == order


@pytest.mark.parametrize("rank", [0, -1, 5, 2**40])
def test_there_is_no_rank_outside_the_order(north: Cast, rank: int) -> None:
    with pytest.raises(Invalid, match="There are ranks 1 to 4"):
        act(north, "B", ToRank(rank))
    assert (north.order, Event.objects.count()) == ("ABCD", 1)


def test_a_move_raises_the_revision_by_one_and_tells_the_log(north: Cast) -> None:
    moved = act(north, "D", After(north.a.pk), reason="It pays sooner.")
    assert moved == Moved(2, north.ids("ADBC"), north.d.pk, 4, 2)
    north.cycle.refresh_from_db()
    event = last()
    assert (north.cycle.revision, event.revision, event.number) == (2, 2, 2)
    assert (event.kind, event.topic) == ("bets.ranking.changed", north.cycle.topic)
    assert (event.actor_id, event.actor_name, event.at) == (north.ines.pk, "Ines", NOW)
    assert (event.subject_id, event.subject_name) == (north.d.pk, "Delta")
    assert event.data == {"act": "move", "bet": north.d.pk, "start": 4, "to": 2, "reason": "It pays sooner."}


@pytest.mark.parametrize("target", [ToRank(2), After("A"), Before("C")])
def test_a_move_that_changes_nothing_writes_nothing(north: Cast, target: Any) -> None:
    if isinstance(target, After | Before):
        target = type(target)(*north.ids(str(target.bet)))
    moved = act(north, "B", target)
    assert (moved.revision, moved.start, moved.to) == (1, 2, 2)
    assert Event.objects.count() == 1
    assert Cycle.objects.get(pk=north.cycle.pk).revision == 1


def test_a_leader_who_moves_a_bet_of_their_own_is_shown_as_such(north: Cast) -> None:
    make_ranked(north.cycle, north.ines, "Foxtrot", north.data)
    Membership.objects.filter(pk=north.vera.pk).update(roles=["vp", "leader"])
    north.vera.refresh_from_db()
    act(north, "A", ToRank(2), by=north.vera)
    assert last().data["own"] is True
    act(north, "A", ToRank(3))
    assert "own" not in last().data


# --- out of the tray


@pytest.mark.parametrize(
    ("target", "position"),
    [(After(None), 1), (ToRank(1), 1), (ToRank(3), 3), (ToRank(5), 5), (After("D"), 5), (Before("B"), 2)],
)
def test_a_bet_of_the_tray_is_placed(north: Cast, target: Any, position: int) -> None:
    echo = tray(north)
    if isinstance(target, After | Before) and target.bet:
        target = type(target)(*north.ids(str(target.bet)))
    moved = move(cycle=north.cycle, bet=echo.pk, target=target, by=north.ines, now=NOW)
    order = north.ids("ABCD")
    order.insert(position - 1, echo.pk)
    assert Rank.objects.order(north.cycle) == order
    assert (moved.revision, moved.start, moved.to, moved.order) == (2, None, position, order)
    assert last().data == {"act": "place", "bet": echo.pk, "to": position}


def test_the_first_bet_of_all_is_placed(north: Cast) -> None:
    for letter in "ABCD":
        to_tray(cycle=north.cycle, bet=north.ids(letter)[0], by=north.ines, now=NOW)
    act(north, "C", After(None))
    assert north.order == "C"


def test_a_neighbour_in_the_tray_is_no_place(north: Cast) -> None:
    with pytest.raises(Invalid, match="no rank"):
        act(north, "A", After(tray(north).pk))


def test_a_bet_is_not_its_own_neighbour(north: Cast) -> None:
    with pytest.raises(Invalid, match="the same bet"):
        act(north, "A", After(north.a.pk))


@pytest.mark.parametrize("factory", [DraftFactory, BetFactory])
def test_what_is_not_a_submitted_bet_of_the_cycle_cannot_be_ranked(north: Cast, factory: Any) -> None:
    other = factory() if factory is BetFactory else factory(cycle=north.cycle, owner=north.vera)
    with pytest.raises(Invalid, match="cannot be ranked"):
        move(cycle=north.cycle, bet=other.pk, target=After(None), by=north.ines, now=NOW)


@pytest.mark.parametrize("bet", [0, -1, 2**63, 2**80])
def test_an_id_that_is_none_cannot_be_ranked(north: Cast, bet: int) -> None:
    with pytest.raises(Invalid, match="cannot be ranked"):
        move(cycle=north.cycle, bet=bet, target=After(None), by=north.ines, now=NOW)


# --- who may, and when


@pytest.mark.parametrize("name", ["vera", "victor", "stina", "ada", "willy"])
def test_only_leaders_rank(north: Cast, name: str) -> None:
    with pytest.raises(PermissionDenied):
        act(north, "D", After(None), by=getattr(north, name))
    assert north.order == "ABCD"


@pytest.mark.parametrize("name", ["olga", "emil"])
def test_leaders_of_other_boards_and_of_other_days_find_nothing(north: Cast, name: str) -> None:
    with pytest.raises(Http404):
        act(north, "D", After(None), by=getattr(north, name))


@pytest.mark.parametrize("state", ["pitching", "locked", "closed"])
def test_the_state_counts_that_the_cycle_has_under_the_lock(north: Cast, state: str) -> None:
    """The door saw it in ranking."""
    assert north.cycle.state == "ranking"
    Cycle.objects.filter(pk=north.cycle.pk).update(state=state)
    with pytest.raises(WrongState):
        act(north, "D", After(None))


# --- once


def test_a_repeated_move_gets_the_first_answer_and_moves_nothing(north: Cast) -> None:
    first = act(north, "D", After(None), key=key())
    act(north, "D", ToRank(4))
    assert act(north, "D", After(None), key=key()) == first
    assert (north.order, Event.objects.count()) == ("ABCD", 3)


def test_a_key_that_comes_with_another_move_is_refused(north: Cast) -> None:
    act(north, "D", After(None), key=key())
    with pytest.raises(KeyReused):
        act(north, "C", After(None), key=key("C to the top"))
    assert north.order == "DABC"


def test_a_refused_move_keeps_no_answer_for_its_key(north: Cast) -> None:
    act(north, "D", ToRank(3))
    with pytest.raises(StaleMove):
        act(north, "D", After(None), base_revision=1, key=key())
    assert not Answer.objects.exists()
    assert act(north, "D", After(None), base_revision=2, key=key()).revision == 3
