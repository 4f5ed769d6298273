"""What bets ask of teams, over REST: said by writers, answered by VPs, settled by leaders."""

from typing import Any

import pytest

from bets.models import Bet, Cycle, Demand
from tests.api.tokens import Machine, integration, machine_of
from tests.cast import Cast
from tests.factories import CoWriterFactory, DraftFactory, TeamFactory


@pytest.fixture
def vera(cast: Cast) -> Machine:
    return machine_of(cast.vera)


def demand(bet: Bet, team: str = "data", act: str = "") -> str:
    return f"bets/{bet.pk}/demands/{team}/{act}"


def test_its_writers_say_what_it_asks_and_whoever_asks_first_makes_it(cast: Cast, vera: Machine) -> None:
    TeamFactory(board=cast.board, slug="tools", name="Tools")
    CoWriterFactory(bet=cast.a, member=cast.victor)
    first = vera.put(demand(cast.a, "tools"), {"person_weeks": "12.5"})
    assert (first.status_code, first.json()) == (
        201,
        {
            "team": "tools",
            "person_weeks": "12.5",
            "state": "proposed",
            "offered": None,
            "asked_at_first": None,
            "decided_by": None,
            "reason": "",
        },
    )
    again = machine_of(cast.victor).put(demand(cast.a, "tools"), {"person_weeks": "8.0"})
    assert (again.status_code, again.json()["person_weeks"]) == (200, "8.0")
    assert vera.get(demand(cast.a, "tools")).json() == again.json()


def test_it_asks_nothing_any_more(cast: Cast, vera: Machine) -> None:
    TeamFactory(board=cast.board, slug="tools")
    vera.put(demand(cast.a, "tools"), {"person_weeks": "1.0"})
    assert vera.delete(demand(cast.a, "tools")).status_code == 204
    assert vera.delete(demand(cast.a, "tools")).status_code == 204
    assert vera.get(demand(cast.a, "tools")).status_code == 404


def test_what_is_submitted_keeps_a_demand(cast: Cast, vera: Machine) -> None:
    answer = vera.delete(demand(cast.a))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/demand")
    assert Demand.objects.filter(bet=cast.a).exists()


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/person_weeks"),
        ({"person_weeks": "0"}, "/person_weeks"),
        ({"person_weeks": "1.25"}, "/person_weeks"),
        ({"person_weeks": 5}, "/person_weeks"),
        ({"person_weeks": "10000.1"}, "/person_weeks"),
        ({"person_weeks": "5.0", "state": "confirmed"}, "/state"),
    ],
)
def test_an_amount_that_is_none_is_refused(cast: Cast, vera: Machine, body: dict[str, Any], pointer: str) -> None:
    answer = vera.put(demand(cast.a), body)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


def test_the_vp_of_the_team_confirms_the_number_that_they_saw(cast: Cast) -> None:
    tools = TeamFactory(board=cast.board, slug="tools", vp=cast.victor)
    victor, vera = machine_of(cast.victor), machine_of(cast.vera)
    vera.put(demand(cast.a, "tools"), {"person_weeks": "5.0"})
    stale = victor.put(demand(cast.a, "tools", "confirmation/"), {"person_weeks": "4.0"})
    assert (stale.status_code, stale.json()["code"]) == (409, "changed")
    answer = victor.put(demand(cast.a, "tools", "confirmation/"), {"person_weeks": "5.0"})
    assert (answer.status_code, answer.json()["state"]) == (200, "confirmed")
    assert answer.json()["decided_by"] == {"id": cast.victor.pk, "name": "Victor"}
    assert Demand.objects.get(bet=cast.a, team=tools).state == "confirmed"


def test_a_vp_disputes_and_a_leader_settles(cast: Cast, vera: Machine) -> None:
    disputed = vera.put(
        demand(cast.a, act="dispute/"), {"person_weeks": "1.0", "offered": "0.0", "reason": "Nobody is free."}
    ).json()
    assert (disputed["state"], disputed["offered"], disputed["reason"]) == ("disputed", "0.0", "Nobody is free.")
    settled = (
        machine_of(cast.ines)
        .put(demand(cast.a, act="settlement/"), {"person_weeks": "0.5", "reason": "Half of it does."})
        .json()
    )
    assert (settled["state"], settled["person_weeks"], settled["asked_at_first"]) == ("settled", "0.5", "1.0")
    refused = vera.put(demand(cast.a), {"person_weeks": "2.0"})
    assert (refused.status_code, refused.json()["code"]) == (409, "settled")


def test_nobody_answers_for_another_team(cast: Cast) -> None:
    for member in (cast.victor, cast.ines, cast.stina, cast.ada):
        answer = machine_of(member).put(demand(cast.a, act="confirmation/"), {"person_weeks": "1.0"})
        assert answer.status_code == 403
    assert Machine(integration(cast.board).text).put(
        demand(cast.a, act="confirmation/"), {"person_weeks": "1.0"}
    ).status_code == 403  # fmt: skip


def test_what_is_not_asked_cannot_be_answered(cast: Cast) -> None:
    TeamFactory(board=cast.board, slug="tools", vp=cast.victor)
    answer = machine_of(cast.victor).put(demand(cast.a, "tools", "confirmation/"), {"person_weeks": "1.0"})
    assert (answer.status_code, answer.json()["code"]) == (409, "dropped")
    assert machine_of(cast.victor).put(demand(cast.a, "nobody"), {"person_weeks": "1.0"}).status_code == 403
    assert machine_of(cast.vera).put(demand(cast.a, "nobody"), {"person_weeks": "1.0"}).status_code == 404


def test_a_settlement_says_why(cast: Cast) -> None:
    answer = machine_of(cast.ines).put(demand(cast.a, act="settlement/"), {"person_weeks": "1.0", "reason": " "})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/reason")


def test_what_a_draft_asks_is_its_writers_own(cast: Cast) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.victor)
    assert machine_of(cast.victor).put(demand(draft), {"person_weeks": "1.0"}).status_code == 201
    assert machine_of(cast.vera).put(demand(draft), {"person_weeks": "2.0"}).status_code == 404
    assert machine_of(cast.vera).put(demand(draft, act="confirmation/"), {"person_weeks": "1.0"}).status_code == 404


def test_once_locked_it_is_said(cast: Cast, vera: Machine) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    assert vera.put(demand(cast.a), {"person_weeks": "2.0"}).json()["code"] == "wrong_state"
