"""A round that nobody could end any more is called off by the act that would leave it open."""

import pytest

from bets.actions import cycles, locking, rounds
from bets.actions.rounds import RoundIsOver
from bets.models import Cycle, PrivateOrder, Round
from bets.rounds import counted_orders
from journal.models import Event
from journal.refusals import WrongState
from org.models import Notice
from tests.bets.round.the_round import get, opened, ready_as, revealed, sorted_as
from tests.cast import Cast
from tests.factories import NOW, PrivateOrderFactory, RankingSessionFactory, RoundFactory
from tests.locked import locked_plan, make_ready
from tests.logged import log_order


@pytest.fixture
def north(cast: Cast) -> Cast:
    return log_order(cast)


def left_open(cast: Cast) -> Round:
    """Otto is ready, Ines sorts."""
    round = opened(cast)
    ready_as(cast, round, cast.otto, "DCBA")
    sorted_as(cast, round, cast.ines, "BDAC")
    return round


def newest(count: int) -> list[tuple[str, str]]:
    events = Event.objects.order_by("-number")[:count]
    return [(event.kind, event.actor_name) for event in reversed(events)]


def unlock(cast: Cast) -> None:
    for leader in (cast.ines, cast.otto):
        locking.unlock(cycle=cast.cycle, by=leader, now=NOW, reason="The largest customer left.")
    cast.cycle.refresh_from_db()


def test_the_lock_calls_an_open_round_off_by_an_event_of_its_own(north: Cast) -> None:
    round = left_open(north)
    RankingSessionFactory(cycle=north.cycle, opened_by=north.ines)
    locked_plan(north)
    round.refresh_from_db()
    assert (round.called_off, round.closed_by, round.proposal) == (True, north.ines, None)
    kinds = ["bets.round.called_off", "bets.session.closed", "bets.plan.locked"]
    assert newest(3) == [(kind, "Ines") for kind in kinds]
    assert [told.member for told in Notice.objects.filter(kind=kinds[0])] == [north.otto]


def test_a_lock_that_is_refused_leaves_the_round_open(north: Cast) -> None:
    round = left_open(north)
    make_ready(north)
    with pytest.raises(locking.OtherPlan):
        locking.lock(cycle=north.cycle, by=north.ines, now=NOW, seen="another")
    round.refresh_from_db()
    assert round.is_open


def test_without_an_open_round_the_lock_tells_of_none(north: Cast) -> None:
    round = revealed(north, "BACD", "BACD")
    locked_plan(north)
    round.refresh_from_db()
    assert not round.called_off
    assert not Event.objects.filter(kind="bets.round.called_off").exists()


def test_the_orders_of_it_stay_their_leaders_own(north: Cast) -> None:
    left_open(north)
    locked_plan(north)
    for state in ("locked", "closed"):
        Cycle.objects.filter(pk=north.cycle.pk).update(state=state)
        for name in ("ines", "otto", "stina"):
            for page in ("round/", "round/part/"):
                said = get(north, page, name).content.decode()
                assert "No ranking round yet." in said
                assert "is ready" not in said
                assert "Bravo" not in said
            assert get(north, "round/mine/", name).status_code == (403 if name == "stina" else 409)
    assert PrivateOrder.objects.count() == 2, "nothing is thrown away"
    assert counted_orders(north.cycle) == []


def test_after_an_unlock_it_stays_over_and_another_can_be_opened(north: Cast) -> None:
    round = left_open(north)
    locked_plan(north)
    unlock(north)
    with pytest.raises(RoundIsOver):
        rounds.close(round=round, by=north.ines, now=NOW)
    with pytest.raises(RoundIsOver):
        ready_as(north, round, north.ines, "ABCD")
    another = revealed(north, "BACD", "BACD")
    assert another.is_revealed
    assert counted_orders(north.cycle) == [tuple(north.ids("BACD"))] * 2


def test_what_was_revealed_before_counts_again_after_an_unlock(north: Cast) -> None:
    revealed(north, "BACD", "BACD")
    left_open(north)
    locked_plan(north)
    unlock(north)
    assert counted_orders(north.cycle) == [tuple(north.ids("BACD"))] * 2


def test_nobody_opens_one_under_the_plan(north: Cast) -> None:
    locked_plan(north)
    north.cycle.refresh_from_db()
    with pytest.raises(WrongState):
        opened(north)


def test_closing_a_cycle_calls_off_a_round_that_an_older_lock_left_open(north: Cast) -> None:
    locked_plan(north)
    round: Round = RoundFactory(cycle=north.cycle, opened_by=north.ines, bets=north.ids("ABCD"))
    PrivateOrderFactory(round=round, leader=north.otto)
    cycles.close(cycle=north.cycle, by=north.stina, now=NOW)
    round.refresh_from_db()
    assert (round.called_off, round.closed_by) == (True, north.stina)
    assert newest(2) == [("bets.round.called_off", "Stina"), ("bets.cycle.moved", "Stina")]
