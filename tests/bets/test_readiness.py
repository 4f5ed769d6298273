"""What keeps a cycle from being locked unless a leader says why."""

import pytest

from bets.actions.locking import NotReady, lock
from bets.models import Bet, Capacity, Cycle, Demand
from bets.readiness import missing, readiness
from tests.bets.the_board import statements
from tests.cast import Cast, make_ranked
from tests.factories import NOW, BetFactory, NeedFactory, PrototypeFactory, TeamFactory, WaiverFactory


def of(cast: Cast, code: str) -> list[tuple[int | None, str | None]]:
    return [(item.bet, item.team) for item in missing(Cycle.objects.get(pk=cast.cycle.pk)) if item.code == code]


def let_delta_jump(cast: Cast) -> None:
    """Data gives 2.5: Alpha and Bravo take 2.0, Charlie waits with 1.0, Delta fits into the rest."""
    Cycle.objects.filter(pk=cast.cycle.pk).update(policy="fill")
    Demand.objects.filter(bet=cast.d).update(tenths=5)
    for bet in (cast.a, cast.b, cast.d):
        PrototypeFactory(bet=bet)


def test_under_fill_a_queue_jump_needs_a_reason(cast: Cast) -> None:
    assert of(cast, "queue_jump") == []
    let_delta_jump(cast)
    assert of(cast, "queue_jump") == [(cast.d.pk, None)]
    with pytest.raises(NotReady):
        lock(cycle=cast.cycle, by=cast.ines, now=NOW)
    jump = next(item for item in missing(Cycle.objects.get(pk=cast.cycle.pk)) if item.code == "queue_jump")
    WaiverFactory(cycle=cast.cycle, code=jump.code, bet=cast.d, fact=jump.fact, by=cast.ines)
    lock(cycle=cast.cycle, by=cast.ines, now=NOW)


def test_each_thing_says_what_it_is_and_leads_to_where_it_is_mended(cast: Cast) -> None:
    tango = BetFactory(cycle=cast.cycle, owner=cast.vera, title="Tango")
    Demand.objects.filter(bet=cast.b).update(state="disputed")
    Demand.objects.filter(bet=cast.d).delete()
    cycle, a, b, d = cast.cycle.pk, cast.a.pk, cast.b.pk, cast.d.pk
    assert {item.sentence: item.url for item in missing(cast.cycle)} == {
        "Tango has no rank.": f"/cycles/{cycle}/#bet-{tango.pk}",
        "#4 Delta has no estimate.": f"/bets/{d}/#demands",
        "#1 Alpha has no prototype.": f"/bets/{a}/#prototypes",
        "#2 Bravo has no prototype.": f"/bets/{b}/#prototypes",
        "#2 Bravo asks for 1.0 of Data, which disputes it.": f"/bets/{b}/#demand-data",
        "Data has 0.5 of 2.5 person-weeks idle behind #3 Charlie.": f"/boards/north/teams/data/?cycle={cycle}",
    }


def test_a_line_at_a_bet_that_is_too_large_carries_both_figures(cast: Cast) -> None:
    Demand.objects.filter(bet=cast.a).update(tenths=30)
    (item,) = [item for item in missing(cast.cycle) if item.code == "line_at_too_large"]
    assert item.fact == "30/25"
    assert "stands at #1 Alpha, which asks for 3.0: the team has 2.5 in all." in item.sentence


def test_what_a_dependency_keeps_out_is_not_funded_and_so_not_missing(cast: Cast) -> None:
    """The allocation never funds a bet before what it needs, must-do or not."""
    NeedFactory(cycle=cast.cycle, bet=cast.a, prerequisite=cast.d)
    Bet.objects.filter(pk=cast.a.pk).update(must_do=True)
    assert of(cast, "prerequisite") == []
    assert (cast.a.pk, None) not in of(cast, "no_prototype")


def test_it_costs_as_many_statements_with_more_to_say(cast: Cast) -> None:
    with statements() as before:
        readiness(cast.cycle)
    for number in range(5):
        make_ranked(cast.cycle, cast.vera, f"Bet {number}", TeamFactory(board=cast.board))
        WaiverFactory(cycle=cast.cycle)
    with statements() as after:
        readiness(cast.cycle)
    assert len(before) == len(after) == 12


@pytest.mark.parametrize(("raw", "said"), [(67, []), (66, [(None, "data")])])
def test_must_do_bets_take_at_most_15_percent_of_a_team(
    cast: Cast, raw: int, said: list[tuple[int | None, str | None]]
) -> None:
    Bet.objects.filter(pk=cast.a.pk).update(must_do=True)
    Capacity.objects.filter(pk=cast.capacity.pk).update(raw_tenths=raw)
    assert of(cast, "must_do_share") == said
