"""What a bet asks of a team: nobody agrees to a number that they did not see, and a leader's stands."""

from collections.abc import Callable

import pytest

from bets.actions.demands import Changed, Dropped, Settled, ask, confirm, dispute, drop, settle
from bets.models import Cycle, Demand
from journal.models import Event
from journal.refusals import Invalid, Refusal
from org.models import Membership, Notice
from tests.cast import Cast
from tests.factories import NOW, CoWriterFactory, DraftFactory


def of_a(cast: Cast) -> Demand:
    return Demand.objects.get(bet=cast.a)


def set_by_leader(cast: Cast, *amounts: int) -> Demand:
    for tenths in amounts:
        settle(demand=of_a(cast), tenths=tenths, by=cast.ines, now=NOW, reason="Enough.")
    return of_a(cast)


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value


def test_what_was_asked_first_is_kept_however_often_a_leader_settles(cast: Cast) -> None:
    demand = set_by_leader(cast, 8, 6)
    assert (demand.asked_tenths, demand.tenths, demand.state) == (10, 6, "settled")


def test_after_a_leader_neither_owner_nor_vp_changes_the_number(cast: Cast) -> None:
    demand = set_by_leader(cast, 8)
    for act in (
        lambda: ask(bet=cast.a, team=cast.data, tenths=9, by=cast.vera, now=NOW),
        lambda: drop(bet=cast.a, team=cast.data, by=cast.vera, now=NOW),
        lambda: confirm(demand=demand, tenths=8, by=cast.vera, now=NOW),
        lambda: dispute(demand=demand, tenths=8, offered_tenths=5, by=cast.vera, now=NOW, reason="Less."),
    ):
        refusal = refused(act)
        assert isinstance(refusal, Settled)
        assert (refusal.status, refusal.code) == (409, "settled")
    assert (of_a(cast).tenths, of_a(cast).state, Event.objects.count()) == (8, "settled", 1)


def test_nobody_answers_a_number_that_they_did_not_see(cast: Cast) -> None:
    seen = of_a(cast)
    ask(bet=cast.a, team=cast.data, tenths=20, by=cast.vera, now=NOW)
    for act in (
        lambda: confirm(demand=seen, tenths=10, by=cast.vera, now=NOW),
        lambda: dispute(demand=seen, tenths=10, offered_tenths=5, by=cast.vera, now=NOW, reason="Less."),
    ):
        refusal = refused(act)
        assert isinstance(refusal, Changed)
        assert (refusal.status, refusal.code, refusal.extra) == (409, "changed", {"tenths": 20})
    confirm(demand=seen, tenths=20, by=cast.vera, now=NOW)
    assert of_a(cast).state == "confirmed"


def test_what_is_asked_no_more_is_neither_answered_nor_settled(cast: Cast) -> None:
    seen = of_a(cast)
    drop(bet=cast.a, team=cast.data, by=cast.vera, now=NOW)
    for act in (
        lambda: confirm(demand=seen, tenths=10, by=cast.vera, now=NOW),
        lambda: settle(demand=seen, tenths=8, by=cast.ines, now=NOW, reason="Enough."),
    ):
        assert isinstance(refused(act), Dropped)


@pytest.mark.parametrize("offered", [-1, 100_001])
def test_an_offer_is_within_reason(cast: Cast, offered: int) -> None:
    with pytest.raises(Invalid, match="person-weeks"):
        dispute(demand=of_a(cast), tenths=10, offered_tenths=offered, by=cast.vera, now=NOW, reason="Less.")


def test_a_team_may_offer_nothing(cast: Cast) -> None:
    dispute(demand=of_a(cast), tenths=10, offered_tenths=0, by=cast.vera, now=NOW, reason="All are away.")
    assert (of_a(cast).state, of_a(cast).offered_tenths) == ("disputed", 0)


# --- who is told, and what it moves


def told(member: Membership) -> list[str]:
    return list(Notice.objects.filter(member=member).order_by("pk").values_list("sentence", flat=True))


def test_the_vp_is_told_what_is_asked_and_who_acts_for_them_too(cast: Cast) -> None:
    head(cast, cast.victor)
    today = cast.board.today(NOW)
    Membership.objects.filter(pk=cast.willy.pk).update(acting_for=cast.victor, acting_from=today, acting_until=today)
    ask(bet=cast.a, team=cast.data, tenths=20, by=cast.vera, now=NOW)
    drop(bet=cast.a, team=cast.data, by=cast.vera, now=NOW)
    sentences = [
        "Alpha asks Data for 2.0 person-weeks instead of 1.0.",
        "Alpha asks nothing of Data any more; it was 2.0.",
    ]
    assert told(cast.victor) == told(cast.willy) == sentences
    assert told(cast.vera) == []


def test_nobody_is_told_of_a_draft(cast: Cast) -> None:
    head(cast, cast.victor)
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    ask(bet=draft, team=cast.data, tenths=20, by=cast.vera, now=NOW)
    assert not Notice.objects.exists()


def test_owner_and_co_writers_are_told_the_answer_and_leaders_of_a_dispute(cast: Cast) -> None:
    head(cast, cast.victor)
    CoWriterFactory(bet=cast.a, member=cast.stina)
    confirm(demand=of_a(cast), tenths=10, by=cast.victor, now=NOW)
    assert told(cast.vera) == told(cast.stina) == ["Data confirms 1.0 person-weeks for Alpha."]
    assert told(cast.ines) == []
    dispute(demand=of_a(cast), tenths=10, offered_tenths=5, by=cast.victor, now=NOW, reason="All are away.")
    disputed = "Data disputes 1.0 person-weeks for Alpha and says 0.5: All are away."
    assert told(cast.vera)[1:] == told(cast.ines) == told(cast.otto) == [disputed]
    settle(demand=of_a(cast), tenths=8, by=cast.ines, now=NOW, reason="Enough.")
    settled = "Ines set what Alpha gets of Data to 0.8 person-weeks: Enough."
    assert told(cast.vera)[2:] == told(cast.victor) == [settled]


def test_in_ranking_the_event_says_which_bets_another_number_moves(cast: Cast) -> None:
    settle(demand=of_a(cast), tenths=20, by=cast.ines, now=NOW, reason="They know better.")
    assert Event.objects.get().data["leaves"] == [cast.b.pk]
    settle(demand=of_a(cast), tenths=5, by=cast.ines, now=NOW, reason="They did not.")
    event = Event.objects.order_by("number").reverse()[0]
    assert event.data["enters"] == [cast.b.pk, cast.c.pk]


def test_before_ranking_nothing_moves(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching")
    ask(bet=cast.a, team=cast.data, tenths=20, by=cast.vera, now=NOW)
    assert not {"enters", "leaves"} & set(Event.objects.get().data)


def head(cast: Cast, vp: Membership) -> None:
    cast.data.vp = vp
    cast.data.save()
