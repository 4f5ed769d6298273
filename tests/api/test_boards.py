"""Boards over REST: who one is, who else is there, and lists that go on page by page."""

from base64 import b64encode

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.api.tokens import Machine, integration, machine_of
from tests.cast import Cast, make_member
from tests.factories import BoardFactory, MembershipFactory, TeamFactory


def test_a_person_is_told_their_roles_on_each_board(cast: Cast) -> None:
    MembershipFactory(board=BoardFactory(slug="west", name="West"), person=cast.ines.person, roles=["vp"])
    client = Client()
    client.force_login(cast.ines.person)
    assert client.get("/api/v1/me/").json() == {
        "person": {"id": cast.ines.person_id, "name": "Ines", "email": "ines.north@example.com"},
        "integration": None,
        "scopes": None,
        "boards": [
            {"slug": "north", "name": "North", "member": cast.ines.pk, "roles": ["leader"]},
            {"slug": "west", "name": "West", "member": cast.ines.person.memberships.last().pk, "roles": ["vp"]},
        ],
    }
    assert [board["slug"] for board in client.get("/api/v1/boards/").json()["results"]] == ["north", "west"]


def test_a_token_speaks_of_its_own_board_alone(cast: Cast) -> None:
    MembershipFactory(board=BoardFactory(slug="west"), person=cast.ines.person, roles=["vp"])
    ines = machine_of(cast.ines, "read", "rank:write")
    body = ines.get("me/").json()
    assert ([board["slug"] for board in body["boards"]], body["scopes"]) == (["north"], ["rank:write", "read"])
    assert [board["slug"] for board in ines.get("boards/").json()["results"]] == ["north"]
    assert ines.get("boards/west/").status_code == 404


def test_an_integration_has_a_name_a_board_and_scopes_and_is_no_person(cast: Cast) -> None:
    roadmap = Machine(integration(cast.board, "read").text)
    assert roadmap.get("me/").json() == {
        "person": None,
        "integration": "Roadmap",
        "scopes": ["read"],
        "boards": [{"slug": "north", "name": "North", "member": None, "roles": ["integration"]}],
    }
    assert roadmap.get("boards/").json() == {
        "results": [{"slug": "north", "name": "North", "zone": cast.board.zone}], "next": None, "previous": None,
    }  # fmt: skip
    assert roadmap.get("boards/north/people/").json()["code"] == "forbidden"


def test_boards_are_listed_within_the_scope_alone(cast: Cast) -> None:
    assert machine_of(cast.ines, "rank:write").get("boards/").json()["code"] == "insufficient_scope"


def test_a_board_says_from_which_event_on_to_follow_it(cast: Cast) -> None:
    ines = machine_of(cast.ines)
    first = ines.get("boards/north/")
    assert first.json() == {"slug": "north", "name": "North", "zone": cast.board.zone, "event": 1}  # her token
    assert ines.get("boards/north/", If_None_Match=first["ETag"]).status_code == 304
    ines.post(f"cycles/{cast.cycle.pk}/ranking/moves/", {"bet": cast.d.pk, "rank": 1})
    assert ines.get("boards/north/", If_None_Match=first["ETag"]).json()["event"] == 2


def test_people_have_roles_and_their_addresses_are_for_who_manages_members(cast: Cast) -> None:
    mine = machine_of(cast.ines).get("boards/north/people/").json()["results"]
    assert {"id": cast.vera.pk, "name": "Vera", "roles": ["vp"], "acting_for": None} in mine
    assert "Emil" not in {member["name"] for member in mine}
    admins = machine_of(cast.ada).get("boards/north/people/").json()["results"]
    assert {member["email"] for member in admins} >= {"vera.north@example.com"}


def test_teams_have_their_vp(cast: Cast) -> None:
    TeamFactory(board=cast.board, slug="apps", name="Apps", vp=None)
    assert machine_of(cast.willy).get("boards/north/teams/").json()["results"] == [
        {"slug": "data", "name": "Data", "vp": {"id": cast.vera.pk, "name": "Vera"}},
        {"slug": "apps", "name": "Apps", "vp": None},
    ]


# --- pages of a list


def test_a_list_goes_on_from_page_to_page_and_back(cast: Cast) -> None:
    ines = machine_of(cast.ines)
    whole = ines.get("boards/north/people/").json()["results"]
    found, page, pages = [], ines.get("boards/north/people/?limit=3").json(), 1
    found += page["results"]
    while page["next"]:
        page = ines.get(page["next"].removeprefix("http://testserver")).json()
        found += page["results"]
        pages += 1
    assert (found, pages) == (whole, -(-len(whole) // 3))
    back = ines.get(page["previous"].removeprefix("http://testserver")).json()
    assert back["results"] == whole[3 * (pages - 2) : 3 * (pages - 1)]


def test_whoever_joins_meanwhile_shifts_no_page(cast: Cast) -> None:
    ines = machine_of(cast.ines)
    first = ines.get("boards/north/people/?limit=2").json()
    gone = cast.otto if cast.otto.pk in {member["id"] for member in first["results"]} else cast.vera
    type(gone).objects.filter(pk=gone.pk).update(ended_at=gone.started_at)
    make_member(cast.board, "Zoe")
    rest = ines.get(first["next"].removeprefix("http://testserver")).json()["results"]
    assert not {member["id"] for member in rest} & {member["id"] for member in first["results"]}


@pytest.mark.parametrize("limit", ["0", "501", "-1", "x", "1e3", "", "９", "9" * 40])
def test_a_limit_that_is_none_is_refused(cast: Cast, limit: str) -> None:
    answer = machine_of(cast.ines).get(f"boards/north/people/?limit={limit}")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/limit")


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "é", "p=1", *(b64encode(text.encode()).decode() for text in
     ("p=x", "p=%00", "p=1.5", "o=-1", "o=x", "r=x", "p=é", f"p={'9' * 5000}"))],
)  # fmt: skip
def test_a_cursor_made_by_hand_is_refused_or_harmless(cast: Cast, cursor: str) -> None:
    answer = machine_of(cast.ines).get(f"boards/north/people/?cursor={cursor}")
    assert answer.status_code in (200, 422)
    assert answer.status_code == 200 or answer.json()["errors"][0]["pointer"] == "/cursor"


@pytest.mark.parametrize("number", ["-1", str(2**63), "9" * 60])
def test_a_cursor_beyond_every_number_is_an_empty_page_at_most(cast: Cast, number: str) -> None:
    cursor = b64encode(f"p={number}".encode()).decode()
    assert machine_of(cast.ines).get(f"boards/north/people/?cursor={cursor}").status_code == 200


@pytest.mark.parametrize(("page", "queries"), [("boards/", 3), ("boards/north/people/", 3), ("boards/north/teams/", 3)])
def test_a_list_takes_the_token_the_place_and_one_statement(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, page: str, queries: int
) -> None:
    for number in range(5):
        TeamFactory(board=cast.board, slug=f"t{number}", vp=make_member(cast.board, f"Vp{number}", ["vp"]))
    ines = machine_of(cast.ines)
    ines.get(page)
    with django_assert_num_queries(queries):
        assert ines.get(page).status_code == 200
