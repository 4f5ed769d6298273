"""What teams can give, over REST: set by whose word is enough, proposed by a team's VP."""

from typing import Any

import pytest

from bets.models import Capacity, CapacityProposal, CarryOver, Cycle
from tests.api.tokens import Machine, integration, machine_of
from tests.cast import Cast
from tests.factories import CarryOverFactory, TeamFactory


@pytest.fixture
def ines(cast: Cast) -> Machine:
    return machine_of(cast.ines)


def capacity(cast: Cast) -> str:
    return f"cycles/{cast.cycle.pk}/capacity/"


def test_it_is_read_team_by_team(cast: Cast, ines: Machine) -> None:
    answer = ines.get(capacity(cast))
    assert answer.json() == {
        "teams": [{"team": "data", "person_weeks": "2.5", "reserve_percent": "0.0", "carry_over": "0.0", "net": "2.5"}]
    }
    assert ines.get(capacity(cast), If_None_Match=answer["ETag"]).status_code == 304
    assert Machine(integration(cast.board).text).get(capacity(cast)).status_code == 403


def test_a_leader_sets_several_at_once_and_is_told_what_moves(cast: Cast, ines: Machine) -> None:
    TeamFactory(board=cast.board, slug="tools")
    wish = [
        {"team": "data", "person_weeks": "5.0", "reserve_percent": "20.0", "carry_over": "0.5"},
        {"team": "tools", "person_weeks": "27.2"},
    ]
    body = ines.put(capacity(cast), {"teams": wish, "reason": "Two more people."}).json()
    assert [(team["team"], team["net"]) for team in body["teams"]] == [("data", "3.5"), ("tools", "27.2")]
    assert (body["enters"], body["leaves"], body["proposed"]) == (cast.ids("C"), [], [])
    assert ines.put(capacity(cast), {"teams": wish}).json()["enters"] == []


def test_a_vp_proposes_for_their_own_team_and_no_other(cast: Cast) -> None:
    TeamFactory(board=cast.board, slug="tools", vp=cast.victor)
    vera = machine_of(cast.vera)
    both = [{"team": "data", "person_weeks": "9.0"}, {"team": "tools", "person_weeks": "9.0"}]
    assert vera.put(capacity(cast), {"teams": both}).status_code == 403
    assert not CapacityProposal.objects.exists(), "all or nothing"
    body = vera.put(capacity(cast), {"teams": both[:1], "reason": "Hired."}).json()
    assert (body["proposed"], body["enters"], body["teams"][0]["person_weeks"]) == (["data"], None, "2.5")
    assert CapacityProposal.objects.get().proposed_by == cast.vera


def test_an_admin_sets_it_and_learns_nothing_of_the_order(cast: Cast) -> None:
    body = machine_of(cast.ada).put(capacity(cast), {"teams": [{"team": "data", "person_weeks": "0.0"}]}).json()
    assert (body["teams"][0]["net"], body["enters"], body["leaves"]) == ("0.0", None, None)


def test_what_is_carried_over_stays_itemised_while_its_sum_stays(cast: Cast, ines: Machine) -> None:
    Capacity.objects.filter(pk=cast.capacity.pk).update(carry_over_tenths=5)
    CarryOverFactory(capacity=cast.capacity, what="The old pump", tenths=5)
    ines.put(capacity(cast), {"teams": [{"team": "data", "person_weeks": "4.0", "carry_over": "0.5"}]})
    assert CarryOver.objects.get().what == "The old pump"
    ines.put(capacity(cast), {"teams": [{"team": "data", "person_weeks": "4.0", "carry_over": "1.0"}]})
    assert CarryOver.objects.get().what == "Carried over"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/teams"),
        ({"teams": [{"team": "nobody", "person_weeks": "1.0"}]}, "/teams/0/team"),
        ({"teams": [{"team": "data"}]}, "/teams/0/person_weeks"),
        ({"teams": [{"team": "data", "person_weeks": 5}]}, "/teams/0/person_weeks"),
        ({"teams": [{"team": "data", "person_weeks": "1.0", "reserve_percent": "101"}]}, "/teams/0/reserve_percent"),
        ({"teams": [{"team": "data", "person_weeks": "1.0", "net": "1.0"}]}, "/teams/0/net"),
        ({"teams": [{"team": "data", "person_weeks": "1.0"}] * 2}, "/teams"),
    ],
)
def test_what_cannot_be_given_is_named(cast: Cast, ines: Machine, body: dict[str, Any], pointer: str) -> None:
    answer = ines.put(capacity(cast), body)
    assert (answer.status_code, [fault["pointer"] for fault in answer.json()["errors"]]) == (422, [pointer])


def test_once_locked_it_stays(cast: Cast, ines: Machine) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    answer = ines.put(capacity(cast), {"teams": [{"team": "data", "person_weeks": "9.0"}]})
    assert answer.json()["code"] == "wrong_state"
