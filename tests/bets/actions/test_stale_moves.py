"""Moves by people who saw an earlier order, and moves that need a reason."""

import pytest

from bets.actions.leaving import to_tray, withdraw
from bets.actions.orders import adopt, restore
from bets.actions.ranking import ReasonNeeded, StaleMove, move
from bets.models import Bet, Cycle
from bets.ordering import After, ToRank
from journal.refusals import Invalid
from tests.bets.actions.acting import act, last, tray
from tests.cast import Cast
from tests.factories import NOW


def test_a_move_based_on_today_is_not_rebased(north: Cast) -> None:
    assert not act(north, "D", After(north.a.pk), base_revision=1).rebased


def test_a_move_is_applied_to_todays_order_if_its_bets_were_left_alone(north: Cast) -> None:
    act(north, "C", After(None))
    moved = act(north, "D", After(north.a.pk), base_revision=1, by=north.otto)
    assert (north.order, moved.revision, moved.rebased) == ("CADB", 3, True)
    assert last().data["rebased"] is True


def assert_stale(north: Cast, order: str) -> None:
    """D after A, seen at revision 1, is refused with what there is to know."""
    revision = Cycle.objects.get(pk=north.cycle.pk).revision
    with pytest.raises(StaleMove, match="changed the order meanwhile") as refusal:
        act(north, "D", After(north.a.pk), base_revision=1, by=north.otto)
    assert (refusal.value.status, refusal.value.code) == (409, "stale_move")
    extra = refusal.value.extra
    assert (extra["revision"], extra["order"]) == (revision, north.ids(order))
    assert [change["revision"] for change in extra["since"]] == list(range(2, revision + 1))
    assert north.order == order


def test_it_is_stale_if_the_bet_itself_was_moved(north: Cast) -> None:
    act(north, "D", After(None))
    assert_stale(north, "DABC")


def test_it_is_stale_if_the_neighbour_was_moved(north: Cast) -> None:
    act(north, "A", ToRank(3))
    assert_stale(north, "BCAD")


def test_it_is_stale_even_if_the_bet_came_back(north: Cast) -> None:
    act(north, "D", After(None))
    act(north, "D", ToRank(4))
    assert_stale(north, "ABCD")


def test_it_is_stale_if_the_bet_went_to_the_tray_and_back(north: Cast) -> None:
    to_tray(cycle=north.cycle, bet=north.d.pk, by=north.ines, now=NOW)
    act(north, "D", ToRank(1))
    assert_stale(north, "DABC")


def test_it_is_stale_if_the_neighbour_was_withdrawn(north: Cast) -> None:
    withdraw(bet=north.a, by=north.vera, now=NOW, reason="The partner left.")
    assert_stale(north, "BCD")


def test_it_is_stale_if_a_whole_order_was_adopted(north: Cast) -> None:
    adopt(cycle=north.cycle, order=north.ids("ABDC"), by=north.ines, now=NOW)
    assert_stale(north, "ABDC")


def test_it_is_stale_if_a_whole_order_was_restored(north: Cast) -> None:
    act(north, "B", ToRank(3))
    restore(cycle=north.cycle, revision=1, by=north.ines, now=NOW)
    assert_stale(north, "ABCD")


def test_what_happened_before_the_base_does_not_matter(north: Cast) -> None:
    act(north, "D", After(None))
    assert act(north, "D", After(north.a.pk), base_revision=2).revision == 3


def test_to_a_rank_has_no_neighbour_that_could_have_moved(north: Cast) -> None:
    act(north, "A", ToRank(3))
    assert act(north, "D", ToRank(1), base_revision=1).rebased
    assert north.order == "DBCA"


def test_a_base_revision_of_the_future_is_refused(north: Cast) -> None:
    with pytest.raises(Invalid, match="there is no revision 2 yet"):
        act(north, "D", After(north.a.pk), base_revision=2)


def test_the_stale_mover_learns_who_did_what_meanwhile(north: Cast) -> None:
    act(north, "D", After(None), reason="It pays sooner.")
    with pytest.raises(StaleMove) as refusal:
        act(north, "D", ToRank(2), base_revision=1, by=north.otto)
    assert refusal.value.detail.startswith("Ines changed the order meanwhile.")
    assert refusal.value.extra["since"] == [
        {
            "revision": 2, "by": "Ines", "at": NOW.isoformat(), "act": "move", "bet": north.d.pk, "start": 4, "to": 1,
            "reason": "It pays sooner.",
        }
    ]  # fmt: skip


# --- reasons


@pytest.fixture
def adopted(north: Cast) -> Cast:
    """A, B, C, D was adopted; Data's 2.5 weeks fund A and B."""
    adopt(cycle=north.cycle, order=north.ids("ABCD"), by=north.ines, now=NOW)
    return north


def test_after_adoption_a_move_that_changes_what_is_funded_needs_a_reason(adopted: Cast) -> None:
    with pytest.raises(ReasonNeeded) as refusal:
        act(adopted, "D", After(None))
    assert (refusal.value.status, refusal.value.code) == (422, "reason_needed")
    assert act(adopted, "D", After(None), reason="The law changed.").revision == 3


def test_blanks_are_no_reason(adopted: Cast) -> None:
    with pytest.raises(ReasonNeeded):
        act(adopted, "D", After(None), reason=" \n")


@pytest.mark.parametrize(("letter", "rank"), [("A", 2), ("C", 4)])
def test_a_move_on_one_side_of_the_line_needs_none(adopted: Cast, letter: str, rank: int) -> None:
    assert act(adopted, letter, ToRank(rank)).revision == 3


def test_before_adoption_no_move_needs_a_reason(north: Cast) -> None:
    assert act(north, "D", After(None)).revision == 2


def test_placing_a_bet_above_the_line_needs_a_reason_too(adopted: Cast) -> None:
    echo = tray(adopted)
    Bet.objects.filter(pk=echo.pk).update(needs_no_team=True)  # funded wherever it stands
    with pytest.raises(ReasonNeeded):
        move(cycle=adopted.cycle, bet=echo.pk, target=After(None), by=adopted.ines, now=NOW)
