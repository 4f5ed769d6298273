"""The allocation over REST: as it stands, under another policy, and as it would be."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from bets.models import Bet, Cycle
from tests.api.tokens import Machine, integration, machine_of
from tests.authz.digest import digest
from tests.cast import Cast
from tests.factories import BetFactory, DemandFactory, TeamFactory


@pytest.fixture
def ines(cast: Cast) -> Machine:
    return machine_of(cast.ines)


def allocation(cast: Cast) -> str:
    return f"cycles/{cast.cycle.pk}/allocation/"


def preview(cast: Cast) -> str:
    return f"{allocation(cast)}preview/"


def test_who_is_funded_and_who_waits_and_why(cast: Cast, ines: Machine) -> None:
    """Data gives 2.5 person-weeks, and each bet asks for one."""
    body = ines.get(allocation(cast)).json()
    assert body["policy"] == "team"
    assert body["revision"] == 0
    assert body["funded"] == cast.ids("AB")
    assert body["line"] is None
    assert body["team_lines"] == [{"team": "data", "bet": cast.c.pk, "rank": 3}]
    assert body["teams"] == [
        {"team": "data", "capacity": "2.5", "used": "2.0", "left": "0.5", "idle_behind": cast.c.pk}
    ]
    first, second = body["unfunded"]
    assert {name: first[name] for name in ("bet", "reason", "teams", "short", "turn_price", "no_regret_price")} == {
        "bet": cast.c.pk,
        "reason": "capacity",
        "teams": ["data"],
        "short": {"data": "0.5"},
        "turn_price": {"data": "0.5"},
        "no_regret_price": {"data": "0.5"},
    }
    assert first["sentence"]
    assert second["bet"] == cast.d.pk


def test_under_another_policy_it_is_another(cast: Cast, ines: Machine) -> None:
    DemandFactory(bet=cast.c, team=TeamFactory(board=cast.board, slug="tools"), tenths=10)
    body = ines.get(f"{allocation(cast)}?policy=strict").json()
    assert (body["policy"], body["line"]) == ("strict", {"bet": cast.c.pk, "rank": 3})
    assert body["team_lines"] == []
    assert Cycle.objects.get(pk=cast.cycle.pk).policy == "team"


def test_a_policy_that_is_none_is_refused_and_named(cast: Cast, ines: Machine) -> None:
    answer = ines.get(f"{allocation(cast)}?policy=best")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert answer.json()["errors"][0]["pointer"] == "/policy"


def test_who_has_it_already_is_told_so_and_a_change_is_another(
    cast: Cast, ines: Machine, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first = ines.get(allocation(cast))
    other = ines.get(f"{allocation(cast)}?policy=fill")
    assert other["ETag"] != first["ETag"]
    with django_assert_max_num_queries(2):  # the token, and the entrance
        again = ines.get(allocation(cast), If_None_Match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    ines.post(f"cycles/{cast.cycle.pk}/ranking/moves/", {"bet": cast.d.pk, "rank": 1})
    after = ines.get(allocation(cast), If_None_Match=first["ETag"])
    assert (after.status_code, after.json()["funded"]) == (200, cast.ids("DA"))


def test_it_costs_the_same_for_many_bets(cast: Cast, ines: Machine, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(9):  # token, its use, entrance, and six of the allocation
        ines.get(allocation(cast))


def test_an_integration_reads_it_once_it_is_published(cast: Cast) -> None:
    roadmap = Machine(integration(cast.board).text)
    assert roadmap.get(allocation(cast)).status_code == 403
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    assert roadmap.get(allocation(cast)).status_code == 200


# --- what if


def test_as_it_would_be_with_another_order_capacity_and_policy(cast: Cast, ines: Machine) -> None:
    before = digest()
    body = ines.post(preview(cast), {"policy": "strict", "order": cast.ids("DCBA"), "capacity": {"data": "1.0"}}).json()
    assert digest() == before
    assert (body["policy"], body["funded"]) == ("strict", cast.ids("D"))
    assert body["line"] == {"bet": cast.c.pk, "rank": 2}
    assert body["teams"][0]["capacity"] == "1.0"
    assert (body["enters"], body["leaves"]) == (cast.ids("D"), cast.ids("AB"))


def test_what_is_left_out_is_as_it_is(cast: Cast, ines: Machine) -> None:
    body = ines.post(preview(cast), {}).json()
    assert (body.pop("enters"), body.pop("leaves")) == ([], [])
    assert body == ines.get(allocation(cast)).json()


def test_a_bet_of_the_tray_can_be_supposed_to_have_a_rank(cast: Cast, ines: Machine) -> None:
    fresh = BetFactory(cycle=cast.cycle, owner=cast.vera, title="Echo")
    DemandFactory(bet=fresh, team=cast.data, tenths=25)
    body = ines.post(preview(cast), {"order": [fresh.pk, *cast.ids("ABCD")]}).json()
    assert (body["enters"], body["leaves"]) == ([fresh.pk], cast.ids("AB"))
    assert not hasattr(Bet.objects.get(pk=fresh.pk), "rank")


@pytest.mark.parametrize(
    ("wish", "pointer"),
    [
        ({"order": "ABC"}, "/order"),
        ({"order": "AABCD"}, "/order"),
        ({"policy": "best"}, "/policy"),
        ({"policy": 7}, "/policy"),
        ({"capacity": {"nobody": "1.0"}}, "/capacity/nobody"),
        ({"capacity": {"data": "many"}}, "/capacity/data"),
        ({"capacity": {"data": "-1"}}, "/capacity/data"),
        ({"capacity": {"data": 12.5}}, "/capacity/data"),
        ({"capacity": ["data"]}, "/capacity"),
        ({"order": [0]}, "/order/0"),
        ({"reserve": 3}, "/reserve"),
    ],
)
def test_what_cannot_be_supposed_is_named(cast: Cast, ines: Machine, wish: dict[str, Any], pointer: str) -> None:
    sent = {name: cast.ids(value) if name == "order" and isinstance(value, str) else value
            for name, value in wish.items()}  # fmt: skip
    answer = ines.post(preview(cast), sent)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


def test_a_vp_supposes_nothing_while_the_order_is_for_leaders(cast: Cast) -> None:
    vera = machine_of(cast.vera)
    assert vera.post(preview(cast), {}).status_code == 200
    Cycle.objects.filter(pk=cast.cycle.pk).update(visibility="leaders_only")
    assert vera.post(preview(cast), {}).status_code == 403
    assert vera.get(allocation(cast)).status_code == 403


def test_nothing_is_supposed_once_it_is_locked(cast: Cast, ines: Machine) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    assert ines.post(preview(cast), {}).json()["code"] == "wrong_state"


def test_a_token_without_the_scope_is_told_so(cast: Cast) -> None:
    ranker = machine_of(cast.ines, "rank:write")
    assert ranker.get(allocation(cast)).json()["code"] == "insufficient_scope"
    assert ranker.post(preview(cast), {}).json()["code"] == "insufficient_scope"
