"""Turns, clock, focus and freeze of a session: what a leader or the steward does, each by one event."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bets.actions import leaving, orders, ranking, sessions, steering, turns
from bets.frozen import OrderIsFrozen
from bets.models import Bet, Cycle, Rank, RankingSession
from bets.ordering import ToRank
from bets.session.current import NoSession
from journal.models import Event
from journal.refusals import Invalid
from tests.bets.actions.acting import last
from tests.cast import Cast
from tests.factories import NOW, BetFactory, DraftFactory

LATER = NOW + timedelta(seconds=65)


@pytest.fixture
def room(north: Cast) -> Cast:
    """A, B, C and D are to be pitched, five minutes each, in a session that Stina has opened."""
    sessions.open_session(cycle=north.cycle, by=north.stina, now=NOW)
    return north


def now_of(cast: Cast) -> RankingSession:
    return RankingSession.objects.get(cycle=cast.cycle)


def steer(act: Callable[..., Any], cast: Cast, **given: Any) -> RankingSession:
    act(**({"cycle": cast.cycle, "by": cast.stina, "now": NOW} | given))
    return now_of(cast)


def said() -> tuple[str, dict[str, Any]]:
    event = last()
    return event.actor_name, {name: value for name, value in event.data.items() if name != "session"}


# --- turns


def test_bets_are_put_in_the_order_of_their_turns(room: Cast) -> None:
    assert steer(turns.shift, room, bet=room.d.pk, steps=-1).running == room.ids("ABDC")
    assert said() == ("Stina", {"what": "running"})
    assert steer(turns.leave_out, room, bet=room.a.pk).running == room.ids("BDC")
    late = BetFactory(cycle=room.cycle, owner=room.vera)
    assert steer(turns.include, room, bet=late.pk).running == [*room.ids("BDC"), late.pk]


def test_what_changes_nothing_writes_nothing(room: Cast) -> None:
    before = Event.objects.count()
    steer(turns.shift, room, bet=room.a.pk, steps=-1)
    steer(turns.include, room, bet=room.a.pk)
    steer(turns.set_minutes, room, minutes=5)
    steer(turns.turn_to, room, turn=None)
    steer(steering.stop_presenting, room)
    steer(steering.thaw, room)
    assert Event.objects.count() == before


def test_the_next_turn_begins_with_a_full_clock_that_stands(room: Cast) -> None:
    session = steer(turns.turn_to, room, turn=1)
    assert (session.pitched, session.left_seconds, session.ends_at) == (room.b.pk, 300, None)
    assert said() == ("Stina", {"what": "turn", "bet": room.b.pk})
    steer(steering.start_clock, room)
    session = steer(turns.turn_to, room, turn=2)
    assert (session.pitched, session.left_seconds, session.ends_at) == (room.c.pk, 300, None)
    session = steer(turns.turn_to, room, turn=None)
    assert (session.pitched, session.left_seconds, session.ends_at) == (None, None, None)


def test_next_pressed_by_two_at_once_is_one_turn(room: Cast) -> None:
    steer(turns.turn_to, room, turn=0)
    before = Event.objects.count()
    for by in (room.ines, room.stina):
        steer(turns.turn_to, room, turn=1, by=by)
    assert now_of(room).pitched == room.b.pk
    assert Event.objects.count() == before + 1


def test_the_minutes_of_the_turn_under_way_stay_as_they_were(room: Cast) -> None:
    steer(turns.turn_to, room, turn=0)
    assert steer(turns.set_minutes, room, minutes=8).left_seconds == 300
    assert steer(turns.turn_to, room, turn=1).left_seconds == 480


def test_left_out_in_its_own_turn_the_clock_is_that_of_the_next_one(room: Cast) -> None:
    steer(turns.turn_to, room, turn=0)
    steer(steering.start_clock, room)
    session = steer(turns.leave_out, room, bet=room.a.pk)
    assert (session.pitched, session.left_seconds, session.ends_at) == (room.b.pk, 300, None)


@pytest.mark.parametrize(
    ("act", "given"),
    [(turns.turn_to, {"turn": 9}), (turns.shift, {"bet": 2**40, "steps": 1}), (turns.leave_out, {"bet": 2**40}),
     (turns.include, {"bet": 2**40}), (turns.set_minutes, {"minutes": 0}), (turns.set_minutes, {"minutes": 121})],
)  # fmt: skip
def test_what_is_not_there_is_not_steered(room: Cast, act: Callable[..., Any], given: dict[str, Any]) -> None:
    before = Event.objects.count()
    with pytest.raises(Invalid):
        steer(act, room, **given)
    assert Event.objects.count() == before


def test_anothers_draft_is_neither_pitched_nor_shown(room: Cast) -> None:
    draft = DraftFactory(cycle=room.cycle, owner=room.vera)
    steer(steering.present, room)
    for act in (turns.include, steering.point_at):
        with pytest.raises(Invalid, match="not among the submitted bets"):
            steer(act, room, bet=draft.pk)


# --- the clock


def test_the_clock_runs_stands_and_gets_a_minute_more(room: Cast) -> None:
    steer(turns.turn_to, room, turn=0)
    session = steer(steering.start_clock, room)
    assert (session.ends_at, session.left_seconds) == (NOW + timedelta(minutes=5), None)
    assert said() == ("Stina", {"what": "clock", "bet": room.a.pk})
    session = steer(steering.add_minute, room)
    assert session.ends_at == NOW + timedelta(minutes=6)
    session = steer(steering.stop_clock, room, now=LATER)
    assert (session.ends_at, session.left_seconds) == (None, 295)


def test_without_a_turn_there_is_no_clock(room: Cast) -> None:
    for act in (steering.start_clock, steering.stop_clock, steering.add_minute):
        with pytest.raises(steering.NobodysTurn) as refused:
            steer(act, room)
        assert (refused.value.status, refused.value.code) == (409, "nobodys_turn")


# --- the focus


def test_only_who_presents_points(room: Cast) -> None:
    with pytest.raises(steering.NotPresenter, match="Nobody presents"):
        steer(steering.point_at, room, bet=room.b.pk)
    steer(steering.present, room)
    assert steer(steering.point_at, room, bet=room.b.pk).focus == room.b
    assert said() == ("Stina", {"what": "focus", "bet": room.b.pk})
    with pytest.raises(steering.NotPresenter, match=r"Stina presents\. Take the presenter's place first") as refused:
        steer(steering.point_at, room, bet=room.c.pk, by=room.ines)
    assert (refused.value.status, refused.value.code) == (409, "not_presenter")
    assert steer(steering.point_at, room, bet=None).focus is None


def test_another_takes_the_place_and_points_at_nothing_yet(room: Cast) -> None:
    steer(steering.present, room)
    steer(steering.point_at, room, bet=room.b.pk)
    session = steer(steering.present, room, by=room.ines)
    assert (session.presenter, session.focus) == (room.ines, None)
    assert steer(steering.stop_presenting, room).presenter == room.ines, "not Stina's to give up"
    assert steer(steering.stop_presenting, room, by=room.ines).presenter is None


def test_with_the_next_turn_what_was_pointed_at_is_past(room: Cast) -> None:
    steer(steering.present, room)
    steer(steering.point_at, room, bet=room.d.pk)
    assert steer(turns.turn_to, room, turn=0).focus is None


# --- the freeze


def change(cast: Cast) -> dict[str, Callable[[], Any]]:
    """Every act by which the order changes."""
    given = {"cycle": cast.cycle, "by": cast.ines, "now": NOW}
    bet = Bet.objects.select_related("cycle__board").get(pk=cast.b.pk)
    return {
        "move": lambda: ranking.move(bet=cast.d.pk, target=ToRank(1), **given),
        "place": lambda: ranking.move(bet=BetFactory(cycle=cast.cycle, owner=cast.vera).pk, target=ToRank(1), **given),
        "tray": lambda: leaving.to_tray(bet=cast.d.pk, **given),
        "adopt": lambda: orders.adopt(order=cast.ids("DCBA"), **given),
        "undo": lambda: orders.undo(revision=2, **given),
        "restore": lambda: orders.restore(revision=1, **given),
        "withdraw": lambda: leaving.withdraw(bet=bet, by=cast.vera, now=NOW, reason="It is over."),
        "decline": lambda: leaving.decline(bet=bet, by=cast.ines, now=NOW, reason="Not us."),
    }


ACTS = ("move", "place", "tray", "adopt", "undo", "restore", "withdraw", "decline")


@pytest.mark.parametrize("name", ACTS)
def test_no_act_changes_a_frozen_order_and_each_says_by_whom(room: Cast, name: str) -> None:
    ranking.move(cycle=room.cycle, bet=room.c.pk, target=ToRank(1), by=room.ines, now=NOW)
    steer(steering.freeze, room, reason="We vote.")
    events = Event.objects.count()
    with pytest.raises(OrderIsFrozen) as refused:
        change(room)[name]()
    assert (refused.value.status, refused.value.code) == (409, "frozen")
    assert refused.value.detail == (
        "Frozen by Stina, 13:00 (“We vote.”). Ask them, or whoever else runs the session, to thaw it; then try again."
    )
    assert (room.order, Event.objects.count()) == ("CABD", events)
    assert Bet.objects.get(pk=room.b.pk).status == "submitted"


@pytest.mark.parametrize("name", ACTS)
def test_thawed_by_another_it_changes_again(room: Cast, name: str) -> None:
    ranking.move(cycle=room.cycle, bet=room.c.pk, target=ToRank(1), by=room.ines, now=NOW)
    steer(steering.freeze, room)
    steer(steering.thaw, room, by=room.otto)
    assert said() == ("Otto", {})
    change(room)[name]()
    assert Rank.objects.order(room.cycle) != room.ids("CABD")


def test_it_is_frozen_once(room: Cast) -> None:
    steer(steering.freeze, room, reason="  ")
    steer(steering.freeze, room, by=room.ines, reason="Mine.")
    assert Event.objects.filter(kind="bets.ranking.frozen").count() == 1
    assert last().data == {}


@pytest.mark.parametrize("ranked", [True, False])
def test_who_may_not_see_the_order_learns_nothing_of_it_by_withdrawing(room: Cast, ranked: bool) -> None:
    """Not whether the bet has a rank, nor who froze the order, nor why."""
    Cycle.objects.filter(pk=room.cycle.pk).update(visibility=Cycle.Visibility.LEADERS_ONLY)
    steer(steering.freeze, room, reason="Cutting below 30.")
    bet = room.a if ranked else BetFactory(cycle=room.cycle, owner=room.vera)
    bet.cycle.board = room.board
    with pytest.raises(OrderIsFrozen) as refused:
        leaving.withdraw(bet=bet, by=room.vera, now=NOW, reason="It is over.")
    assert str(refused.value) == "This cannot be done at this moment. Try again in a while."
    assert Bet.objects.get(pk=bet.pk).status == "submitted"


def test_without_a_session_nothing_is_steered(cast: Cast) -> None:
    for act in (steering.present, steering.freeze, steering.start_clock):
        with pytest.raises(NoSession):
            act(cycle=cast.cycle, by=cast.stina, now=NOW)
