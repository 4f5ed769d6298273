"""Cycles over REST: listed, made, changed, and led from one state to the next."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from bets.models import Cycle, Plan
from tests.api.tokens import Machine, integration, machine_of
from tests.cast import Cast
from tests.factories import CycleFactory
from tests.locked import locked_plan, make_ready

NEW: dict[str, Any] = {
    "name": "2027H2",
    "starts_on": "2027-07-01",
    "ends_on": "2027-12-31",
    "pitches_close_at": "2027-06-01T17:00:00+02:00",
}


@pytest.fixture
def ines(cast: Cast) -> Machine:
    return machine_of(cast.ines)


def cycle(cast: Cast, act: str = "") -> str:
    return f"cycles/{cast.cycle.pk}/{act}"


def test_a_cycle_says_where_it_stands(cast: Cast, ines: Machine) -> None:
    body = ines.get(cycle(cast)).json()
    assert (body["id"], body["board"], body["name"], body["state"]) == (cast.cycle.pk, "north", "2027H1", "ranking")
    assert (body["policy"], body["revision"], body["frozen"]) == ("team", 0, False)
    assert body["pitches_close_at"].endswith("Z")
    assert ines.get(cycle(cast), If_None_Match=ines.get(cycle(cast))["ETag"]).status_code == 304
    assert machine_of(cast.willy).get(cycle(cast)).json()["revision"] is None


def test_cycles_are_listed_newest_first(
    cast: Cast, ines: Machine, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        CycleFactory(board=cast.board, name=f"Other {number}")
    ines.get("boards/north/cycles/")
    with django_assert_num_queries(3):  # token, board, page
        body = ines.get("boards/north/cycles/?limit=4").json()
    names = [row["name"] for row in body["results"]]
    body = ines.get(body["next"].removeprefix("http://testserver")).json()
    names += [row["name"] for row in body["results"]]
    assert sorted(names) == ["2027H1", *(f"Other {number}" for number in range(5))]
    assert body["next"] is None


def test_a_leader_makes_one_and_the_same_key_makes_one(cast: Cast, ines: Machine) -> None:
    first = ines.post("boards/north/cycles/", NEW, Idempotency_Key="k1")
    again = ines.post("boards/north/cycles/", NEW, Idempotency_Key="k1")
    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    assert (first.json()["state"], first.json()["pitches_close_at"]) == ("pitching", "2027-06-01T15:00:00Z")
    assert Cycle.objects.filter(name="2027H2").count() == 1
    assert machine_of(cast.vera).post("boards/north/cycles/", NEW).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"name": "2027H1"}, "/name"),
        ({"name": " "}, "/name"),
        ({"ends_on": "2027-06-01"}, "/ends_on"),
        ({"ends_on": "9999-12-31"}, "/ends_on"),
        ({"starts_on": "July"}, "/starts_on"),
        ({"pitches_close_at": "2027-06-01T17:00:00"}, "/pitches_close_at"),
        ({"pitches_close_at": "0001-01-01T00:00:00+05:00"}, "/pitches_close_at"),
        ({"pitches_close_at": 1800000000}, "/pitches_close_at"),
        ({"visibility": "all"}, "/visibility"),
        ({"policy": "fill"}, "/policy"),
        ({"board": "south"}, "/board"),
    ],
)
def test_what_cannot_be_taken_is_named(cast: Cast, ines: Machine, wrong: dict[str, Any], pointer: str) -> None:
    answer = ines.post("boards/north/cycles/", NEW | wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert Cycle.objects.filter(board=cast.board).count() == 1


def test_dates_are_the_stewards_too_and_the_policy_a_leaders(cast: Cast, ines: Machine) -> None:
    stina = machine_of(cast.stina)
    assert stina.call("PATCH", cycle(cast), {"locks_on": "2027-01-15"}).json()["locks_on"] == "2027-01-15"
    assert stina.call("PATCH", cycle(cast), {"locks_on": None}).json()["locks_on"] is None
    assert stina.call("PATCH", cycle(cast), {"policy": "fill"}).status_code == 403
    assert ines.call("PATCH", cycle(cast), {"policy": "fill"}).json()["policy"] == "fill"
    assert ines.call("PATCH", cycle(cast), {"state": "locked"}).json()["errors"][0]["pointer"] == "/state"


# --- from one state to the next


def test_ranking_is_opened_and_asking_for_what_is_so_changes_nothing(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching")
    stina = machine_of(cast.stina)
    assert stina.put(cycle(cast, "state/"), {"state": "ranking"}).json()["state"] == "ranking"
    assert stina.put(cycle(cast, "state/"), {"state": "ranking"}).status_code == 200


def test_a_lock_that_is_not_ready_lists_what_is_missing(cast: Cast, ines: Machine) -> None:
    answer = ines.put(cycle(cast, "state/"), {"state": "locked"})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_ready")
    assert {item["code"] for item in answer.json()["missing"]} == {"no_prototype", "idle"}
    assert all(item["sentence"] for item in answer.json()["missing"])
    assert Cycle.objects.get(pk=cast.cycle.pk).state == "ranking"


def test_a_leader_locks_what_was_seen_and_closes_it(cast: Cast, ines: Machine) -> None:
    make_ready(cast)
    other = ines.put(cycle(cast, "state/"), {"state": "locked", "seen": "0" * 64})
    assert (other.status_code, other.json()["code"]) == (409, "other_plan")
    assert machine_of(cast.stina).put(cycle(cast, "state/"), {"state": "locked"}).status_code == 403
    assert ines.put(cycle(cast, "state/"), {"state": "locked"}).json()["state"] == "locked"
    assert ines.put(cycle(cast, "state/"), {"state": "ranking"}).json()["code"] == "wrong_state"
    assert ines.put(cycle(cast, "state/"), {"state": "closed"}).json()["state"] == "closed"


@pytest.mark.parametrize("body", [{}, {"state": "pitching"}, {"state": 3}, {"state": "locked", "seen": "x"}])
def test_a_state_that_is_none_is_refused(cast: Cast, ines: Machine, body: dict[str, Any]) -> None:
    assert ines.put(cycle(cast, "state/"), body).status_code == 422


def test_two_leaders_unlock(cast: Cast, ines: Machine) -> None:
    locked_plan(cast)
    assert ines.post(cycle(cast, "unlock/"), {"reason": ""}).json()["errors"][0]["pointer"] == "/reason"
    first = ines.post(cycle(cast, "unlock/"), {"reason": "A team is gone."})
    assert first.status_code == 200
    assert first.json()["state"] == "locked"
    assert first.json()["asked"][0]["name"] == "Ines"
    assert ines.post(cycle(cast, "unlock/"), {"reason": "Again."}).json()["code"] == "already_asked"
    second = machine_of(cast.otto).post(cycle(cast, "unlock/"), {"reason": "I see it too."})
    assert second.json() == {"state": "ranking", "asked": []}


# --- the plan


def test_the_plan_is_read_once_it_is_locked(cast: Cast, ines: Machine) -> None:
    assert (ines.get(cycle(cast, "plan/")).status_code, ines.get(cycle(cast, "plan/")).json()["code"]) == (
        404,
        "not_locked",
    )
    plan = locked_plan(cast)
    answer = Machine(integration(cast.board).text).get(cycle(cast, "plan/"))
    body = answer.json()
    assert (body["hash"], body["revision"], body["funded"]) == (plan.digest, 0, cast.ids("AB"))
    assert body["order"][0] == {
        "rank": 1,
        "bet": cast.a.pk,
        "title": "Alpha",
        "owner": "Vera",
        "must_do": False,
        "funded": True,
        "demand": {"data": "1.0"},
    }
    assert body["teams"] == [
        {"team": "data", "person_weeks": "2.5", "reserve_percent": "0.0", "carry_over": "0.0", "net": "2.5"}
    ]
    assert body["team_lines"] == [{"team": "data", "bet": cast.c.pk, "rank": 3}]
    assert ines.get(cycle(cast, "plan/"), If_None_Match=answer["ETag"]).status_code == 304
    assert Plan.objects.count() == 1
