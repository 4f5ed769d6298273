""" "#3 at 0.5?": the number changes once the owner has said what is dropped and the team's VP has agreed."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from bets.actions import demands, leaving
from bets.actions.demand_changes import Dropped
from bets.actions.shrinking import AskedAlready, Closed, agree_as_owner, agree_as_vp, ask_less, refuse, take_back
from bets.models import Bet, Cycle, Demand, Shrink
from bets.models.cycle import CycleQuerySet
from journal.models import Event
from journal.refusals import Invalid, WrongState
from org.models import Membership, Notice
from tests.cast import Cast, make_cast
from tests.factories import NOW


@pytest.fixture
def north(cast: Cast) -> Cast:
    """Vera owns every bet; Victor answers for Data, which has 2.5 weeks. Charlie waits: it needs 1.0, 0.5 is left."""
    return _with_victor(cast)


def _with_victor(cast: Cast) -> Cast:
    cast.data.vp = cast.victor
    cast.data.save()
    return cast


def demand_of(bet: Bet) -> Demand:
    return Demand.objects.select_related("bet__cycle", "team").get(bet=bet)


def asked(cast: Cast, tenths: int = 5, note: str = "") -> Shrink:
    return ask_less(demand=demand_of(cast.c), tenths=tenths, by=cast.ines, now=NOW, note=note)


def give_up(cast: Cast, shrink: Shrink) -> Shrink:
    return agree_as_owner(shrink=shrink, dropped="The old phones.", by=cast.vera, now=NOW)


def agree(cast: Cast, shrink: Shrink) -> Shrink:
    return agree_as_vp(shrink=shrink, by=cast.victor, now=NOW)


def told(member: Membership) -> list[str]:
    return list(Notice.objects.filter(member=member).order_by("pk").values_list("sentence", flat=True))


@pytest.mark.parametrize("answers", [(give_up, agree), (agree, give_up)])
def test_when_both_have_agreed_the_demand_is_the_smaller_number(
    north: Cast, answers: tuple[Callable[[Cast, Shrink], Shrink], ...]
) -> None:
    shrink = asked(north)
    first, second = answers
    first(north, shrink)
    assert demand_of(north.c).tenths == 10, "one of the two has not answered"
    second(north, shrink)
    demand, shrink = demand_of(north.c), Shrink.objects.get()
    assert (demand.tenths, demand.state, demand.reason) == (5, "confirmed", "The old phones.")
    assert (shrink.state, shrink.dropped) == ("accepted", "The old phones.")


def test_the_one_event_says_which_bets_come_in_and_which_go(north: Cast) -> None:
    shrink = asked(north)
    give_up(north, shrink)
    agree(north, shrink)
    event = Event.objects.get(kind="bets.demand.changed")
    assert event.data == {
        "team": "data", "state": "confirmed", "before": 10, "tenths": 5,
        "enters": [north.c.pk], "leaves": [], "reason": "shrunk: The old phones.",
    }  # fmt: skip
    kinds = list(Event.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == ["bets.shrink.asked", "bets.shrink.agreed", "bets.demand.changed"]


def test_who_is_owner_and_vp_at_once_answers_twice(cast: Cast) -> None:
    shrink = asked(cast)
    give_up(cast, shrink)
    assert Shrink.objects.get().state == "open"
    agree_as_vp(shrink=shrink, by=cast.vera, now=NOW)
    assert demand_of(cast.c).tenths == 5


def test_the_owner_says_what_is_dropped(north: Cast) -> None:
    shrink = asked(north)
    with pytest.raises(Invalid) as refused:
        agree_as_owner(shrink=shrink, dropped="  ", by=north.vera, now=NOW)
    assert refused.value.extra["errors"] == {"dropped": "Say what the bet does without."}


def test_a_second_yes_changes_nothing(north: Cast) -> None:
    shrink = asked(north)
    give_up(north, shrink)
    events = Event.objects.count()
    agree_as_owner(shrink=shrink, dropped="Something else.", by=north.vera, now=NOW)
    assert (Shrink.objects.get().dropped, Event.objects.count()) == ("The old phones.", events)


@pytest.mark.parametrize("tenths", [10, 11, 0, -1])
def test_a_leader_asks_for_less_and_for_something(north: Cast, tenths: int) -> None:
    with pytest.raises(Invalid) as refused:
        asked(north, tenths)
    assert set(refused.value.extra["errors"]) == {"weeks"}


def test_one_question_at_a_time(north: Cast) -> None:
    asked(north)
    with pytest.raises(AskedAlready):
        asked(north, 7)


@pytest.mark.parametrize("name", ["vera", "victor"])
def test_either_of_the_two_may_refuse_and_says_why(north: Cast, name: str) -> None:
    shrink = asked(north)
    by = getattr(north, name)
    with pytest.raises(Invalid):
        refuse(shrink=shrink, reason=" ", by=by, now=NOW)
    refuse(shrink=shrink, reason="It is lean already.", by=by, now=NOW)
    shrink.refresh_from_db()
    assert (shrink.state, shrink.closed_by, shrink.closed_reason) == ("refused", by, "It is lean already.")
    with pytest.raises(Closed, match="has refused this: It is lean already"):
        give_up(north, shrink)


def test_nobody_answers_what_was_taken_back(north: Cast) -> None:
    shrink = asked(north)
    take_back(shrink=shrink, by=north.otto, now=NOW)
    with pytest.raises(Closed, match="Otto has taken the question back"):
        agree(north, shrink)


def test_an_answer_to_an_older_question_is_none_to_a_newer_one(north: Cast) -> None:
    older = asked(north)
    take_back(shrink=older, by=north.ines, now=NOW)
    asked(north, 7)
    with pytest.raises(Closed):
        agree(north, older)
    assert Shrink.objects.get(state="open").vp_at is None


def test_another_demand_meanwhile_ends_the_question(north: Cast) -> None:
    shrink = asked(north)
    demands.ask(bet=north.c, team=north.data, tenths=8, by=north.vera, now=NOW)
    with pytest.raises(Closed, match=r"asks for 0\.8 person-weeks by now") as refused:
        agree(north, shrink)
    assert refused.value.status == 409
    shrink.refresh_from_db()
    assert (shrink.state, shrink.closed_by) == ("withdrawn", north.vera)


def test_a_leaders_number_ends_the_question_and_a_confirmation_does_not(north: Cast) -> None:
    shrink = asked(north)
    demands.confirm(demand=demand_of(north.c), tenths=10, by=north.victor, now=NOW)
    assert Shrink.objects.get().state == "open"
    demands.settle(demand=demand_of(north.c), tenths=7, by=north.otto, now=NOW, reason="Enough.")
    with pytest.raises(Closed):
        agree(north, shrink)


def test_what_a_leader_had_set_is_kept_for_ever(north: Cast) -> None:
    demands.settle(demand=demand_of(north.c), tenths=8, by=north.otto, now=NOW, reason="Enough.")
    shrink = asked(north)
    give_up(north, shrink)
    agree(north, shrink)
    demand = demand_of(north.c)
    assert (demand.tenths, demand.state, demand.asked_tenths) == (5, "confirmed", 10)


def test_a_demand_that_is_gone_is_not_asked_to_be_less(north: Cast) -> None:
    seen = demand_of(north.c)
    shrink = asked(north)
    demands.drop(bet=north.c, team=north.data, by=north.vera, now=NOW)
    with pytest.raises(Dropped):
        ask_less(demand=seen, tenths=5, by=north.ines, now=NOW)
    with pytest.raises(Closed, match="Nothing is asked of the team any more"):
        give_up(north, shrink)


def test_a_withdrawn_bet_shrinks_no_more(north: Cast) -> None:
    shrink = asked(north)
    leaving.withdraw(bet=north.c, reason="The market is gone.", by=north.vera, now=NOW)
    for act in (
        lambda: agree(north, shrink),
        lambda: ask_less(demand=demand_of(north.c), tenths=5, by=north.ines, now=NOW),
    ):
        with pytest.raises(Closed, match="Charlie is withdrawn"):
            act()


def test_after_the_lock_nobody_answers(north: Cast) -> None:
    shrink = asked(north)
    Cycle.objects.filter(pk=north.cycle.pk).update(state="locked")
    with pytest.raises(WrongState):
        agree(north, shrink)


def test_neither_answers_for_the_other(north: Cast) -> None:
    shrink = asked(north)
    with pytest.raises(PermissionDenied):
        agree_as_vp(shrink=shrink, by=north.vera, now=NOW)
    with pytest.raises(PermissionDenied):
        agree_as_owner(shrink=shrink, dropped="All.", by=north.victor, now=NOW)


def test_each_is_told_what_the_others_did_and_nobody_what_they_did_themselves(north: Cast) -> None:
    shrink = asked(north)
    give_up(north, shrink)
    agree(north, shrink)
    question = "Ines asks whether Charlie can do with 0.5 person-weeks instead of 1.0 of Data."
    outcome = "Charlie does with 0.5 person-weeks instead of 1.0 of Data. It drops: The old phones."
    agreed = "Vera agrees that Charlie can do with 0.5 person-weeks instead of 1.0 of Data."
    assert told(north.victor) == [question, agreed]
    assert told(north.vera) == [question, outcome]
    assert told(north.ines) == [agreed, outcome]
    assert Notice.objects.filter(path=f"/bets/{north.c.pk}/#demand-data").count() == Notice.objects.count()


# --- two answers at the same moment


def both_answer(cast: Cast, shrink: Shrink) -> tuple[str, int]:
    """Owner and VP answer at once, on connections of their own. The state of the question, and changes of demands."""
    start = threading.Barrier(2)

    def run(answer: Callable[[Cast, Shrink], Shrink]) -> None:
        try:
            start.wait()
            answer(cast, shrink)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(run, answer) for answer in (give_up, agree)]:
            done.result()
    changes = Event.objects.filter(topic=cast.cycle.topic, kind="bets.demand.changed").count()
    return Shrink.objects.get(pk=shrink.pk).state, changes


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_the_second_takes_effect() -> None:
    cast = _with_victor(make_cast())
    assert both_answer(cast, asked(cast)) == ("accepted", 1)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_each_takes_the_other_for_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control. Both have read before either writes: they wait for each other at the last check."""

    def only_read(cycles: CycleQuerySet, pk: int) -> Cycle:
        return cycles.select_related("board").get(pk=pk)

    cast = _with_victor(make_cast())
    shrink = asked(cast)
    both_have_read = threading.Barrier(2)
    monkeypatch.setattr(CycleQuerySet, "locked", only_read)
    monkeypatch.setattr("bets.actions.shrinking._check_open_bet", lambda demand: both_have_read.wait(timeout=5))
    assert both_answer(cast, shrink) == ("open", 0)
