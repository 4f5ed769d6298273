"""What teams can give: set at once, proposed and answered, and what it moves in and out."""

from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from bets.actions.capacity import Carried, Movement, MovesOthers, Share, set_capacity
from bets.actions.proposals import Answered, NotLast, accept, put, put_back, refuse
from bets.models import Capacity, CapacityProposal, CarryOver, Cycle
from journal.models import Event
from journal.refusals import Invalid, WrongState
from org.models import Membership, Notice
from tests.bets.actions.acting import last
from tests.cast import Cast
from tests.factories import NOW, TeamFactory

MOVE = Carried("The end of the move", 5, "Half a week is left of it.")


def share(cast: Cast, raw: int = 30, **more: Any) -> Share:
    return Share(cast.data, raw, **more)


def say(cast: Cast, by: Membership, raw: int = 30, **more: Any) -> Any:
    return put(cycle=cast.cycle, share=share(cast, raw), by=by, now=NOW, **more)


def net(cast: Cast) -> int:
    return Capacity.objects.get(cycle=cast.cycle, team=cast.data).net_tenths


def told() -> list[tuple[str, str]]:
    return [(notice.member.name, notice.sentence) for notice in Notice.objects.select_related("member__person")]


def test_carry_over_is_written_item_by_item_and_summed(cast: Cast) -> None:
    wanted = share(cast, 40, reserve_permille=105, items=(MOVE, MOVE))
    set_capacity(cycle=cast.cycle, shares=[wanted], by=cast.ines, now=NOW)
    row = Capacity.objects.get(cycle=cast.cycle, team=cast.data)
    assert (row.carry_over_tenths, row.net_tenths) == (10, 25)
    assert list(CarryOver.objects.values_list("what", "tenths")) == [("The end of the move", 5)] * 2
    set_capacity(cycle=cast.cycle, shares=[share(cast, 40)], by=cast.ines, now=NOW)
    assert CarryOver.objects.count() == 0
    assert net(cast) == 40


def test_a_bare_sum_of_a_table_is_one_item_that_says_so(cast: Cast) -> None:
    set_capacity(cycle=cast.cycle, shares=[share(cast, 40, carry_over_tenths=7)], by=cast.ines, now=NOW)
    assert list(CarryOver.objects.values_list("tenths", "why_not_pitched")) == [(7, "Not itemised where it came from.")]
    assert net(cast) == 33


def test_the_event_says_what_enters_and_leaves_and_no_revision_is_made(cast: Cast) -> None:
    moved = set_capacity(cycle=cast.cycle, shares=[share(cast, 15)], by=cast.ines, now=NOW, reason="Two leave.")
    assert (moved.enters, moved.leaves) == ((), (cast.b.pk,))
    event = last()
    assert (event.kind, event.revision) == ("bets.capacity.changed", None)
    assert (event.data["before"], event.data["after"]) == ({"data": 25}, {"data": 15})
    assert (event.data["enters"], event.data["leaves"]) == ([], [cast.b.pk])
    assert event.data["was"]["data"]["raw_tenths"] == 25
    assert told() == [("Vera", "Ines set what Data gives in 2027H1: 1.5 net.")]


def test_what_is_so_already_is_no_event(cast: Cast) -> None:
    set_capacity(cycle=cast.cycle, shares=[share(cast, 25)], by=cast.ines, now=NOW)
    assert Event.objects.count() == 0
    assert told() == []


def test_items_alone_are_a_change(cast: Cast) -> None:
    set_capacity(cycle=cast.cycle, shares=[share(cast, 25, items=(MOVE,))], by=cast.ines, now=NOW)
    other = Carried("The end of the move", 5, "Its team is gone.")
    set_capacity(cycle=cast.cycle, shares=[share(cast, 25, items=(other,))], by=cast.ines, now=NOW)
    assert Event.objects.count() == 2


def test_a_change_that_moves_others_than_were_seen_is_not_made(cast: Cast) -> None:
    with pytest.raises(MovesOthers) as refused:
        say(cast, cast.ines, 15, seen=Movement())
    assert refused.value.extra == {"enters": [], "leaves": [cast.b.pk]}
    assert net(cast) == 25
    say(cast, cast.ines, 15, seen=Movement((), (cast.b.pk,)))
    assert net(cast) == 15


@pytest.mark.parametrize("name", ["ines", "stina", "ada"])
def test_a_leader_the_steward_and_an_admin_set_it_at_once(cast: Cast, name: str) -> None:
    done = say(cast, getattr(cast, name))
    assert done.proposal is None
    assert net(cast) == 30


def test_the_teams_vp_proposes_and_the_leaders_are_told(cast: Cast) -> None:
    done = say(cast, cast.vera, reason="Nora comes back.")
    assert net(cast) == 25, "nothing counts until a leader says so"
    assert (done.proposal.raw_tenths, done.proposal.proposed_by) == (30, cast.vera)
    sentence = "Vera proposes 3.0 net for Data in 2027H1: accept it?"
    assert told() == [("Ines", sentence), ("Otto", sentence)]
    assert last().kind == "bets.capacity.proposed"


def test_another_teams_vp_says_nothing(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        say(cast, cast.victor)


@time_machine.travel(NOW)
def test_who_stands_in_for_the_vp_proposes(cast: Cast) -> None:
    acting = {"acting_for": cast.vera, "acting_from": NOW.date(), "acting_until": NOW.date()}
    Membership.objects.filter(pk=cast.willy.pk).update(**acting)
    willy = Membership.objects.select_related("board", "person").get(pk=cast.willy.pk)
    assert say(cast, willy).proposal.proposed_by == willy


def test_a_new_proposal_takes_the_place_of_the_open_one(cast: Cast) -> None:
    first, second = say(cast, cast.vera).proposal, say(cast, cast.vera, 35).proposal
    assert list(CapacityProposal.objects.all()) == [second]
    with pytest.raises(Answered, match="replaced by another"):
        accept(proposal=first, by=cast.ines, now=NOW)


def test_nobody_proposes_what_stands_already(cast: Cast) -> None:
    with pytest.raises(Invalid, match="what Data gives already"):
        say(cast, cast.vera, 25)


def test_an_accepted_proposal_counts_and_its_vp_is_told(cast: Cast) -> None:
    proposal = say(cast, cast.vera, 35, reason="Nora comes back.").proposal
    Notice.objects.all().delete()
    moved = accept(proposal=proposal, by=cast.ines, now=NOW, seen=Movement((cast.c.pk,), ()))
    assert moved.enters == (cast.c.pk,)
    assert net(cast) == 35
    assert (last().data["proposed_by"], last().data["reason"]) == ("Vera", "Nora comes back.")
    assert told() == [("Vera", "Ines accepts what Data gives in 2027H1: 3.5 net.")]
    with pytest.raises(Answered):
        accept(proposal=proposal, by=cast.otto, now=NOW)


def test_what_moves_others_than_the_leader_saw_is_not_accepted(cast: Cast) -> None:
    proposal = say(cast, cast.vera, 35).proposal
    with pytest.raises(MovesOthers):
        accept(proposal=proposal, by=cast.ines, now=NOW, seen=Movement())
    assert CapacityProposal.objects.get().decided_at is None


def test_a_declined_proposal_changes_nothing_and_says_why(cast: Cast) -> None:
    proposal = say(cast, cast.vera).proposal
    Notice.objects.all().delete()
    with pytest.raises(Invalid):
        refuse(proposal=proposal, by=cast.ines, now=NOW, reason=" ")
    refuse(proposal=proposal, by=cast.ines, now=NOW, reason="Nora stays away.")
    assert net(cast) == 25
    assert told() == [("Vera", "Ines leaves the capacity of Data in 2027H1 as it is: “Nora stays away.”")]
    assert CapacityProposal.objects.get().is_accepted is False


def test_it_is_put_back_as_it_was_with_its_items(cast: Cast) -> None:
    set_capacity(cycle=cast.cycle, shares=[share(cast, 40, items=(MOVE,))], by=cast.ines, now=NOW)
    done = say(cast, cast.ines, 20)
    put_back(cycle=cast.cycle, team=cast.data, event=done.event, by=cast.otto, now=NOW)
    assert net(cast) == 35
    assert CarryOver.objects.get().what == "The end of the move"


def test_only_the_newest_change_is_put_back(cast: Cast) -> None:
    first = say(cast, cast.ines, 20).event
    say(cast, cast.ines, 22)
    with pytest.raises(NotLast):
        put_back(cycle=cast.cycle, team=cast.data, event=first, by=cast.ines, now=NOW)
    assert net(cast) == 22


def test_the_first_capacity_of_a_team_is_not_put_back(cast: Cast) -> None:
    team = TeamFactory(board=cast.board, slug="voice", name="Voice")
    done = put(cycle=cast.cycle, share=Share(team, 30), by=cast.ines, now=NOW)
    with pytest.raises(NotLast, match="or was new"):
        put_back(cycle=cast.cycle, team=team, event=done.event, by=cast.ines, now=NOW)


@pytest.mark.parametrize(
    ("wrong", "at_fault"),
    [
        ({"raw_tenths": -1}, "raw_tenths"),
        ({"raw_tenths": 100_001}, "raw_tenths"),
        ({"reserve_permille": 1001}, "reserve_permille"),
        ({"items": (Carried(" ", 5, "Why"),)}, "items"),
        ({"items": (Carried("What", 5, ""),)}, "items"),
        ({"items": (Carried("What", 0, "Why"),)}, "items"),
        ({"items": (Carried("What\0", 5, "Why"),)}, "items"),
        ({"items": (Carried("What" * 51, 5, "Why"),)}, "items"),
        ({"items": (Carried("What", 60_000, "Why"),) * 2}, "items"),
        ({"items": (MOVE,) * 51}, "items"),
    ],
)
def test_what_no_team_can_give_is_refused_at_its_field(cast: Cast, wrong: dict[str, Any], at_fault: str) -> None:
    with pytest.raises(Invalid) as refused:
        put(cycle=cast.cycle, share=Share(cast.data, **{"raw_tenths": 30, **wrong}), by=cast.ines, now=NOW)
    assert list(refused.value.extra["errors"]) == [at_fault]


def test_a_team_of_another_board_has_no_share_here(cast: Cast) -> None:
    with pytest.raises(Invalid, match="another board"):
        put(cycle=cast.cycle, share=Share(TeamFactory(board=cast.olga.board), 30), by=cast.ines, now=NOW)


@pytest.mark.parametrize("state", ["locked", "closed"])
def test_after_the_lock_nobody_sets_proposes_or_accepts(cast: Cast, state: str) -> None:
    proposal = say(cast, cast.vera).proposal
    Cycle.objects.filter(pk=cast.cycle.pk).update(state=state)
    for by in (cast.ines, cast.vera):
        with pytest.raises(WrongState, match=f"is {state}"):
            say(cast, by, 40)
    with pytest.raises(WrongState):
        accept(proposal=proposal, by=cast.ines, now=NOW)
