"""Bets over REST: listed, read, drafted by whoever owns them, changed by their writers."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from bets.models import Bet, Cycle, Version
from tests.api.tokens import Machine, integration, machine_of
from tests.cast import Cast, make_ranked
from tests.factories import (
    NOW,
    BetFactory,
    CoWriterFactory,
    CycleFactory,
    DemandFactory,
    DraftFactory,
    ExclusionFactory,
    NeedFactory,
    PitchFactory,
    ReaderFactory,
    TeamFactory,
)


@pytest.fixture
def vera(cast: Cast) -> Machine:
    return machine_of(cast.vera)


@pytest.fixture
def pitching(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching")


def bets(cast: Cast) -> str:
    return f"cycles/{cast.cycle.pk}/bets/"


def bet(row: Bet) -> str:
    return f"bets/{row.pk}/"


def found(machine: Machine, path: str) -> list[str]:
    return [row["title"] for row in machine.get(path).json()["results"]]


# --- lists


def test_a_row_says_what_everybody_may_know(cast: Cast, vera: Machine) -> None:
    first = vera.get(bets(cast)).json()["results"][0]
    assert first == {
        "id": cast.a.pk,
        "cycle": cast.cycle.pk,
        "title": "Alpha",
        "thesis": cast.a.thesis,
        "owner": {"id": cast.vera.pk, "name": "Vera"},
        "status": "submitted",
        "late": False,
        "must_do": False,
        "needs_no_team": False,
        "external_source": "",
        "external_id": "",
        "submitted_at": "2026-11-24T12:00:00Z",
        "demands": [{"team": "data", "person_weeks": "1.0", "state": cast.a.demands.get().state}],
        "rank": 1,
        "funded": True,
    }


def test_funded_is_derived_and_no_secret_of_who_may_not_see_the_order_is_told(cast: Cast, vera: Machine) -> None:
    def told() -> list[tuple[Any, Any]]:
        return [(row["rank"], row["funded"]) for row in vera.get(bets(cast)).json()["results"]]

    assert told() == [(1, True), (2, True), (3, False), (4, False)]
    Cycle.objects.filter(pk=cast.cycle.pk).update(visibility="leaders_only")
    assert told() == [(None, None)] * 4


def test_drafts_of_others_are_in_no_list(cast: Cast, vera: Machine) -> None:
    DraftFactory(cycle=cast.cycle, owner=cast.vera, title="Hidden")
    shared = DraftFactory(cycle=cast.cycle, owner=cast.victor, title="Shared")
    CoWriterFactory(bet=shared, member=cast.vera)
    assert found(vera, f"{bets(cast)}?status=draft") == ["Hidden", "Shared"]
    assert found(machine_of(cast.ines), f"{bets(cast)}?status=draft") == []
    assert found(Machine(integration(cast.board).text), f"{bets(cast)}?status=draft") == []


def test_filters_narrow_and_add_up(cast: Cast, vera: Machine) -> None:
    tools = TeamFactory(board=cast.board, slug="tools")
    other = BetFactory(cycle=cast.cycle, owner=cast.victor, title="Zulu 100%", status="declined")
    DemandFactory(bet=other, team=tools)
    assert found(vera, f"{bets(cast)}?status=declined") == ["Zulu 100%"]
    assert found(vera, f"{bets(cast)}?owner={cast.victor.pk}") == ["Zulu 100%"]
    assert found(vera, f"{bets(cast)}?team=tools") == ["Zulu 100%"]
    assert found(vera, f"{bets(cast)}?search=zulu") == ["Zulu 100%"]
    assert found(vera, f"{bets(cast)}?search=0%25") == ["Zulu 100%"]
    assert found(vera, f"{bets(cast)}?team=data&search=zulu") == []
    assert found(vera, f"{bets(cast)}?search=lph") == ["Alpha"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("status=funded", "/status"),
        ("owner=vera", "/owner"),
        ("owner=999999", "/owner"),
        ("owner=99999999999999999999", "/owner"),
        ("team=nobody", "/team"),
        ("team=%00", "/team"),
        ("search=%00", "/search"),
        ("limit=0", "/limit"),
        ("cursor=x", "/cursor"),
    ],
)
def test_a_filter_that_means_nothing_is_refused(cast: Cast, vera: Machine, query: str, pointer: str) -> None:
    answer = vera.get(f"{bets(cast)}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_list_goes_on_page_by_page_and_costs_the_same_for_many(
    cast: Cast, vera: Machine, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    vera.get(bets(cast))
    for number in range(20):
        make_ranked(cast.cycle, cast.vera, f"More {number}", cast.data)
    with django_assert_num_queries(9):  # token, entrance, page, demands, and five of the order
        body = vera.get(f"{bets(cast)}?limit=10").json()
    titles = [row["title"] for row in body["results"]]
    while body["next"]:
        body = vera.get(body["next"].removeprefix("http://testserver")).json()
        titles += [row["title"] for row in body["results"]]
    assert titles == ["Alpha", "Bravo", "Charlie", "Delta", *(f"More {number}" for number in range(20))]


def test_viewers_list_bets_once_they_are_published(cast: Cast) -> None:
    willy = machine_of(cast.willy)
    assert willy.get(bets(cast)).status_code == 403
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    assert len(found(willy, bets(cast))) == 4


# --- one


def test_one_bet_has_its_pitch_and_what_was_answered(cast: Cast, vera: Machine) -> None:
    PitchFactory(bet=cast.a, problem="Slow builds", confidence=60)
    NeedFactory(cycle=cast.cycle, bet=cast.a, prerequisite=cast.b)
    ExclusionFactory(cycle=cast.cycle, bet=cast.a, other=cast.c)
    body = vera.get(bet(cast.a)).json()
    assert (body["pitch"]["problem"], body["pitch"]["confidence"]) == ("Slow builds", 60)
    assert (body["needs"], body["excludes"]) == ([cast.b.pk], [cast.c.pk])
    assert body["demands"] == [
        {
            "team": "data",
            "person_weeks": "1.0",
            "state": cast.a.demands.get().state,
            "offered": None,
            "asked_at_first": None,
            "decided_by": None,
            "reason": "",
        }
    ]
    assert (body["rank"], body["funded"], body["co_writers"]) == (1, False, []), "it waits for Bravo"


def test_who_has_it_already_is_told_so(cast: Cast, vera: Machine) -> None:
    first = vera.get(bet(cast.a))
    assert vera.get(bet(cast.a), If_None_Match=first["ETag"]).status_code == 304
    vera.call("PATCH", bet(cast.a), {"thesis": "Another"})
    assert vera.get(bet(cast.a), If_None_Match=first["ETag"]).json()["thesis"] == "Another"


def test_another_persons_draft_is_not_there(cast: Cast) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    for machine in (machine_of(cast.ines), machine_of(cast.ada), Machine(integration(cast.board).text)):
        assert machine.get(bet(draft)).status_code == 404
        assert machine.call("PATCH", bet(draft), {"title": "Mine"}).status_code == 404


def test_a_draft_that_a_bet_needs_is_not_named(cast: Cast, vera: Machine) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    NeedFactory(cycle=cast.cycle, bet=cast.a, prerequisite=draft)
    assert vera.get(bet(cast.a)).json()["needs"] == [draft.pk]
    assert machine_of(cast.victor).get(bet(cast.a)).json()["needs"] == []


def test_a_confidential_text_is_read_by_those_who_may(cast: Cast) -> None:
    Bet.objects.filter(pk=cast.a.pk).update(confidential_until=date(2099, 1, 1), link="https://example.com/secret")
    PitchFactory(bet=cast.a, problem="Between us")
    ReaderFactory(bet=cast.a, member=cast.otto)
    for machine, reads in (
        (machine_of(cast.vera), True),
        (machine_of(cast.ines), True),
        (machine_of(cast.victor), False),
        (machine_of(cast.ada), False),
        (Machine(integration(cast.board).text), False),
    ):
        body = machine.get(bet(cast.a)).json()
        assert (body["pitch"] is not None, body["link"] is not None) == (reads, reads)
        assert body["confidential_until"] == "2099-01-01"


# --- drafting


@pytest.mark.usefixtures("pitching")
def test_a_draft_belongs_to_whoever_makes_it(cast: Cast, vera: Machine) -> None:
    answer = vera.post(
        bets(cast), {"title": "Echo", "thesis": "Hear it", "pitch": {"problem": "Silence", "confidence": 40}}
    )
    assert answer.status_code == 201
    body = answer.json()
    assert (body["title"], body["thesis"], body["status"]) == ("Echo", "Hear it", "draft")
    assert body["owner"] == {"id": cast.vera.pk, "name": "Vera"}
    assert (body["pitch"]["problem"], body["pitch"]["confidence"]) == ("Silence", 40)
    made = Bet.objects.get(pk=body["id"])
    assert (made.owner, made.status) == (cast.vera, "draft")
    assert vera.get(bet(made)).json() == body


@pytest.mark.usefixtures("pitching")
@pytest.mark.parametrize("name", ["owner", "owner_id", "status", "rank", "submitted_at", "cycle"])
def test_nobody_is_named_in_a_body_and_nothing_is_submitted_by_one(cast: Cast, vera: Machine, name: str) -> None:
    answer = vera.post(bets(cast), {"title": "Echo", name: cast.victor.pk}, X_On_Behalf_Of="victor.north@example.com")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"/{name}"
    assert Bet.objects.filter(cycle=cast.cycle).count() == 4


@pytest.mark.usefixtures("pitching")
@pytest.mark.parametrize(
    ("wish", "pointer"),
    [
        ({}, "/title"),
        ({"title": ""}, "/title"),
        ({"title": "x" * 201}, "/title"),
        ({"title": 7}, "/title"),
        ({"title": "Echo", "link": "javascript:alert(1)"}, "/link"),
        ({"title": "Echo", "needs_no_team": 1}, "/needs_no_team"),
        ({"title": "Echo", "pitch": {"problem": "a\0b"}}, "/pitch/problem"),
        ({"title": "Echo", "pitch": {"metric": "x" * 301}}, "/pitch/metric"),
        ({"title": "Echo", "pitch": {"confidence": 101}}, "/pitch/confidence"),
        ({"title": "Echo", "pitch": {"owner": 3}}, "/pitch/owner"),
        ({"title": "Echo", "pitch": "all of it"}, "/pitch"),
        ({"title": "Echo", "copy_of": 999}, "/copy_of"),
    ],
)
def test_what_cannot_be_taken_is_named(cast: Cast, vera: Machine, wish: dict[str, Any], pointer: str) -> None:
    answer = vera.post(bets(cast), wish)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert Bet.objects.filter(cycle=cast.cycle).count() == 4


@pytest.mark.usefixtures("pitching")
def test_the_same_key_drafts_once(cast: Cast, vera: Machine) -> None:
    first = vera.post(bets(cast), {"title": "Echo"}, Idempotency_Key="k1")
    again = vera.post(bets(cast), {"title": "Echo"}, Idempotency_Key="k1")
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    other = vera.post(bets(cast), {"title": "Foxtrot"}, Idempotency_Key="k1")
    assert other.json()["code"] == "idempotency_key_reused"
    assert Bet.objects.filter(cycle=cast.cycle, status="draft").count() == 1


@pytest.mark.usefixtures("pitching")
def test_an_earlier_bet_is_pitched_again(cast: Cast, vera: Machine) -> None:
    earlier = CycleFactory(board=cast.board, name="2026H2", starts_on=date(2026, 7, 1), ends_on=date(2026, 12, 31))
    old = BetFactory(cycle=earlier, owner=cast.victor, title="Old")
    PitchFactory(bet=old, problem="Still there", metric="Builds")
    DemandFactory(bet=old, team=cast.data, tenths=30)
    Cycle.objects.filter(pk=earlier.pk).update(state="closed")
    body = vera.post(bets(cast), {"title": "New", "copy_of": old.pk, "pitch": {"metric": "Minutes"}}).json()
    assert (body["title"], body["pitch"]["problem"], body["pitch"]["metric"]) == ("New", "Still there", "Minutes")
    assert body["demands"][0]["person_weeks"] == "3.0"
    assert body["owner"]["name"] == "Vera"


def test_drafting_is_over_once_ranking_is_open(cast: Cast, vera: Machine) -> None:
    assert vera.post(bets(cast), {"title": "Echo"}).json()["code"] == "wrong_state"
    assert Machine(integration(cast.board).text).post(bets(cast), {"title": "Echo"}).status_code == 403


# --- changing


def test_its_writers_change_it_and_each_change_is_a_version(cast: Cast, vera: Machine) -> None:
    PitchFactory(bet=cast.a)
    CoWriterFactory(bet=cast.a, member=cast.victor)
    answer = vera.call("PATCH", bet(cast.a), {"title": "Alpha 2", "pitch": {"risks": "That it is too late."}})
    assert (answer.status_code, answer.json()["title"]) == (200, "Alpha 2")
    assert answer.json()["pitch"]["risks"] == "That it is too late."
    assert machine_of(cast.victor).call("PATCH", bet(cast.a), {"thesis": "Sooner"}).status_code == 200
    assert Version.objects.filter(bet=cast.a).count() == 3  # what it said before, and two changes


def test_who_does_not_write_it_changes_nothing(cast: Cast) -> None:
    for member in (cast.victor, cast.ines, cast.stina, cast.ada):
        assert machine_of(member).call("PATCH", bet(cast.a), {"title": "Mine"}).status_code == 403
    assert Bet.objects.get(pk=cast.a.pk).title == "Alpha"


def test_nothing_of_what_is_submitted_is_left_empty(cast: Cast, vera: Machine) -> None:
    PitchFactory(bet=cast.a, problem="Slow builds")
    answer = vera.call("PATCH", bet(cast.a), {"pitch": {"problem": " "}})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/pitch/problem"


def test_once_locked_it_is_said(cast: Cast, vera: Machine) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    assert vera.call("PATCH", bet(cast.a), {"thesis": "Late"}).json()["code"] == "wrong_state"


# --- what its sender read, and nothing else


def test_a_change_of_what_was_read_is_made_and_the_next_can_follow(cast: Cast, vera: Machine) -> None:
    PitchFactory(bet=cast.a)
    tag = vera.get(bet(cast.a))["ETag"]
    for thesis in ("Sooner", "Sooner still"):
        answer = vera.call("PATCH", bet(cast.a), {"thesis": thesis}, If_Match=tag)
        assert (answer.status_code, answer.json()["thesis"]) == (200, thesis)
        tag = answer["ETag"]
    assert vera.get(bet(cast.a))["ETag"] == tag


@pytest.mark.parametrize("header", ['"nothing"', 'W/"nothing"', "rubbish"])
def test_a_change_of_something_else_is_refused(cast: Cast, vera: Machine, header: str) -> None:
    PitchFactory(bet=cast.a)
    answer = vera.call("PATCH", bet(cast.a), {"title": "Late"}, If_Match=header)
    assert (answer.status_code, answer.json()["code"]) == (412, "precondition_failed")
    assert answer["Content-Type"] == "application/problem+json"
    assert Bet.objects.get(pk=cast.a.pk).title == "Alpha"


def test_whatever_it_is_now_may_be_meant(cast: Cast, vera: Machine) -> None:
    PitchFactory(bet=cast.a)
    tag = vera.get(bet(cast.a))["ETag"]
    assert vera.call("PATCH", bet(cast.a), {"title": "Either"}, If_Match=f'"nothing", {tag}').status_code == 200
    assert vera.call("PATCH", bet(cast.a), {"title": "Any"}, If_Match="*").status_code == 200


def test_a_draft_that_somebody_writes_at_is_not_thrown_away_unseen(cast: Cast, vera: Machine) -> None:
    draft = PitchFactory(bet=DraftFactory(cycle=cast.cycle, owner=cast.vera)).bet
    tag = vera.get(bet(draft))["ETag"]
    CoWriterFactory(bet=draft, member=cast.victor)
    machine_of(cast.victor).call("PATCH", bet(draft), {"pitch": {"problem": "Silence"}})
    assert vera.delete(bet(draft), If_Match=tag).json()["code"] == "precondition_failed"
    assert vera.delete(bet(draft), If_Match=vera.get(bet(draft))["ETag"]).status_code == 204


# --- thrown away


def test_its_owner_throws_a_draft_away(cast: Cast, vera: Machine) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera)
    CoWriterFactory(bet=draft, member=cast.victor)
    assert machine_of(cast.victor).delete(bet(draft)).status_code == 403, "a co-writer edits, and no more"
    assert machine_of(cast.ines).delete(bet(draft)).status_code == 404
    answer = vera.delete(bet(draft))
    assert (answer.status_code, answer.content) == (204, b"")
    assert vera.get(bet(draft)).status_code == 404


def test_what_was_submitted_is_not_thrown_away(cast: Cast, vera: Machine) -> None:
    assert vera.delete(bet(cast.a)).json()["code"] == "not_removable"
    assert Bet.objects.filter(pk=cast.a.pk).exists()


# --- after the lock


@pytest.fixture
def locked(cast: Cast) -> str:
    """The address of what stays open of Alpha."""
    PitchFactory(bet=cast.a, problem="Slow bilds")
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="locked")
    return f"{bet(cast.a)}open-fields/"


def test_link_status_and_errors_of_typing_stay_open(cast: Cast, vera: Machine, locked: str) -> None:
    parts = {"link": "https://example.com/a", "status_line": "On its way", "note": "A letter was missing"}
    answer = vera.call("PATCH", locked, parts | {"pitch": {"problem": "Slow builds"}})
    assert answer.status_code == 200, answer.json()
    body = answer.json()
    assert (body["link"], body["status_line"]) == ("https://example.com/a", "On its way")
    assert body["pitch"]["problem"] == "Slow builds"
    assert Version.objects.filter(bet=cast.a).count() == 2
    assert vera.get(bet(cast.a))["ETag"] == answer["ETag"]


@pytest.mark.parametrize(
    ("parts", "pointer"),
    [
        ({"title": "Alpha 2"}, "/note"),
        ({"title": "", "note": "Away with it"}, "/title"),
        ({"pitch": {"problem": ""}, "note": "Away with it"}, "/pitch/problem"),
        ({"pitch": {"confidence": 90}, "note": "Surer"}, "/pitch/confidence"),
        ({"needs_no_team": True, "note": "None"}, "/needs_no_team"),
        ({"link": "javascript:alert(1)"}, "/link"),
        ({"status_line": "x" * 201}, "/status_line"),
        ({"status_line": "a\0b"}, "/status_line"),
    ],
)
def test_what_was_decided_does_not(cast: Cast, vera: Machine, locked: str, parts: dict[str, Any], pointer: str) -> None:
    answer = vera.call("PATCH", locked, parts)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert not Version.objects.filter(bet=cast.a).exists()


def test_only_its_writers_put_it_right_and_only_once_it_is_locked(cast: Cast, vera: Machine, locked: str) -> None:
    assert machine_of(cast.victor).call("PATCH", locked, {"status_line": "Mine"}).status_code == 403
    assert vera.call("PATCH", locked, {"status_line": "Late"}, If_Match='"nothing"').status_code == 412
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="ranking")
    assert vera.call("PATCH", locked, {"status_line": "Early"}).json()["code"] == "wrong_state"


def test_a_token_without_the_scope_is_told_so(cast: Cast) -> None:
    reader = machine_of(cast.vera, "read")
    assert reader.call("PATCH", bet(cast.a), {"title": "Mine"}).json()["code"] == "insufficient_scope"
    assert machine_of(cast.vera, "bets:write").get(bet(cast.a)).json()["code"] == "insufficient_scope"


def test_an_instant_is_told_in_utc(cast: Cast, vera: Machine) -> None:
    Bet.objects.filter(pk=cast.a.pk).update(edited_at=NOW)
    assert vera.get(bet(cast.a)).json()["edited_at"] == "2026-11-24T12:00:00Z"
