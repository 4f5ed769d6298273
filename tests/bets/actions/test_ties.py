"""What a bet needs and what it is an alternative to: no ring, nothing of another cycle, never a change of the order."""

import pytest

from bets.actions.ties import Ring, tie
from bets.models import Bet, Exclusion, Need
from journal.models import Event
from journal.refusals import Invalid
from tests.cast import Cast
from tests.factories import NOW, BetFactory, DraftFactory


def needs(cast: Cast, bet: Bet, *others: Bet) -> None:
    tie(bet=bet, needs={other.pk for other in others}, excludes=set(), by=cast.ines, now=NOW)


def test_a_ring_is_refused_with_its_titles(cast: Cast) -> None:
    needs(cast, cast.a, cast.b)
    needs(cast, cast.b, cast.c)
    with pytest.raises(Ring) as refused:
        needs(cast, cast.c, cast.a)
    turns = [("Alpha", "Bravo", "Charlie"), ("Bravo", "Charlie", "Alpha"), ("Charlie", "Alpha", "Bravo")]
    told = [f"{one} would need {two}, which needs {three}, which needs {one}: a ring." for one, two, three in turns]
    assert refused.value.detail in told, "a ring may be told from any of its bets on"
    assert refused.value.extra["errors"] == {"needs": refused.value.detail}
    assert refused.value.extra["ring"][0] == refused.value.extra["ring"][-1]
    assert not Need.objects.filter(bet=cast.c).exists()


def test_the_draft_of_somebody_else_is_not_named(cast: Cast) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.victor, title="Secret")
    tie(bet=draft, needs={cast.a.pk}, excludes=set(), by=cast.victor, now=NOW)
    with pytest.raises(Ring, match="a draft") as refused:
        needs(cast, cast.a, draft)
    assert "Secret" not in refused.value.detail


def test_ties_are_replaced_and_never_move_anybody(cast: Cast) -> None:
    tie(bet=cast.a, needs={cast.d.pk}, excludes={cast.b.pk}, by=cast.vera, now=NOW)
    tie(bet=cast.a, needs={cast.c.pk}, excludes=set(), by=cast.vera, now=NOW)
    assert list(Need.objects.values_list("bet", "prerequisite")) == [(cast.a.pk, cast.c.pk)]
    assert not Exclusion.objects.exists()
    assert cast.order == "ABCD"


def test_the_same_ties_again_are_no_event(cast: Cast) -> None:
    needs(cast, cast.a, cast.b)
    needs(cast, cast.a, cast.b)
    assert Event.objects.count() == 1


def test_a_bet_is_tied_to_others_of_its_cycle(cast: Cast) -> None:
    for other in (cast.a, BetFactory(cycle__board=cast.board)):
        with pytest.raises(Invalid, match="other bets of the same cycle"):
            needs(cast, cast.a, other)
