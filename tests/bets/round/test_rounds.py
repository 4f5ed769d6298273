"""A round is opened, called off, revealed."""

from typing import Any

import pytest

from bets.actions import leaving, ready, rounds
from bets.actions.rounds import RoundIsOpen, RoundIsOver, TooFewOrders
from bets.models import Bet, Rank, Round
from bets.rounds import counted_orders, current_round
from journal.models import Event
from journal.refusals import Invalid
from org.models import Membership, Notice
from tests.bets.round.the_round import letters, opened, order_of, ready_as, revealed, sorted_as
from tests.cast import Cast, make_member
from tests.factories import NOW, BetFactory


def events(cast: Cast) -> list[tuple[str, str, dict[str, Any]]]:
    found = Event.objects.filter(topic=cast.cycle.topic).order_by("number")
    return [(event.kind, event.actor_name, event.data) for event in found]


# --- opening


def test_it_takes_todays_order_and_the_tray_behind_it(cast: Cast) -> None:
    tango = BetFactory(cycle=cast.cycle, owner=cast.vera, title="Tango")
    round = opened(cast)
    assert round.bets == [*cast.ids("ABCD"), tango.pk]
    assert (round.base_revision, round.is_open, round.is_revealed) == (0, True, False)
    assert events(cast) == [("bets.round.opened", "Ines", {"round": round.pk, "bets": 5})]


def test_every_other_leader_is_told_and_nobody_else(cast: Cast) -> None:
    opened(cast)
    (notice,) = Notice.objects.all()
    assert (notice.member, notice.path) == (cast.otto, f"/cycles/{cast.cycle.pk}/round/")
    assert notice.sentence == "Ines opened a ranking round of 2027H1: sort 4 bets."


def test_a_second_one_waits_for_the_first(cast: Cast) -> None:
    opened(cast)
    with pytest.raises(RoundIsOpen) as refused:
        opened(cast)
    assert (refused.value.status, refused.value.code) == (409, "round_open")
    assert Round.objects.count() == 1


def test_one_bet_is_nothing_to_put_in_order(cast: Cast) -> None:
    Bet.objects.filter(pk__in=cast.ids("BCD")).update(status="draft")
    Rank.objects.filter(position__gt=1).delete()
    with pytest.raises(Invalid, match="two bets at least"):
        opened(cast)


def test_the_leaders_may_say_beforehand_whose_order_is_the_proposal(cast: Cast) -> None:
    round = opened(cast, reference=cast.otto)
    assert round.reference == cast.otto
    assert events(cast)[0][2]["reference"] == "Otto"
    assert Notice.objects.get().sentence.endswith("The order of Otto will be the proposal.")


@pytest.mark.parametrize("name", ["vera", "olga", "emil"])
def test_only_a_leaders_order_can_be_that(cast: Cast, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        opened(cast, reference=getattr(cast, name))
    assert refused.value.extra["errors"] == {"reference": "Only a leader’s order can be the reference."}


# --- calling off


def test_called_off_nothing_comes_of_it(cast: Cast) -> None:
    round = opened(cast)
    ready_as(cast, round, cast.otto, "DCBA")
    rounds.call_off(round=round, by=cast.ines, now=NOW)
    round.refresh_from_db()
    assert (round.is_open, round.is_revealed, round.proposal) == (False, False, None)
    assert events(cast)[-1] == ("bets.round.called_off", "Ines", {"round": round.pk})
    assert counted_orders(cast.cycle) == []
    assert current_round(cast.cycle) is None


def test_what_is_over_is_neither_called_off_nor_closed_again(cast: Cast) -> None:
    round = revealed(cast)
    for act in (rounds.call_off, rounds.close):
        with pytest.raises(RoundIsOver) as refused:
            act(round=round, by=cast.ines, now=NOW)
        assert refused.value.status == 409


def test_after_it_another_can_be_opened(cast: Cast) -> None:
    revealed(cast)
    another = opened(cast)
    assert current_round(cast.cycle) == another


# --- revealing


def test_a_leader_closes_it_and_unready_orders_are_not_used(cast: Cast) -> None:
    lena = make_member(cast.board, "Lena", ["leader"])
    round = opened(cast)
    ready_as(cast, round, cast.ines, "BACD")
    sorted_as(cast, round, lena, "DCBA")
    ready_as(cast, round, cast.otto, "BACD")
    closed = rounds.close(round=round, by=cast.ines, now=NOW)
    assert letters(cast, closed.proposal) == "BACD"
    assert closed.distance == 0
    assert events(cast)[-1] == (
        "bets.round.revealed", "Ines", {"round": round.pk, "used": ["Ines", "Otto"], "unready": ["Lena"]},
    )  # fmt: skip
    assert counted_orders(cast.cycle) == [tuple(cast.ids("BACD"))] * 2


def test_who_leads_no_longer_is_not_counted(cast: Cast) -> None:
    """Their order stays theirs: it is neither used nor shown."""
    nina = make_member(cast.board, "Nina", ["leader"])
    round = opened(cast)
    sorted_as(cast, round, cast.otto, "BACD")
    ready_as(cast, round, cast.ines, "ABCD")
    ready_as(cast, round, nina, "DCBA")
    Membership.objects.filter(pk=nina.pk).update(roles=[])
    with pytest.raises(TooFewOrders, match="Only Ines is ready"):
        rounds.close(round=round, by=cast.ines, now=NOW)
    ready.say_ready(round=round, version=order_of(round, cast.otto).version, by=cast.otto, now=NOW)
    assert events(cast)[-1][2]["used"] == ["Ines", "Otto"]
    assert tuple(cast.ids("DCBA")) not in counted_orders(cast.cycle)


def test_the_leaders_are_told_of_it(cast: Cast) -> None:
    revealed(cast)
    told = Notice.objects.filter(kind="bets.round.revealed")
    assert [notice.member for notice in told] == [cast.ines]
    assert told[0].sentence == "The ranking round of 2027H1 is revealed: one order out of those of Ines and Otto."


def test_with_nobody_ready_it_is_not_closed(cast: Cast) -> None:
    round = opened(cast)
    sorted_as(cast, round, cast.otto, "DCBA")
    with pytest.raises(TooFewOrders, match="Nobody is ready yet"):
        rounds.close(round=round, by=cast.ines, now=NOW)


def test_one_persons_order_is_not_made_the_proposal_by_closing_early(cast: Cast) -> None:
    round = opened(cast)
    ready_as(cast, round, cast.otto, "DCBA")
    with pytest.raises(TooFewOrders, match="Only Otto is ready") as refused:
        rounds.close(round=round, by=cast.otto, now=NOW)
    assert refused.value.status == 409
    assert Round.objects.get().is_open


def test_unless_the_leaders_said_so_before(cast: Cast) -> None:
    round = opened(cast, reference=cast.otto)
    ready_as(cast, round, cast.otto, "DCBA")
    assert letters(cast, rounds.close(round=round, by=cast.ines, now=NOW).proposal) == "DCBA"


def test_the_reference_is_the_proposal_and_its_distance_is_counted(cast: Cast) -> None:
    round = revealed(cast, ines="DCBA", otto="ABCD", reference=cast.ines)
    assert (letters(cast, round.proposal), round.distance, round.bound) == ("DCBA", 6, None)


def test_a_reference_that_is_not_ready_is_not_used(cast: Cast) -> None:
    lena = make_member(cast.board, "Lena", ["leader"])
    round = opened(cast, reference=lena)
    sorted_as(cast, round, lena, "DCBA")
    for leader in (cast.ines, cast.otto):
        ready_as(cast, round, leader, "BACD")
    assert letters(cast, rounds.close(round=round, by=lena, now=NOW).proposal) == "BACD"


def test_a_bet_that_went_since_is_in_nobodys_order(cast: Cast) -> None:
    round = opened(cast)
    ready_as(cast, round, cast.ines, "DBAC")
    sorted_as(cast, round, cast.otto, "DBAC")
    leaving.decline(bet=cast.d, reason="Not this year.", by=cast.ines, now=NOW)
    ready_as(cast, round, cast.otto, "BAC")
    assert letters(cast, Round.objects.get().proposal) == "BAC"
    assert counted_orders(cast.cycle) == [tuple(cast.ids("BAC"))] * 2


def test_the_newest_round_counts(cast: Cast) -> None:
    revealed(cast, "BACD", "BACD")
    revealed(cast, "DCBA", "DCBA")
    assert counted_orders(cast.cycle) == [tuple(cast.ids("DCBA"))] * 2


def test_an_open_round_does_not_count_and_hides_none_before_it(cast: Cast) -> None:
    revealed(cast, "BACD", "BACD")
    ready_as(cast, opened(cast), cast.ines, "DCBA")
    assert counted_orders(cast.cycle) == [tuple(cast.ids("BACD"))] * 2


def test_a_board_with_one_leader_needs_one_order(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.otto.pk).update(roles=["vp"])
    round = opened(cast)
    closed = ready_as(cast, round, cast.ines, "BACD")
    assert (letters(cast, closed.proposal), closed.distance, closed.is_revealed) == ("BACD", 0, True)
