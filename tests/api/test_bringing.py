"""Bets that another tool brings over REST: one by its key, and many at once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bets.models import Bet, Cycle, Demand
from journal.models import Event
from org.models import Membership
from tests.api.tokens import Machine, integration, machine_of
from tests.authz.digest import digest
from tests.cast import Cast
from tests.factories import BetFactory, CoWriterFactory, CycleFactory, DraftFactory, PitchFactory, TeamFactory

ADDRESS = "boards/north/bets/external/jira/PROJ-106/"
MOST = 500


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Pitching."""
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching")
    cast.cycle.refresh_from_db()
    return cast


@pytest.fixture
def roadmap(cast: Cast) -> Machine:
    return used(Machine(integration(cast.board).text))


@pytest.fixture
def vera(cast: Cast) -> Machine:
    return used(machine_of(cast.vera))


def used(machine: Machine) -> Machine:
    """Its token's last use is written down already, so that nothing else changes what is stored."""
    machine.get("boards/")
    return machine


def address_of(member: Membership) -> str:
    return member.person.email


def echo(cast: Cast, **parts: Any) -> dict[str, Any]:
    return {"title": "Echo", "owner": address_of(cast.vera), **parts}


def brought() -> Bet:
    return Bet.objects.get(external_source="jira", external_id="PROJ-106")


def bulk(cast: Cast) -> str:
    return f"cycles/{cast.cycle.pk}/bets/bulk/"


def told() -> list[Event]:
    """But for the tokens."""
    return list(Event.objects.filter(kind__startswith="bets.").order_by("number"))


def kinds() -> list[str]:
    return [event.kind for event in told()]


# --- one


def test_an_integration_brings_a_draft_for_the_owner_whom_it_names(cast: Cast, roadmap: Machine) -> None:
    parts = echo(cast, thesis="Hear it", link="https://example.com/106", pitch={"problem": "Silence"})
    answer = roadmap.put(ADDRESS, parts | {"demands": [{"team": "data", "person_weeks": "2.5"}]})
    assert answer.status_code == 201, answer.json()
    bet = brought()
    assert answer.json() == {
        "id": bet.pk,
        "cycle": cast.cycle.pk,
        "title": "Echo",
        "owner": {"id": cast.vera.pk, "name": "Vera"},
        "status": "draft",
        "external_source": "jira",
        "external_id": "PROJ-106",
    }
    assert (bet.owner, bet.thesis, bet.pitch.problem, bet.submitted_at) == (cast.vera, "Hear it", "Silence", None)
    assert [(demand.team.slug, demand.tenths) for demand in bet.demands.all()] == [("data", 25)]
    assert kinds() == ["bets.cycle.imported"]
    assert told()[0].data == {"drafted": 1, "updated": 0}


def test_what_its_owner_wrote_beside_is_neither_told_nor_touched(cast: Cast, vera: Machine, roadmap: Machine) -> None:
    roadmap.put(ADDRESS, echo(cast))
    vera.call("PATCH", f"bets/{brought().pk}/", {"thesis": "Between us", "pitch": {"problem": "Between us"}})
    answer = roadmap.put(ADDRESS, echo(cast, title="Echo 2"))
    assert (answer.status_code, answer.json()["title"]) == (200, "Echo 2")
    assert b"Between us" not in answer.content
    assert (brought().thesis, brought().pitch.problem) == ("Between us", "Between us")
    assert roadmap.get(f"bets/{brought().pk}/").status_code == 404


def test_the_same_again_changes_nothing_and_nothing_is_told(cast: Cast, roadmap: Machine) -> None:
    parts = echo(cast, demands=[{"team": "data", "person_weeks": "2.5"}], needs_no_team=False, pitch={"confidence": 40})
    assert roadmap.put(ADDRESS, parts).status_code == 201
    before = digest()
    for _ in range(2):
        assert roadmap.put(ADDRESS, parts).status_code == 200
    assert digest() == before


def test_what_differs_is_brought_up_to_date_and_told_once(cast: Cast, roadmap: Machine) -> None:
    care = TeamFactory(board=cast.board, slug="care")
    roadmap.put(ADDRESS, echo(cast, demands=[{"team": "data", "person_weeks": "2.5"}]))
    Demand.objects.filter(bet=brought()).update(state="confirmed")
    asks = [{"team": "data", "person_weeks": "2.5"}, {"team": "care", "person_weeks": "1.0"}]
    answer = roadmap.put(ADDRESS, {"title": "Echo", "owner": address_of(cast.victor), "demands": asks})
    assert (answer.status_code, answer.json()["owner"]["name"]) == (200, "Victor")
    assert {demand.team.slug: demand.state for demand in brought().demands.all()} == {
        "data": "confirmed",
        care.slug: "proposed",
    }, "who said yes to the same number still does"
    assert [event.data for event in told()] == [
        {"drafted": 1, "updated": 0},
        {"drafted": 0, "updated": 1},
    ]


def test_a_vp_brings_their_own_and_nobody_elses(cast: Cast, vera: Machine) -> None:
    assert vera.put(ADDRESS, {"title": "Echo"}).status_code == 201
    assert (brought().owner, kinds()) == (cast.vera, ["bets.bet.drafted"])
    assert vera.put(ADDRESS, {"title": "Echo", "owner": address_of(cast.vera)}).status_code == 200
    victor = used(machine_of(cast.victor))
    before = digest()
    for somebody in (address_of(cast.victor), address_of(cast.olga), "nobody@example.com"):
        assert vera.put(ADDRESS, {"title": "Echo", "owner": somebody}).json()["code"] == "forbidden"
    assert victor.put(ADDRESS, {"title": "Mine"}).status_code == 404
    assert digest() == before


def test_a_co_writer_brings_it_up_to_date(cast: Cast, vera: Machine) -> None:
    vera.put(ADDRESS, {"title": "Echo"})
    CoWriterFactory(bet=brought(), member=cast.victor)
    before = kinds()
    assert machine_of(cast.victor).put(ADDRESS, {"title": "Echo 2"}).status_code == 200
    assert (brought().title, brought().owner, kinds()) == ("Echo 2", cast.vera, before)


def test_a_co_writer_takes_no_draft_over(cast: Cast, vera: Machine) -> None:
    vera.put(ADDRESS, {"title": "Echo"})
    CoWriterFactory(bet=brought(), member=cast.victor)
    victor, before = machine_of(cast.victor), digest()
    mine = {"title": "Echo 2", "owner": cast.victor.person.email}
    assert victor.put(ADDRESS, mine).status_code == 403
    assert digest() == before
    theirs = {"title": "Echo 2", "owner": cast.vera.person.email}
    assert victor.put(ADDRESS, theirs).status_code == 200
    assert (brought().title, brought().owner) == ("Echo 2", cast.vera)


@pytest.mark.parametrize("status", ["submitted", "withdrawn", "declined"])
def test_what_was_submitted_is_its_writers(cast: Cast, vera: Machine, roadmap: Machine, status: str) -> None:
    bet = BetFactory(
        cycle=cast.cycle, owner=cast.vera, title="Echo", external_source="jira", external_id="PROJ-106", status=status
    )
    before = digest()
    for machine in (vera, roadmap):
        answer = machine.put(ADDRESS, {"title": "Other"})
        assert (answer.status_code, answer.json()["code"], answer.json()["bet"]) == (409, "not_a_draft", bet.pk)
    assert digest() == before


def test_the_cycle_is_the_one_that_is_pitching(cast: Cast, roadmap: Machine) -> None:
    CycleFactory(
        board=cast.board, name="2026H2", starts_on=date(2026, 7, 1), ends_on=date(2026, 12, 31), state="locked"
    )
    assert roadmap.put(ADDRESS, echo(cast)).json()["cycle"] == cast.cycle.pk


def test_of_several_the_one_that_is_named_or_has_the_key(cast: Cast, roadmap: Machine) -> None:
    dates = {"starts_on": date(2027, 7, 1), "ends_on": date(2027, 12, 31)}
    coming = CycleFactory(board=cast.board, name="2027H2", state="pitching", **dates)
    locked = CycleFactory(board=cast.board, name="2026H2", starts_on=date(2026, 7, 1), ends_on=date(2026, 12, 31))
    Cycle.objects.filter(pk=locked.pk).update(state="locked")
    answer = roadmap.put(ADDRESS, echo(cast))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/cycle")
    assert roadmap.put(ADDRESS, echo(cast, cycle=locked.pk)).json()["code"] == "wrong_state"
    assert roadmap.put(ADDRESS, echo(cast, cycle=coming.pk)).json()["cycle"] == coming.pk
    assert roadmap.put(ADDRESS, echo(cast)).status_code == 200
    assert roadmap.put(ADDRESS, echo(cast, cycle=cast.cycle.pk)).status_code == 201
    assert roadmap.put(ADDRESS, echo(cast)).status_code == 422, "it stands in both now"


@pytest.mark.parametrize(
    ("parts", "pointer"),
    [
        ({"title": ""}, "/title"),
        ({"title": None}, "/title"),
        ({"owner": "vera"}, "/owner"),
        ({"owner": "nobody@example.com"}, "/owner"),
        ({"owner": "olga.south@example.com"}, "/owner"),
        ({"owner": "willy.north@example.com"}, "/owner"),
        ({"owner": "emil.north@example.com"}, "/owner"),
        ({"link": "javascript:alert(1)"}, "/link"),
        ({"pitch": {"confidence": 101}}, "/pitch/confidence"),
        ({"pitch": {"problem": "a\0b"}}, "/pitch/problem"),
        ({"demands": [{"team": "data", "person_weeks": "1.0"}, {"team": "nobody", "person_weeks": "1.0"}]},
         "/demands/1/team"),
        ({"demands": [{"team": "data", "person_weeks": "0.0"}]}, "/demands/0/person_weeks"),
        ({"demands": [{"team": "data", "person_weeks": "1.0"}] * 2}, "/demands/1/team"),
        ({"demands": [{"team": "data", "person_weeks": "1.0"}], "needs_no_team": True}, "/needs_no_team"),
        ({"cycle": 2**40}, "/cycle"),
        ({"status": "submitted"}, "/status"),
        ({"owner_id": 1}, "/owner_id"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_named(cast: Cast, roadmap: Machine, parts: dict[str, Any], pointer: str) -> None:
    before = digest()
    answer = roadmap.put(ADDRESS, echo(cast) | parts)
    assert (answer.status_code, [fault["pointer"] for fault in answer.json()["errors"]]) == (422, [pointer])
    assert digest() == before


def test_an_integration_that_names_no_owner_is_told_so(cast: Cast, roadmap: Machine) -> None:
    answer = roadmap.put(ADDRESS, {"title": "Echo"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/owner")


@pytest.mark.parametrize(
    ("key", "pointer"),
    [("a%20b/1", "/external_source"), ("jira/a%20b", "/external_id"), ("jira/%00", "/external_id"),
     ("x" * 61 + "/1", "/external_source"), ("jira/" + "x" * 201, "/external_id")],
)  # fmt: skip
def test_a_key_that_no_file_could_hold_is_refused(cast: Cast, roadmap: Machine, key: str, pointer: str) -> None:
    answer = roadmap.put(f"boards/north/bets/external/{key}/", echo(cast))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_a_key_may_have_slashes(cast: Cast, roadmap: Machine) -> None:
    answer = roadmap.put("boards/north/bets/external/github/acme/tools%23106/", echo(cast))
    assert (answer.status_code, answer.json()["external_id"]) == (201, "acme/tools#106")


def test_nothing_is_brought_once_pitching_is_over(cast: Cast, vera: Machine, roadmap: Machine) -> None:
    roadmap.put(ADDRESS, echo(cast))
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="ranking")
    for machine in (vera, roadmap):
        assert machine.put(ADDRESS, echo(cast)).json()["code"] == "wrong_state"
    assert machine_of(cast.ines).put(ADDRESS, echo(cast)).status_code == 403
    assert machine_of(cast.vera, "bets:write").put(ADDRESS, echo(cast)).json()["code"] == "insufficient_scope"


# --- If-Match


def test_what_somebody_else_wrote_since_is_not_written_over(cast: Cast, vera: Machine) -> None:
    vera.put(ADDRESS, {"title": "Echo"})
    seen = vera.get(f"bets/{brought().pk}/")["ETag"]
    CoWriterFactory(bet=brought(), member=cast.victor)
    seen_with_victor = vera.get(f"bets/{brought().pk}/")["ETag"]
    answer = vera.put(ADDRESS, {"title": "Echo 2"}, If_Match=seen)
    assert (answer.status_code, answer.json()["code"]) == (412, "precondition_failed")
    assert brought().title == "Echo"
    assert vera.put(ADDRESS, {"title": "Echo 2"}, If_Match=seen_with_victor).status_code == 200


@pytest.mark.parametrize("header", ['"nothing"', "*", "rubbish", ""])
def test_what_is_not_there_matches_nothing(cast: Cast, vera: Machine, header: str) -> None:
    assert vera.put(ADDRESS, {"title": "Echo"}, If_Match=header).status_code == 412
    assert not Bet.objects.filter(external_id="PROJ-106").exists()


# --- many


def item(number: int, cast: Cast, **parts: Any) -> dict[str, Any]:
    return {"external_source": "jira", "external_id": f"PROJ-{number}", "title": f"Bet {number}",
            "owner": address_of(cast.vera), **parts}  # fmt: skip


def test_each_item_has_its_own_answer(cast: Cast, roadmap: Machine) -> None:
    BetFactory(cycle=cast.cycle, owner=cast.vera, external_source="jira", external_id="PROJ-3")
    items = [
        item(1, cast),
        item(2, cast, pitch={"confidence": 101}),
        item(3, cast),
        "all of it",
        item(4, cast, owner="nobody@example.com"),
        item(1, cast, title="Bet 1, again"),
        item(5, cast, demands=[{"team": "nobody", "person_weeks": "1.0"}]),
        item(6, cast, rank=1),
        item(7, cast, demands=[{"team": "data", "person_weeks": "1.0"}]),
    ]
    answer = roadmap.post(bulk(cast), {"items": items})
    assert answer.status_code == 200, answer.json()
    results = answer.json()["results"]
    assert [each["index"] for each in results] == list(range(9))
    assert [each["status"] for each in results] == [201, 422, 409, 422, 422, 200, 422, 422, 201]
    pointers = {each["index"]: each["problem"]["errors"][0]["pointer"] for each in results if each["status"] == 422}
    assert pointers == {1: "/pitch/confidence", 3: "", 4: "/owner", 6: "/demands/0/team", 7: "/rank"}
    assert results[2]["problem"]["code"] == "not_a_draft"
    assert results[0]["bet"]["id"] == results[5]["bet"]["id"]
    drafts = Bet.objects.filter(cycle=cast.cycle, status="draft").order_by("external_id")
    assert [bet.title for bet in drafts] == ["Bet 1, again", "Bet 7"]
    assert [event.data for event in told()] == [{"drafted": 2, "updated": 1}]


def test_what_is_refused_of_an_item_is_in_none_that_comes_after(cast: Cast, roadmap: Machine) -> None:
    """The refused one had the row in its hands, with its own words in it."""
    roadmap.put("boards/north/bets/external/jira/PROJ-1/", item_body(cast))
    wrong = item(1, cast, thesis="Refused", demands=[{"team": "nobody", "person_weeks": "1.0"}])
    answer = roadmap.post(bulk(cast), {"items": [wrong, item(1, cast, title="Taken")]})
    assert [each["status"] for each in answer.json()["results"]] == [422, 200]
    bet = Bet.objects.get(external_id="PROJ-1")
    assert (bet.title, bet.thesis) == ("Taken", "")


def item_body(cast: Cast) -> dict[str, Any]:
    return {"title": "Bet 1", "owner": address_of(cast.vera)}


def test_nothing_but_refusals_tells_nobody_anything(cast: Cast, roadmap: Machine) -> None:
    before = digest()
    answer = roadmap.post(bulk(cast), {"items": [item(1, cast, title=""), item(2, cast, owner="x@example.com")]})
    assert [each["status"] for each in answer.json()["results"]] == [422, 422]
    assert digest() == before


def test_of_a_vp_each_draft_begins_with_its_own_event(cast: Cast, vera: Machine) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.victor, external_source="jira", external_id="PROJ-9")
    PitchFactory(bet=draft)
    items = [item(1, cast), item(2, cast, owner=address_of(cast.victor)), item(9, cast), item(3, cast)]
    answer = vera.post(bulk(cast), {"items": items})
    assert [each["status"] for each in answer.json()["results"]] == [201, 403, 404, 201]
    assert kinds() == ["bets.bet.drafted"] * 2


def test_the_same_key_is_carried_out_once(cast: Cast, roadmap: Machine) -> None:
    first = roadmap.post(bulk(cast), {"items": [item(1, cast)]}, Idempotency_Key="k1")
    before = digest()
    again = roadmap.post(bulk(cast), {"items": [item(1, cast)]}, Idempotency_Key="k1")
    assert (again.status_code, again.json(), digest()) == (200, first.json(), before)
    assert again.json()["results"][0]["status"] == 201
    other = roadmap.post(bulk(cast), {"items": [item(2, cast)]}, Idempotency_Key="k1")
    assert other.json()["code"] == "idempotency_key_reused"


@pytest.mark.parametrize("items", [[], "x", {}, None, [{}] * (MOST + 1)])
def test_too_many_or_none_are_refused_as_a_whole(cast: Cast, roadmap: Machine, items: object) -> None:
    answer = roadmap.post(bulk(cast), {"items": items})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/items")


def test_five_hundred_cost_a_fixed_number_of_statements_each(cast: Cast, roadmap: Machine) -> None:
    def statements(make: Callable[[int], dict[str, Any]], count: int) -> int:
        items = [make(number) for number in range(count)]
        with CaptureQueriesContext(connection) as found:
            results = roadmap.post(bulk(cast), {"items": items}).json()["results"]
        assert {each["status"] for each in results} <= {200, 201}, results[0]
        return len(found)

    def full(number: int) -> dict[str, Any]:
        return item(number, cast, demands=[{"team": "data", "person_weeks": "1.0"}], pitch={"problem": "Slow"})

    few, many = statements(full, 10), statements(lambda number: full(number + 10), MOST)
    each = (many - few) / (MOST - 10)
    assert each <= 5, "savepoint, bet, pitch, demand, release"
    assert Bet.objects.filter(cycle=cast.cycle, status="draft").count() == MOST + 10
    again = statements(lambda number: full(number + 10), MOST)
    assert (again - few) / MOST <= 3, "savepoint, what it asks, release"
