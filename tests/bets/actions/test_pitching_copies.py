"""An earlier bet is pitched again: texts and demands are copied, answers and ranks are not."""

import pytest
from django.http import Http404

from bets.actions import pitching
from bets.models import Bet, Cycle, Demand
from tests.bets.actions.acting import last
from tests.cast import Cast
from tests.factories import NOW, BetFactory, CycleFactory, DemandFactory, DraftFactory, PitchFactory


@pytest.fixture
def coming(cast: Cast) -> Cycle:
    cycle: Cycle = CycleFactory(board=cast.board, starts_on="2027-07-01", ends_on="2027-12-31", state="pitching")
    return cycle


def publish(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="closed")
    cast.cycle.refresh_from_db()


def test_texts_and_demands_are_copied_and_the_teams_asked_anew(cast: Cast, coming: Cycle) -> None:
    PitchFactory(bet=cast.a)
    bet = pitching.copy(cycle=coming, source=cast.a, by=cast.vera, now=NOW)
    assert (bet.cycle, bet.owner, bet.status, bet.title) == (coming, cast.vera, "draft", "Alpha")
    assert (bet.copied_from, bet.pitch.problem) == (cast.a, "Half of all calls are about pairing.")
    demand = Demand.objects.get(bet=bet)
    assert (demand.team, demand.tenths, demand.state, demand.decided_by) == (cast.data, 10, "proposed", None)
    assert not hasattr(bet, "rank")
    assert (last().kind, last().data) == ("bets.bet.drafted", {"copied_from": cast.a.pk})


def test_what_a_leader_had_set_is_copied_as_a_number_like_any_other(cast: Cast, coming: Cycle) -> None:
    Demand.objects.filter(bet=cast.a).update(state="settled", asked_tenths=20, reason="Enough.", decided_by=cast.ines)
    demand = Demand.objects.get(bet=pitching.copy(cycle=coming, source=cast.a, by=cast.vera, now=NOW))
    assert (demand.tenths, demand.state, demand.asked_tenths, demand.reason) == (10, "proposed", None, "")


def test_it_may_get_another_title(cast: Cast, coming: Cycle) -> None:
    assert pitching.copy(cycle=coming, source=cast.a, by=cast.vera, now=NOW, title=" Alpha II ").title == "Alpha II"


def test_anybodys_bet_of_a_published_plan_may_be_copied(cast: Cast, coming: Cycle) -> None:
    with pytest.raises(Http404):
        pitching.copy(cycle=coming, source=cast.a, by=cast.victor, now=NOW)
    publish(cast)
    assert pitching.copy(cycle=coming, source=cast.a, by=cast.victor, now=NOW).owner == cast.victor


def test_what_is_confidential_is_not_copied_by_those_who_may_not_read_it(cast: Cast, coming: Cycle) -> None:
    publish(cast)
    Bet.objects.filter(pk=cast.a.pk).update(confidential_until="2027-01-01")
    with pytest.raises(Http404):
        pitching.copy(cycle=coming, source=cast.a, by=cast.victor, now=NOW)
    assert pitching.copy(cycle=coming, source=cast.a, by=cast.vera, now=NOW)


def test_neither_drafts_of_others_nor_bets_of_this_or_a_later_cycle_or_of_elsewhere(cast: Cast, coming: Cycle) -> None:
    later = CycleFactory(board=cast.board, starts_on="2028-01-01", ends_on="2028-06-30", state="closed")
    elsewhere = CycleFactory(board=cast.olga.board, starts_on="2026-01-01", ends_on="2026-06-30", state="closed")
    publish(cast)
    for bet in (
        DraftFactory(cycle=cast.cycle, owner=cast.vera),
        BetFactory(cycle=coming),
        BetFactory(cycle=later),
        BetFactory(cycle=elsewhere),
    ):
        with pytest.raises(Http404):
            pitching.copy(cycle=coming, source=bet, by=cast.victor, now=NOW)


def test_a_draft_that_was_pitched_again_is_not_thrown_away(cast: Cast, coming: Cycle) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    DemandFactory(bet=draft, team=cast.data)
    pitching.copy(cycle=coming, source=draft, by=cast.vera, now=NOW)
    with pytest.raises(pitching.drafting.NotRemovable):
        pitching.remove(bet=draft, by=cast.vera, now=NOW)
