"""The order over REST: read whole, adopted whole, moved one bet at a time, by the same rules as on the page."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bets.models import Cycle
from journal.models import Event
from tests.api.tokens import Machine, integration, machine_of
from tests.cast import Cast


@pytest.fixture
def ines(cast: Cast) -> Machine:
    return machine_of(cast.ines)


def ranking(cast: Cast) -> str:
    return f"cycles/{cast.cycle.pk}/ranking/"


def moves(cast: Cast) -> str:
    return f"cycles/{cast.cycle.pk}/ranking/moves/"


def test_the_order_is_read_whole(cast: Cast, ines: Machine) -> None:
    body = ines.get(ranking(cast)).json()
    assert body["revision"] == 0
    assert [place["bet"] for place in body["order"]] == cast.ids("ABCD")
    assert [place["rank"] for place in body["order"]] == [1, 2, 3, 4]
    assert body["order"][0]["title"] == "Alpha"
    assert body["unranked"] == []


def test_a_leaders_token_moves_as_that_leader(cast: Cast, ines: Machine) -> None:
    answer = ines.post(moves(cast), {"bet": cast.d.pk, "after": cast.a.pk, "base_revision": 0})
    assert answer.status_code == 201
    assert answer.json() == {
        "revision": 1,
        "order": cast.ids("ADBC"),
        "move": {"bet": cast.d.pk, "from": 4, "to": 2},
        "rebased": False,
    }
    assert Event.objects.get(topic=cast.cycle.topic, revision=1).actor_name == "Ines"


@pytest.mark.parametrize(
    ("place", "order"), [({"after": None}, "DABC"), ({"rank": 3}, "ABDC"), ({"before": "B"}, "ADBC")]
)
def test_a_place_is_said_in_one_of_three_ways(cast: Cast, ines: Machine, place: dict[str, object], order: str) -> None:
    place = {name: cast.b.pk if value == "B" else value for name, value in place.items()}
    assert ines.post(moves(cast), {"bet": cast.d.pk, **place}).json()["order"] == cast.ids(order)


@pytest.mark.parametrize("place", [{}, {"rank": 1, "before": 7}, {"after": None, "rank": 2}])
def test_more_or_fewer_than_one_place_is_refused(cast: Cast, ines: Machine, place: dict[str, object]) -> None:
    answer = ines.post(moves(cast), {"bet": cast.d.pk, **place})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert cast.order == "ABCD"


def test_an_unknown_field_is_refused_and_named(cast: Cast, ines: Machine) -> None:
    answer = ines.post(moves(cast), {"bet": cast.d.pk, "rank": 1, "baserevision": 3})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"pointer": "/baserevision", "detail": "There is no such field.", "code": "invalid"}
    ]
    assert cast.order == "ABCD"


def test_a_stale_move_says_what_happened_since(cast: Cast, ines: Machine) -> None:
    otto = machine_of(cast.otto)
    assert otto.post(moves(cast), {"bet": cast.d.pk, "rank": 1}).status_code == 201
    answer = ines.post(moves(cast), {"bet": cast.d.pk, "rank": 3, "base_revision": 0})
    assert (answer.status_code, answer.json()["code"]) == (409, "stale_move")
    assert answer.json()["order"] == cast.ids("DABC")
    assert answer.json()["since"][0]["by"] == "Otto"
    assert answer["Content-Type"] == "application/problem+json"


def test_the_same_key_gets_the_first_answer_and_moves_once(cast: Cast, ines: Machine) -> None:
    wish = {"bet": cast.d.pk, "rank": 1}
    first = ines.post(moves(cast), wish, Idempotency_Key="k1")
    again = ines.post(moves(cast), wish, Idempotency_Key="k1")
    assert (first.status_code, first.content) == (again.status_code, again.content)
    other = ines.post(moves(cast), {"bet": cast.d.pk, "rank": 2}, Idempotency_Key="k1")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert Cycle.objects.get(pk=cast.cycle.pk).revision == 1


def test_a_whole_order_is_adopted_and_the_last_act_taken_back(cast: Cast, ines: Machine) -> None:
    adopted = ines.put(ranking(cast), {"order": cast.ids("CADB"), "base_revision": 0, "reason": "agreed"})
    assert (adopted.status_code, adopted.json()) == (200, {"revision": 1, "order": cast.ids("CADB")})
    ines.post(moves(cast), {"bet": cast.b.pk, "rank": 1, "reason": "first things first"})
    assert ines.delete(f"{moves(cast)}1/").json()["code"] == "not_last"
    assert ines.delete(f"{moves(cast)}2/").json() == {"revision": 3, "order": cast.ids("CADB")}


@pytest.mark.parametrize("letters", ["ABC", "ABCDD", "AABC"])
def test_an_order_that_is_no_permutation_is_refused(cast: Cast, ines: Machine, letters: str) -> None:
    answer = ines.put(ranking(cast), {"order": cast.ids(letters)})
    assert answer.status_code == 422
    assert cast.order == "ABCD"


def test_an_earlier_order_can_be_read(cast: Cast, ines: Machine) -> None:
    ines.put(ranking(cast), {"order": cast.ids("CADB")})
    ines.post(moves(cast), {"bet": cast.b.pk, "rank": 1, "reason": "first things first"})
    body = ines.get(f"{ranking(cast)}?revision=1").json()
    assert (body["revision"], [place["bet"] for place in body["order"]]) == (1, cast.ids("CADB"))
    assert ines.get(f"{ranking(cast)}?revision=9").json()["code"] == "no_such_revision"
    assert ines.get(f"{ranking(cast)}?revision=x").json()["errors"][0]["pointer"] == "/revision"


def test_a_bet_goes_back_to_the_tray(cast: Cast, ines: Machine) -> None:
    answer = ines.post(f"{ranking(cast)}tray/", {"bet": cast.b.pk})
    assert answer.json()["move"] == {"bet": cast.b.pk, "from": 2, "to": None}
    assert ines.get(ranking(cast)).json()["unranked"] == [cast.b.pk]


def test_who_has_the_order_already_is_told_so_without_reading_it(
    cast: Cast, ines: Machine, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first = ines.get(ranking(cast))
    with django_assert_max_num_queries(2):  # the token, and the entrance
        again = ines.get(ranking(cast), If_None_Match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    ines.post(moves(cast), {"bet": cast.d.pk, "rank": 1})
    after = ines.get(ranking(cast), If_None_Match=first["ETag"])
    assert (after.status_code, after.json()["revision"]) == (200, 1)


def test_two_roles_never_share_a_tag(cast: Cast, ines: Machine) -> None:
    assert ines.get(ranking(cast))["ETag"] != machine_of(cast.stina).get(ranking(cast))["ETag"]


def test_an_integration_reads_the_order_once_it_is_published(cast: Cast) -> None:
    roadmap = Machine(integration(cast.board).text)
    assert roadmap.get(ranking(cast)).status_code == 403
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    assert roadmap.get(ranking(cast)).status_code == 200
    assert roadmap.post(moves(cast), {"bet": cast.d.pk, "rank": 1}).status_code == 403


def test_a_token_without_the_scope_is_told_which_it_lacks(cast: Cast) -> None:
    reader = machine_of(cast.ines, "read")
    answer = reader.post(moves(cast), {"bet": cast.d.pk, "rank": 1})
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    assert cast.order == "ABCD"


def test_a_page_of_ours_may_ask_with_its_session_and_its_csrf_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ines.person)
    path = f"/api/v1/{moves(cast)}"
    wish = {"bet": cast.d.pk, "rank": 1}
    assert client.get(f"/api/v1/{ranking(cast)}").status_code == 200
    assert client.post(path, wish, "application/json").status_code == 403
    client.get("/settings/")
    csrf = client.cookies["csrftoken"].value
    assert client.post(path, wish, "application/json", headers={"X-CSRFToken": csrf}).status_code == 201


# --- the log


def test_the_log_says_who_moved_what_and_why(cast: Cast, ines: Machine) -> None:
    ines.put(ranking(cast), {"order": cast.ids("CADB"), "reason": "agreed"})
    ines.post(moves(cast), {"bet": cast.b.pk, "rank": 1, "reason": "first things first"})
    ines.delete(f"{moves(cast)}2/")
    undo, move, adopt = ines.get(moves(cast)).json()["results"]
    assert move == {
        "revision": 2,
        "at": move["at"],
        "by": "Ines",
        "act": "move",
        "bet": cast.b.pk,
        "from": 4,
        "to": 1,
        "order": None,
        "reason": "first things first",
        "undoes": None,
        "restores": None,
        "undone_by": 3,
    }
    assert move["at"].endswith("Z")
    assert (undo["revision"], undo["act"], undo["undoes"]) == (3, "undo", 2)
    assert (adopt["act"], adopt["order"], adopt["bet"]) == ("adopt", cast.ids("CADB"), None)


def test_the_log_of_one_bet_and_page_by_page(
    cast: Cast, ines: Machine, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        ines.post(moves(cast), {"bet": cast.d.pk, "rank": 1 + number % 2})
    ines.post(moves(cast), {"bet": cast.a.pk, "rank": 4})
    assert [row["bet"] for row in ines.get(f"{moves(cast)}?bet={cast.a.pk}").json()["results"]] == [cast.a.pk]
    with django_assert_num_queries(5):  # token, entrance, page, reasons, and what took back
        body = ines.get(f"{moves(cast)}?limit=3").json()
    seen = [row["revision"] for row in body["results"]]
    while body["next"]:
        body = ines.get(body["next"].removeprefix("http://testserver")).json()
        seen += [row["revision"] for row in body["results"]]
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] == 1
    assert ines.get(f"{moves(cast)}?bet=x").json()["errors"][0]["pointer"] == "/bet"


def test_the_log_is_for_who_may_see_the_order(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(visibility="leaders_only")
    assert machine_of(cast.vera).get(moves(cast)).status_code == 403
    assert machine_of(cast.stina).get(moves(cast)).status_code == 200
