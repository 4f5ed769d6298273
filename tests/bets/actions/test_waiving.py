"""A leader's sentence for what is missing: it counts while the figures are those that the leader saw."""

import pytest
from django.core.exceptions import PermissionDenied

from bets.actions.waiving import NotMissing, take_back, waive
from bets.missing import Missing
from bets.models import Capacity, Cycle, Waiver
from bets.readiness import all_missing, missing, waived
from journal.refusals import Invalid, WrongState
from org.models import Notice
from tests.bets.actions.acting import last
from tests.cast import Cast
from tests.factories import NOW, PrototypeFactory


def idle(cast: Cast) -> Missing:
    """Data gives 2.5, and 0.5 of it stands idle behind Charlie."""
    return next(item for item in all_missing(cast.cycle) if item.code == "idle")


def answer(cast: Cast, item: Missing, reason: str = "They move house.") -> Waiver:
    return waive(
        cycle=cast.cycle, code=item.code, bet=item.bet, team=item.team, fact=item.fact,
        by=cast.ines, now=NOW, reason=reason,
    )  # fmt: skip


def codes(cast: Cast) -> set[str]:
    return {item.code for item in missing(cast.cycle)}


def test_a_sentence_takes_the_place_of_what_is_missing(cast: Cast) -> None:
    answer(cast, idle(cast))
    assert codes(cast) == {"no_prototype"}
    (one,) = waived(cast.cycle)
    assert (one.missing.code, one.reason, one.by) == ("idle", "They move house.", "Ines")
    assert len(all_missing(cast.cycle)) == 3, "nothing is forgotten"
    assert last().kind == "bets.waiver.given"
    assert last().data["fact"] == "5/25"


def test_whose_it_is_hears_of_it(cast: Cast) -> None:
    answer(cast, idle(cast))
    notice = Notice.objects.get()
    assert notice.member == cast.vera
    assert "Data has 0.5 of 2.5 person-weeks idle behind #3 Charlie" in notice.sentence


def test_with_other_figures_it_counts_no_longer(cast: Cast) -> None:
    answer(cast, idle(cast))
    Capacity.objects.filter(pk=cast.capacity.pk).update(raw_tenths=26)
    assert "idle" in codes(cast)
    assert waived(cast.cycle) == []
    answer(cast, idle(cast), "Still so.")
    assert Waiver.objects.get().reason == "Still so."


def test_a_prototype_is_waived_bet_by_bet(cast: Cast) -> None:
    item = next(item for item in all_missing(cast.cycle) if item.bet == cast.a.pk)
    answer(cast, item)
    assert [item.bet for item in missing(cast.cycle) if item.code == "no_prototype"] == [cast.b.pk]


def test_what_the_leader_did_not_see_is_not_waived(cast: Cast) -> None:
    seen = idle(cast)
    Capacity.objects.filter(pk=cast.capacity.pk).update(raw_tenths=26)
    with pytest.raises(NotMissing):
        answer(cast, seen)
    PrototypeFactory(bet=cast.a)
    with pytest.raises(NotMissing):
        answer(cast, Missing("no_prototype", "", bet=cast.a.pk))


def test_a_rank_or_an_answer_is_waived_by_nobody(cast: Cast) -> None:
    for code in ("unranked", "unsized", "demand_proposed", "demand_disputed"):
        with pytest.raises(Invalid, match="has to be done"):
            answer(cast, Missing(code, "", bet=cast.a.pk))


def test_it_takes_a_sentence_and_a_leader(cast: Cast) -> None:
    with pytest.raises(Invalid):
        answer(cast, idle(cast), "  ")
    with pytest.raises(PermissionDenied):
        waive(cycle=cast.cycle, code="idle", team="data", fact="5/25", by=cast.stina, now=NOW, reason="So be it.")


def test_it_can_be_taken_back(cast: Cast) -> None:
    waiver = answer(cast, idle(cast))
    take_back(waiver=waiver, by=cast.otto, now=NOW)
    assert "idle" in codes(cast)
    assert last().kind == "bets.waiver.taken_back"
    number = last().number
    take_back(waiver=waiver, by=cast.otto, now=NOW)
    assert last().number == number


def test_after_the_lock_no_sentence_is_given_or_taken_back(cast: Cast) -> None:
    item, waiver = next(iter(all_missing(cast.cycle))), answer(cast, idle(cast))
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    with pytest.raises(WrongState):
        answer(cast, item)
    with pytest.raises(WrongState):
        take_back(waiver=waiver, by=cast.ines, now=NOW)
