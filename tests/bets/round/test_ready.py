"""Ready, taken back, and the last Ready, which closes the round."""

import pytest

from bets.actions import private_orders, ready
from bets.actions.private_orders import StaleOrder
from bets.actions.rounds import RoundIsOver
from bets.models import Round
from journal.models import Event
from org.models import Membership
from tests.bets.round.the_round import letters, opened, order_of, ready_as, revealed, sorted_as
from tests.cast import Cast, make_member
from tests.factories import NOW


@pytest.fixture
def round(cast: Cast) -> Round:
    return opened(cast)


def said(kind: str) -> list[tuple[str, object]]:
    return [(event.actor_name, event.data.get("ready")) for event in Event.objects.filter(kind=kind).order_by("number")]


def test_ready_is_said_and_taken_back(cast: Cast, round: Round) -> None:
    ready_as(cast, round, cast.otto, "DABC")
    mine = order_of(round, cast.otto)
    assert mine.ready_at == NOW
    mine = ready.go_on(round=round, version=mine.version, by=cast.otto, now=NOW)
    assert mine.ready_at is None
    assert letters(cast, mine.order) == "DABC"
    assert said("bets.private_order.ready") == [("Otto", True), ("Otto", False)]


def test_said_twice_it_is_said_once(cast: Cast, round: Round) -> None:
    ready_as(cast, round, cast.otto, "DABC")
    ready.say_ready(round=round, version=order_of(round, cast.otto).version, by=cast.otto, now=NOW)
    assert said("bets.private_order.ready") == [("Otto", True)]


def test_by_an_older_page_neither_is_said(cast: Cast, round: Round) -> None:
    mine = sorted_as(cast, round, cast.otto, "DABC")
    with pytest.raises(StaleOrder):
        ready.say_ready(round=round, version=mine.version - 1, by=cast.otto, now=NOW)


def test_when_all_who_started_are_ready_the_round_is_revealed_by_the_last(cast: Cast, round: Round) -> None:
    mine = sorted_as(cast, round, cast.otto, "BACD")
    assert ready_as(cast, round, cast.ines, "BACD").is_open
    closed = ready.say_ready(round=round, version=mine.version, by=cast.otto, now=NOW)
    assert (closed.is_revealed, closed.closed_by) == (True, cast.otto)
    assert letters(cast, closed.proposal) == "BACD"
    assert said("bets.private_order.ready") == [("Ines", True)], "one event for one act"


def test_the_first_to_be_ready_does_not_close_it_alone(cast: Cast, round: Round) -> None:
    assert ready_as(cast, round, cast.ines, "BACD").is_open


def test_nor_if_theirs_is_the_reference(cast: Cast) -> None:
    assert ready_as(cast, opened(cast, reference=cast.ines), cast.ines, "BACD").is_open


def test_who_is_still_at_it_holds_the_others_up(cast: Cast, round: Round) -> None:
    lena = make_member(cast.board, "Lena", ["leader"])
    sorted_as(cast, round, lena, "ABCD")
    ready_as(cast, round, cast.ines, "BACD")
    assert ready_as(cast, round, cast.otto, "BACD").is_open


def test_who_has_not_started_does_not(cast: Cast, round: Round) -> None:
    make_member(cast.board, "Lena", ["leader"])
    ready_as(cast, round, cast.ines, "BACD")
    assert ready_as(cast, round, cast.otto, "BACD").is_revealed


@pytest.mark.parametrize("change", [{"roles": ["vp"]}, {"ended_at": NOW}])
def test_nor_who_is_no_leader_any_more(cast: Cast, round: Round, change: dict[str, object]) -> None:
    lena = make_member(cast.board, "Lena", ["leader"])
    sorted_as(cast, round, lena, "ABCD")
    Membership.objects.filter(pk=lena.pk).update(**change)
    ready_as(cast, round, cast.ines, "BACD")
    assert ready_as(cast, round, cast.otto, "BACD").is_revealed


def test_who_takes_ready_back_holds_it_up_again(cast: Cast, round: Round) -> None:
    mine = sorted_as(cast, round, cast.otto, "BACD")
    ready_as(cast, round, cast.ines, "BACD")
    ready.go_on(round=round, version=order_of(round, cast.ines).version, by=cast.ines, now=NOW)
    assert ready.say_ready(round=round, version=mine.version, by=cast.otto, now=NOW).is_open


def test_after_the_reveal_ready_is_not_taken_back(cast: Cast) -> None:
    round = revealed(cast)
    with pytest.raises(RoundIsOver):
        ready.go_on(round=round, version=9, by=cast.ines, now=NOW)


def test_whether_one_is_the_last_is_known_before(cast: Cast, round: Round) -> None:
    assert not ready.is_last(round, cast.otto)
    private_orders.begin(round=round, start="today", by=cast.ines, now=NOW)
    assert not ready.is_last(round, cast.otto)
    ready_as(cast, round, cast.ines, "BACD")
    assert ready.is_last(round, cast.otto)
