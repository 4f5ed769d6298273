"""The whole order at once: adopted, restored."""

import pytest
from django.core.exceptions import PermissionDenied

from bets.actions.leaving import withdraw
from bets.actions.orders import Ordered, adopt, restore, restored, undo
from bets.actions.ranking import ReasonNeeded, StaleMove, move
from bets.history import NoSuchRevision
from bets.models import Bet, Cycle, Rank
from bets.ordering import After
from journal.models import Event
from journal.once import Key
from journal.refusals import Invalid
from tests.bets.actions.acting import bring_back, down, last, take, take_back, top, tray
from tests.cast import Cast
from tests.factories import NOW, DraftFactory


def test_a_whole_order_is_adopted_as_one_change(north: Cast) -> None:
    assert take(north, "DBCA") == Ordered(2, north.ids("DBCA"))
    assert north.order == "DBCA"
    assert Event.objects.count() == 2
    assert last().data == {"act": "adopt", "order": north.ids("DBCA")}
    assert (last().subject_id, last().subject_name) == (north.cycle.pk, "2027H1")
    assert Cycle.objects.get(pk=north.cycle.pk).order_adopted


def test_an_adopted_order_may_place_bets_of_the_tray(north: Cast) -> None:
    echo = tray(north)
    order = [north.d.pk, echo.pk, *north.ids("ABC")]
    adopt(cycle=north.cycle, order=order, by=north.ines, now=NOW)
    assert Rank.objects.order(north.cycle) == order


def test_to_adopt_todays_order_says_that_it_is_the_one(north: Cast) -> None:
    assert take(north, "ABCD").revision == 2
    assert take(north, "ABCD").revision == 2  # and to say it again changes nothing
    assert Event.objects.count() == 2


@pytest.mark.parametrize(
    ("order", "fault"), [("ABC", "missing"), ("ABCDD", "twice"), ("ABCDE", "unknown"), ("", "missing")]
)
def test_what_is_no_order_of_the_ranked_bets_is_refused(north: Cast, order: str, fault: str) -> None:
    draft = DraftFactory(cycle=north.cycle, owner=north.vera)
    wanted = [draft.pk if letter == "E" else north.ids(letter)[0] for letter in order]
    with pytest.raises(Invalid, match="exactly once") as refusal:
        adopt(cycle=north.cycle, order=wanted, by=north.ines, now=NOW)
    assert [name for name, bets in refusal.value.extra.items() if bets] == [fault]
    assert north.order == "ABCD"


@pytest.mark.parametrize("bet", [0, -1, 2**63, 2**80])
def test_an_id_that_is_none_is_unknown(north: Cast, bet: int) -> None:
    with pytest.raises(Invalid) as refusal:
        adopt(cycle=north.cycle, order=[*north.ids("ABCD"), bet], by=north.ines, now=NOW)
    assert refusal.value.extra["unknown"] == [bet]


def test_adopting_an_order_that_was_seen_earlier_is_stale(north: Cast) -> None:
    top(north, "C")
    with pytest.raises(StaleMove, match="Ines changed the order meanwhile") as refusal:
        take(north, "DCBA", base_revision=1)
    assert (refusal.value.extra["revision"], refusal.value.extra["order"]) == (2, north.ids("CABD"))
    assert [change["revision"] for change in refusal.value.extra["since"]] == [2]


def test_adopting_an_order_of_the_future_is_refused(north: Cast) -> None:
    with pytest.raises(Invalid, match="no revision 2 yet"):
        take(north, "DCBA", base_revision=2)


def test_a_second_adoption_that_changes_what_is_funded_needs_a_reason(north: Cast) -> None:
    take(north, "ABCD")
    with pytest.raises(ReasonNeeded):
        take(north, "DCBA")
    take(north, "BADC")
    take(north, "DCBA", reason="The law changed.")
    assert last().data["reason"] == "The law changed."


def test_a_repeated_adoption_gets_the_first_answer(north: Cast) -> None:
    key = Key.of("person:1", "k-1", "DCBA")
    first = take(north, "DCBA", key=key)
    top(north, "C")
    assert take(north, "DCBA", key=key) == first
    assert north.order == "CDBA"


@pytest.mark.parametrize("name", ["vera", "stina", "ada", "willy"])
def test_only_leaders_adopt_undo_and_restore(north: Cast, name: str) -> None:
    by = getattr(north, name)
    with pytest.raises(PermissionDenied):
        adopt(cycle=north.cycle, order=north.ids("DCBA"), by=by, now=NOW)
    with pytest.raises(PermissionDenied):
        undo(cycle=north.cycle, revision=1, by=by, now=NOW)
    with pytest.raises(PermissionDenied):
        restore(cycle=north.cycle, revision=1, by=by, now=NOW)


# --- restore


def test_an_earlier_order_is_restored_as_one_change(north: Cast) -> None:
    top(north, "D")
    top(north, "C")
    assert bring_back(north, 2) == Ordered(4, north.ids("DABC"))
    assert north.order == "DABC"
    assert last().data == {"act": "restore", "restores": 2, "order": north.ids("DABC")}


def test_restoring_todays_order_writes_nothing(north: Cast) -> None:
    top(north, "D")
    take_back(north, 2)
    assert bring_back(north, 1) == Ordered(3, north.ids("ABCD"))
    assert Event.objects.count() == 3


def test_bets_placed_since_go_back_to_the_tray(north: Cast) -> None:
    echo = tray(north)
    move(cycle=north.cycle, bet=echo.pk, target=After(None), by=north.ines, now=NOW)
    bring_back(north, 1)
    assert north.order == "ABCD"
    assert list(Bet.objects.filter(cycle=north.cycle).in_tray()) == [echo]


def test_bets_that_ended_since_stay_away(north: Cast) -> None:
    top(north, "D")
    withdraw(bet=north.b, by=north.vera, now=NOW, reason="It is over.")
    assert restored(north.cycle, 1) == north.ids("ACD")  # the preview
    assert bring_back(north, 1).order == north.ids("ACD")
    assert north.order == "ACD"


def test_bets_put_into_the_tray_since_come_back(north: Cast) -> None:
    down(north, "B")
    down(north, "C")
    bring_back(north, 1)
    assert north.order == "ABCD"


def test_a_bet_that_was_submitted_again_comes_back(north: Cast) -> None:
    withdraw(bet=north.b, by=north.vera, now=NOW, reason="It is over.")
    Bet.objects.filter(pk=north.b.pk).update(status="submitted")
    bring_back(north, 1)
    assert north.order == "ABCD"


def test_the_empty_order_of_the_beginning_is_restored(north: Cast) -> None:
    bring_back(north, 0)
    assert Rank.objects.order(north.cycle) == []


@pytest.mark.parametrize("revision", [-1, 2, 2**40])
def test_a_revision_that_never_was_is_not_found(north: Cast, revision: int) -> None:
    with pytest.raises(NoSuchRevision) as refusal:
        bring_back(north, revision)
    assert refusal.value.status == 404


def test_after_adoption_restoring_what_changes_the_funded_needs_a_reason(north: Cast) -> None:
    top(north, "D")
    take(north, "DABC")
    with pytest.raises(ReasonNeeded):
        bring_back(north, 1)
    bring_back(north, 1, reason="It was an accident.")
    assert last().data["reason"] == "It was an accident."
