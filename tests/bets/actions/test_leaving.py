"""A bet leaves the order: to the tray, withdrawn, declined. One event each; a revision only if it had a rank."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from bets.actions.leaving import Left, decline, to_tray, withdraw
from bets.actions.locking import lock, unlock
from bets.actions.orders import adopt
from bets.actions.pitching import reassign_owner, submit
from bets.actions.ranking import Moved, ReasonNeeded, move
from bets.models import Bet, Capacity, Cycle, Rank
from bets.ordering import After, ToRank
from journal.models import Event
from journal.once import Key
from journal.refusals import Invalid, WrongState
from tests.bets.actions.acting import last, tray
from tests.cast import Cast
from tests.factories import NOW, PitchFactory, PrototypeFactory

WHY = "The partner left."


@pytest.fixture
def locked(north: Cast) -> Cast:
    """A and B are funded and in the plan."""
    for bet in (north.a, north.b):
        PrototypeFactory(bet=bet)
    Capacity.objects.filter(pk=north.capacity.pk).update(raw_tenths=20)
    lock(cycle=north.cycle, by=north.ines, now=NOW)
    return north


def revision(cast: Cast) -> int:
    return Cycle.objects.get(pk=cast.cycle.pk).revision


def take_down(cast: Cast, letter: str, **more: Any) -> Moved:
    (bet,) = cast.ids(letter)
    return to_tray(cycle=cast.cycle, bet=bet, **({"by": cast.ines, "now": NOW} | more))


# --- to the tray


def test_a_bet_goes_back_to_the_tray_and_those_below_move_up(north: Cast) -> None:
    moved = take_down(north, "B")
    assert north.order == "ACD"
    assert moved == Moved(2, north.ids("ACD"), north.b.pk, 2, None)
    assert Bet.objects.get(pk=north.b.pk).status == "submitted"
    assert last().data == {"act": "tray", "bet": north.b.pk, "start": 2}


def test_the_last_bet_goes_back_to_the_tray(north: Cast) -> None:
    take_down(north, "D")
    assert north.order == "ABC"


def test_a_bet_of_the_tray_has_no_rank_to_lose(north: Cast) -> None:
    with pytest.raises(Invalid, match="no rank"):
        to_tray(cycle=north.cycle, bet=tray(north).pk, by=north.ines, now=NOW)


def test_a_leaders_own_bet_going_to_the_tray_is_shown_as_such(north: Cast) -> None:
    Bet.objects.filter(pk=north.b.pk).update(owner=north.ines)
    take_down(north, "B")
    assert last().data["own"] is True


def test_only_leaders_put_bets_back(north: Cast) -> None:
    with pytest.raises(PermissionDenied):
        take_down(north, "B", by=north.vera)


def test_after_adoption_it_needs_a_reason_if_it_changes_what_is_funded(north: Cast) -> None:
    adopt(cycle=north.cycle, order=north.ids("ABCD"), by=north.ines, now=NOW)
    with pytest.raises(ReasonNeeded):
        take_down(north, "A", reason=" ")
    take_down(north, "D")
    take_down(north, "A", reason=WHY)
    assert north.order == "BC"


def test_a_repetition_with_the_same_key_takes_nothing_else_down(north: Cast) -> None:
    key = Key.of("person:1", "k-1", "B to the tray")
    first = take_down(north, "B", key=key)
    assert take_down(north, "B", key=key) == first
    assert north.order == "ACD"


# --- withdrawn by its owner


def test_the_owner_withdraws_a_ranked_bet_in_one_event(north: Cast) -> None:
    withdraw(bet=north.b, by=north.vera, now=NOW, reason=WHY)
    assert north.order == "ACD"
    assert (north.b.status, north.b.ended_reason) == ("withdrawn", WHY)
    assert Event.objects.count() == 2
    assert (last().kind, last().revision) == ("bets.bet.withdrawn", 2)
    assert last().data == {"bet": north.b.pk, "start": 2, "reason": WHY}


def test_withdrawing_a_bet_of_the_tray_is_an_event_and_no_revision(north: Cast) -> None:
    withdraw(bet=tray(north), by=north.vera, now=NOW, reason=WHY)
    assert (revision(north), last().kind, last().revision) == (1, "bets.bet.withdrawn", None)
    assert "start" not in last().data


def test_withdrawing_in_pitching_is_an_event_and_no_revision(north: Cast) -> None:
    echo = tray(north)
    Cycle.objects.filter(pk=north.cycle.pk).update(state="pitching")
    withdraw(bet=echo, by=north.vera, now=NOW, reason=WHY)
    assert (echo.status, revision(north), last().revision) == ("withdrawn", 1, None)


def test_after_lock_a_withdrawn_bet_keeps_its_number(locked: Cast) -> None:
    withdraw(bet=locked.a, by=locked.vera, now=NOW, reason=WHY)
    assert locked.order == "ABCD"
    assert locked.a.status == "withdrawn"
    assert (revision(locked), last().kind, last().revision) == (1, "bets.bet.withdrawn", None)


def test_an_unlocked_order_ranks_the_withdrawn_bet_no_longer(locked: Cast) -> None:
    withdraw(bet=locked.a, by=locked.vera, now=NOW, reason=WHY)
    for leader in (locked.ines, locked.otto):
        unlock(cycle=locked.cycle, by=leader, now=NOW, reason=WHY)
    assert (locked.order, revision(locked)) == ("BCD", 2)
    event = Event.objects.get(revision=2)
    assert event.data == {"act": "tray", "bet": locked.a.pk, "start": 1, "reason": WHY}
    assert event.subject_id == locked.a.pk
    move(cycle=locked.cycle, bet=locked.d.pk, target=After(None), by=locked.ines, now=NOW)
    assert locked.order == "DBC"


def test_nobody_withdraws_a_bet_of_a_closed_cycle(north: Cast) -> None:
    Cycle.objects.filter(pk=north.cycle.pk).update(state="closed")
    with pytest.raises(WrongState):
        withdraw(bet=north.a, by=north.vera, now=NOW, reason=WHY)


@pytest.mark.parametrize("name", ["victor", "ines", "stina", "ada", "willy"])
def test_nobody_but_the_owner_withdraws(north: Cast, name: str) -> None:
    with pytest.raises(PermissionDenied):
        withdraw(bet=north.a, by=getattr(north, name), now=NOW, reason=WHY)


def test_whoever_ceased_to_own_the_bet_meanwhile_does_not_withdraw_it(north: Cast) -> None:
    """The door read the bet before a leader named another owner."""
    seen = Bet.objects.select_related("cycle").get(pk=north.a.pk)
    reassign_owner(bet=north.a, owner=north.victor, by=north.ines, now=NOW, reason="Vera has left.")
    with pytest.raises(Invalid):
        withdraw(bet=seen, by=north.vera, now=NOW, reason=WHY)
    assert north.order == "ABCD"


@pytest.mark.parametrize("reason", ["", "  "])
def test_withdrawing_needs_a_reason(north: Cast, reason: str) -> None:
    with pytest.raises(Invalid, match="Say why"):
        withdraw(bet=north.a, by=north.vera, now=NOW, reason=reason)
    assert (north.order, Event.objects.count()) == ("ABCD", 1)


def test_a_bet_is_withdrawn_once(north: Cast) -> None:
    withdraw(bet=north.a, by=north.vera, now=NOW, reason=WHY)
    with pytest.raises(Invalid, match="Only a submitted bet"):
        withdraw(bet=north.a, by=north.vera, now=NOW, reason=WHY)
    assert Event.objects.count() == 2


def test_back_again_means_the_tray(north: Cast) -> None:
    Bet.objects.filter(pk=north.b.pk).update(late_exception="The partner is back.", late_exception_by=north.ines)
    bet = PitchFactory(bet=north.b).bet
    withdraw(bet=bet, by=north.vera, now=NOW, reason=WHY)
    submit(bet=bet, by=north.vera, now=NOW)
    assert north.order == "ACD"
    assert list(Bet.objects.filter(cycle=north.cycle).in_tray()) == [north.b]
    move(cycle=north.cycle, bet=north.b.pk, target=ToRank(2), by=north.ines, now=NOW)
    assert north.order == "ABCD"


# --- declined by a leader


def test_a_leader_declines_a_ranked_bet_in_one_event(north: Cast) -> None:
    decline(bet=north.b, by=north.ines, now=NOW, reason="Not this year.")
    assert north.order == "ACD"
    assert (north.b.status, north.b.ended_reason) == ("declined", "Not this year.")
    assert (last().kind, last().revision) == ("bets.bet.declined", 2)
    assert last().data == {"bet": north.b.pk, "start": 2, "reason": "Not this year."}


def test_declining_a_bet_of_the_tray_is_an_event_and_no_revision(north: Cast) -> None:
    decline(bet=tray(north), by=north.ines, now=NOW, reason="Not this year.")
    assert (revision(north), last().revision) == (1, None)


@pytest.mark.parametrize("state", ["pitching", "locked", "closed"])
def test_bets_are_declined_in_ranking_only(north: Cast, state: str) -> None:
    Cycle.objects.filter(pk=north.cycle.pk).update(state=state)
    with pytest.raises(WrongState):
        decline(bet=north.a, by=north.ines, now=NOW, reason="Not this year.")


def test_only_leaders_decline(north: Cast) -> None:
    with pytest.raises(PermissionDenied):
        decline(bet=north.a, by=north.vera, now=NOW, reason="Not this year.")


def test_a_withdrawn_bet_is_not_declined_as_well(north: Cast) -> None:
    withdraw(bet=north.a, by=north.vera, now=NOW, reason=WHY)
    with pytest.raises(Invalid, match="Only a submitted bet"):
        decline(bet=north.a, by=north.ines, now=NOW, reason="Not this year.")


def test_the_last_bet_of_all_leaves_an_empty_order(north: Cast) -> None:
    for bet in (north.a, north.b, north.c, north.d):
        decline(bet=bet, by=north.ines, now=NOW, reason="Not this year.")
    assert Rank.objects.order(north.cycle) == []
    assert revision(north) == 5


@pytest.mark.parametrize("leave", [withdraw, decline])
def test_a_repetition_with_the_same_key_ends_no_bet_that_came_back(north: Cast, leave: Any) -> None:
    by = north.vera if leave is withdraw else north.ines
    key = Key.of("person:1", "k-1", "Bravo ends")
    first = leave(bet=north.b, by=by, now=NOW, reason=WHY, key=key)
    assert first == Left(2, north.b.pk, 2)
    Bet.objects.filter(pk=north.b.pk).update(status="submitted")
    assert leave(bet=north.b, by=by, now=NOW, reason=WHY, key=key) == first
    assert Bet.objects.get(pk=north.b.pk).status == "submitted"
