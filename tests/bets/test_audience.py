"""Who may read a bet's text: the list says of each what the bet itself says of one."""

import pytest

from bets.access import may
from bets.audience import audience
from bets.models import Bet, Cycle
from tests.bets.the_board import statements
from tests.cast import Cast, make_member
from tests.factories import NOW, CoWriterFactory, DraftFactory, ReaderFactory


@pytest.mark.parametrize("state", ["pitching", "ranking", "locked"])
@pytest.mark.parametrize("kind", ["open", "confidential", "draft"])
def test_it_agrees_with_the_bet_about_everybody(cast: Cast, kind: str, state: str) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state=state)
    make = DraftFactory(cycle=cast.cycle, owner=cast.vera) if kind == "draft" else cast.a
    until = "2027-06-01" if kind == "confidential" else None
    Bet.objects.filter(pk=make.pk).update(confidential_until=until)
    CoWriterFactory(bet=make, member=make_member(cast.board, "Carl", ["vp"]))
    ReaderFactory(bet=make, member=make_member(cast.board, "Rita", ["vp"]))
    ReaderFactory(bet=make, member=make_member(cast.board, "Walt"))
    bet = Bet.objects.select_related("cycle__board").get(pk=make.pk)
    found = audience(bet, NOW)
    assert len(found) == 10
    for each in found:
        reads = may(each.member, bet.cycle, "bet.read_pitch") and bet.is_readable_by(each.member, NOW)
        assert (each.reads, each.writes) == (reads, bet.is_written_by(each.member)), each.member.name


def test_who_left_and_who_is_of_elsewhere_are_not_there(cast: Cast) -> None:
    assert not {cast.emil.pk, cast.olga.pk} & {each.member.pk for each in audience(cast.a, NOW)}


def test_it_takes_one_statement(cast: Cast) -> None:
    bet = Bet.objects.select_related("cycle__board").get(pk=cast.a.pk)
    with statements() as found:
        audience(bet, NOW)
    assert len(found) == 1, found
