"""Blockers over REST: raised with their clock, ended by the room's list, and read without what was said."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from eteam.models import Blocker, Flag, Outcome
from tests.api.tokens import Machine, integration, machine_of
from tests.eteam.blockers.scene import FRIDAY, Scene, at, make_scene
from tests.eteam.rows import BlockerFactory, RemarkFactory, TeamMemberFactory
from tests.factories import DraftFactory

PAGE = "boards/north/blockers/"
KEY = {"title": "No signing key", "blocked_team": "data", "blocking_team": "cloud"}


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    """Friday, 9:00 in Stockholm."""
    made = make_scene()
    with time_machine.travel(FRIDAY, tick=False):
        yield made


@pytest.fixture
def vera(scene: Scene) -> Machine:
    return machine_of(scene.cast.vera)


# --- raised


def test_a_vp_raises_a_blocker_and_is_told_when_it_is_due(scene: Scene, vera: Machine) -> None:
    answer = vera.post(PAGE, KEY | {"bet": scene.cast.a.pk, "description": "The beta fleet waits."})
    body = answer.json()
    made = Blocker.objects.get()
    assert (answer.status_code, body["id"], body["next_session"]) == (201, made.pk, "2026-12-01T12:00:00Z")
    assert vera.get(f"blockers/{made.pk}/").json() == {name: body[name] for name in body if name != "next_session"}
    assert body == {
        "id": made.pk,
        "title": "No signing key",
        "state": "open",
        "route": "now",
        "raised_at": "2026-11-27T08:00:00Z",
        "due_at": "2026-12-01T12:00:00Z",
        "blocked_team": "data",
        "blocking": "team",
        "blocking_team": "cloud",
        "bet": scene.cast.a.pk,
        "owner": {"id": scene.cast.victor.pk, "name": "Victor"},
        "decision": None,
        "decided_at": None,
        "unblocked_at": None,
        "confirmed_at": None,
        "confirm_by": None,
        "withdrawn_at": None,
        "breached_at": None,
        "carries": 0,
        "follows": None,
        "description": "The beta fleet waits.",
        "remarks": [],
        "next_session": "2026-12-01T12:00:00Z",
    }


def test_a_preview_saves_nothing_and_says_the_same(scene: Scene, vera: Machine) -> None:
    shown = vera.post(f"{PAGE}preview/", {"blocked_team": "data", "blocking_team": "cloud"})
    body = shown.json()
    assert (shown.status_code, Blocker.objects.count()) == (200, 0)
    assert "Due Tue 1 Dec 13:00" in body.pop("sentence")
    assert body.pop("zone") == "Europe/Stockholm" or body
    raised = vera.post(PAGE, KEY).json()
    assert all(raised[name] == body[name] for name in ("raised_at", "due_at", "route", "next_session"))


def test_raised_twice_with_one_key_it_is_one(scene: Scene, vera: Machine) -> None:
    first = vera.post(PAGE, KEY, Idempotency_Key="k1")
    again = vera.post(PAGE, KEY, Idempotency_Key="k1")
    assert (first.json(), Blocker.objects.count()) == (again.json(), 1)
    other = vera.post(PAGE, KEY | {"title": "No press"}, Idempotency_Key="k1")
    assert other.json()["code"] == "idempotency_key_reused"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (KEY | {"title": ""}, "/title"),
        (KEY | {"title": "x" * 141}, "/title"),
        (KEY | {"title": "A\0B"}, "/title"),
        (KEY | {"title": 7}, "/title"),
        (KEY | {"blocked_team": "nowhere"}, "/blocked_team"),
        (KEY | {"blocking_team": "nowhere"}, "/blocking_team"),
        (KEY | {"blocking_team": "data"}, "/blocking_team"),
        (KEY | {"blocking": "leaders"}, "/blocking"),
        (KEY | {"blocking_team": None, "blocking": "nobody"}, "/blocking"),
        (KEY | {"bet": 2**40}, "/bet"),
        (KEY | {"bet": "1"}, "/bet"),
        (KEY | {"description": "x" * 5001}, "/description"),
        (KEY | {"raised_by": 1}, "/raised_by"),
        (KEY | {"due_at": "2027-01-01T00:00:00Z"}, "/due_at"),
    ],
)
def test_what_cannot_be_raised_is_refused_with_its_field(
    scene: Scene, vera: Machine, body: dict[str, Any], pointer: str
) -> None:
    answer = vera.post(PAGE, body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert pointer in {fault["pointer"] for fault in answer.json()["errors"]}
    assert not Blocker.objects.exists()


def test_a_draft_is_no_bet_that_can_wait(scene: Scene, vera: Machine) -> None:
    draft = DraftFactory(cycle=scene.cast.cycle, owner=scene.cast.vera)
    assert vera.post(PAGE, KEY | {"bet": draft.pk}).json()["errors"][0]["pointer"] == "/bet"


# --- read


def test_a_list_is_filtered_by_what_the_address_asks(scene: Scene, vera: Machine) -> None:
    one = scene.raised()
    two = BlockerFactory(blocked_team=scene.cloud, board=scene.cast.board, bet=scene.cast.a, route="room")
    gone = BlockerFactory(
        blocked_team=scene.cloud, board=scene.cast.board, withdrawn_at=FRIDAY, withdrawn_by=scene.cast.victor
    )

    def found(query: str) -> list[int]:
        return [row["id"] for row in vera.get(f"{PAGE}?{query}").json()["results"]]

    assert found("") == [one.pk, two.pk, gone.pk]
    assert found("state=open") == [one.pk, two.pk]
    assert found("state=withdrawn") == [gone.pk]
    assert found("state=unblocked") == found("state=asked") == found("state=decided") == []
    assert found("route=room") == [two.pk]
    assert found("team=data") == [one.pk]
    assert found("team=cloud&state=open") == [one.pk, two.pk]
    assert found(f"bet={scene.cast.a.pk}") == [two.pk]
    assert found(f"bet={2**40}") == []


@pytest.mark.parametrize("query", ["state=late", "route=NOW", "team=nowhere", "team=%00", "bet=x", f"bet={2**63}"])
def test_a_filter_that_means_nothing_is_refused(scene: Scene, vera: Machine, query: str) -> None:
    answer = vera.get(f"{PAGE}?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{query.split('=')[0]}")


def test_viewer_and_integration_see_due_route_outcome_owner_and_date_and_no_word_more(scene: Scene) -> None:
    cast = scene.cast
    blocker = scene.raised(text="hushtext", bet=cast.a)
    RemarkFactory(blocker=blocker, author=cast.otto, text="hushremark")
    decided = {
        "outcome": "decided", "text": "hushdecision", "decider": cast.ines.pk, "owner": cast.victor.pk,
        "by_when": "2026-11-30T12:00:00Z", "present": [cast.ines.pk],
    }  # fmt: skip
    assert machine_of(cast.ines).post(f"blockers/{blocker.pk}/outcomes/", decided).status_code == 201
    page, list_of = f"blockers/{blocker.pk}/", f"blockers/{blocker.pk}/outcomes/"
    for machine in (machine_of(cast.willy), Machine(integration(cast.board).text)):
        one, outcomes = machine.get(page), machine.get(list_of)
        assert (one.status_code, outcomes.status_code) == (200, 200)
        assert "hush" not in (one.content + outcomes.content + machine.get(PAGE).content).decode()
        assert one.json()["decision"] == {
            "outcome": "decided", "owner": {"id": cast.victor.pk, "name": "Victor"},
            "by_when": "2026-11-30T12:00:00Z", "at": "2026-11-27T08:00:00Z",
        }  # fmt: skip
        assert outcomes.json()["results"][0]["owner"]["name"] == "Victor"
    assert machine_of(cast.willy).get(page).json()["bet"] is None, "whose order and bets are not published yet"
    whole = machine_of(cast.stina).get(page).json()
    assert (whole["description"], whole["remarks"][0]["text"]) == ("hushtext", "hushremark")
    assert machine_of(cast.stina).get(list_of).json()["results"][0]["text"] == "hushdecision"


def test_a_viewer_lists_their_own_and_an_admin_none(scene: Scene) -> None:
    own = scene.raised()
    BlockerFactory(blocked_team=scene.cloud, board=scene.cast.board)
    willy = machine_of(scene.cast.willy)
    assert [row["id"] for row in willy.get(PAGE).json()["results"]] == [own.pk]
    assert willy.get(f"{PAGE}?bet={scene.cast.a.pk}").json()["results"] == []
    assert machine_of(scene.cast.ada).get(PAGE).json()["code"] == "forbidden"
    assert willy.post(PAGE, KEY).json()["code"] == "forbidden"


def test_who_has_it_already_is_told_so(scene: Scene, vera: Machine) -> None:
    blocker = scene.raised()
    first = vera.get(f"blockers/{blocker.pk}/")
    assert vera.get(f"blockers/{blocker.pk}/", If_None_Match=first["ETag"]).status_code == 304
    RemarkFactory(blocker=blocker)
    assert vera.get(f"blockers/{blocker.pk}/", If_None_Match=first["ETag"]).status_code == 200


def test_however_many_blockers_it_takes_the_same_statements(
    scene: Scene, vera: Machine, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    vera.get(PAGE)  # the token keeps when it was used, to the minute
    for _ in range(2):
        BlockerFactory(blocked_team=scene.data, board=scene.cast.board, bet=scene.cast.a, owner=scene.cast.victor)
        with django_assert_num_queries(4):
            vera.get(PAGE)


# --- ended


def outcomes(blocker: Blocker) -> str:
    return f"blockers/{blocker.pk}/outcomes/"


def test_an_outcome_outside_the_room_says_who_was_there(scene: Scene) -> None:
    cast, blocker = scene.cast, scene.raised()
    ines = machine_of(cast.ines)
    asked = {
        "outcome": "carried", "owner": cast.victor.pk, "next_step": "Ask the authority for the form.",
        "reason": "It is closed today.", "decide_by": "2026-11-30T09:30:00+01:00",
    }  # fmt: skip
    assert ines.post(outcomes(blocker), asked).json()["errors"][0]["pointer"] == "/present"
    answer = ines.post(outcomes(blocker), asked | {"present": [cast.ines.pk, cast.vera.pk]}, Idempotency_Key="k1")
    again = ines.post(outcomes(blocker), asked | {"present": [cast.ines.pk, cast.vera.pk]}, Idempotency_Key="k1")
    assert (answer.status_code, answer.json()) == (201, again.json())
    made = Outcome.objects.get()
    assert answer.json() == {
        "id": made.pk,
        "outcome": "carried",
        "at": "2026-11-27T08:00:00Z",
        "session": None,
        "owner": {"id": cast.victor.pk, "name": "Victor"},
        "by_when": None,
        "since": None,
        "decide_by": "2026-11-30T08:30:00Z",
        "done_at": None,
        "counts": True,
        "text": "",
        "next_step": "Ask the authority for the form.",
        "reason": "It is closed today.",
        "accepts_breach": False,
        "decider": None,
        "entered_by": {"id": cast.ines.pk, "name": "Ines"},
        "waits_for": None,
        "present": ["Ines", "Vera"],
    }


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"outcome": "offline"}, "/outcome"),
        ({"outcome": ["decided"]}, "/outcome"),
        ({"text": "Let us take this offline."}, "/text"),
        ({"text": " "}, "/text"),
        ({"by_when": "2026-11-27T07:00:00Z"}, "/by_when"),
        ({"by_when": "2026-11-30T12:00:00"}, "/by_when"),
        ({"by_when": "0001-01-01T00:00:00+14:00"}, "/by_when"),
        ({"by_when": 7}, "/by_when"),
        ({"owner": 2**40}, "/owner"),
        ({"owner": None}, "/owner"),
        ({"decider": "Ines"}, "/decider"),
        ({"present": [2**40]}, "/present"),
        ({"next_step": "Something."}, "/next_step"),
        ({"accepts_breach": True}, "/accepts_breach"),
        ({"entered_by": 1}, "/entered_by"),
    ],
)
def test_what_is_no_outcome_is_refused_with_its_field(scene: Scene, change: dict[str, Any], pointer: str) -> None:
    cast, blocker = scene.cast, scene.raised()
    asked = {
        "outcome": "decided", "text": "Cloud issues a key of its own.", "decider": cast.ines.pk,
        "owner": cast.victor.pk, "by_when": "2026-11-30T12:00:00Z", "present": [cast.ines.pk],
    }  # fmt: skip
    answer = machine_of(cast.ines).post(outcomes(blocker), asked | change)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert any(fault["pointer"].startswith(pointer) for fault in answer.json()["errors"])
    assert not Outcome.objects.exists()


def test_a_breach_is_accepted_by_a_leader_alone(scene: Scene) -> None:
    cast, blocker = scene.cast, scene.raised()
    asked = {
        "outcome": "carried", "owner": cast.victor.pk, "next_step": "Ask the authority.", "reason": "Closed.",
        "accepts_breach": True, "present": [cast.vera.pk],
    }  # fmt: skip
    refused = machine_of(cast.vera).post(outcomes(blocker), asked)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/accepts_breach")
    assert machine_of(cast.ines).post(outcomes(blocker), asked).status_code == 201


def test_what_the_steward_types_counts_once_it_is_confirmed(scene: Scene) -> None:
    cast, blocker = scene.cast, scene.raised()
    stina = machine_of(cast.stina)
    asked = {"outcome": "unblocked", "text": "The key is there.", "present": [cast.vera.pk]}
    assert stina.post(outcomes(blocker), asked).json()["code"] == "forbidden"
    answer = stina.post(outcomes(blocker), asked | {"waits_for": cast.vera.pk})
    assert (answer.status_code, answer.json()["counts"]) == (201, False)
    assert machine_of(cast.willy).get(outcomes(blocker)).json()["results"] == []
    assert machine_of(cast.ines).post(outcomes(blocker), asked | {"waits_for": cast.vera.pk}).status_code == 403


def test_unblocked_by_the_other_side_waits_for_the_blocked_one(scene: Scene) -> None:
    cast, blocker = scene.cast, scene.raised()
    said = {"outcome": "unblocked", "text": "The key is there.", "present": [cast.victor.pk]}
    assert machine_of(cast.victor).post(outcomes(blocker), said).status_code == 201
    vera, page = machine_of(cast.vera), f"blockers/{blocker.pk}/confirmation/"
    assert vera.get(f"blockers/{blocker.pk}/").json()["state"] == "asked"
    assert machine_of(cast.victor).put(page, {}).json()["code"] == "forbidden"
    assert vera.call("DELETE", page, {}).json()["errors"][0]["pointer"] == "/reason"
    assert vera.call("DELETE", page, {"reason": "It is for another fleet."}).json()["state"] == "open"
    assert machine_of(cast.victor).post(outcomes(blocker), said).status_code == 201
    first = vera.put(page, {})
    assert (first.status_code, first.json()["state"]) == (200, "unblocked")
    assert vera.put(page, {}).json() == first.json()
    assert vera.call("DELETE", page, {"reason": "No."}).json()["code"] == "wrong_state"


# --- flags


def test_a_flag_waits_for_the_vp_of_its_team(scene: Scene, vera: Machine) -> None:
    willy = machine_of(scene.cast.willy)
    flag = {"title": "No signing key", "team": "data", "blocking": "unknown", "description": "Since noon."}
    answer = willy.post("boards/north/flags/", flag, Idempotency_Key="k1")
    assert willy.post("boards/north/flags/", flag, Idempotency_Key="k1").json() == answer.json()
    made = Flag.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "flag": {
            "id": made.pk,
            "title": "No signing key",
            "state": "waiting",
            "team": "data",
            "blocking": "unknown",
            "blocking_team": None,
            "bet": None,
            "flagged_by": {"id": scene.cast.willy.pk, "name": "Willy"},
            "flagged_at": "2026-11-27T08:00:00Z",
            "becomes_at": "2026-11-27T12:00:00Z",
            "decided_at": None,
            "blocker": None,
            "description": "Since noon.",
            "rejected_for": "",
        },
        "blocker": None,
    }
    assert [row["id"] for row in vera.get("boards/north/flags/").json()["results"]] == [made.pk]
    assert machine_of(scene.cast.victor).get("boards/north/flags/").json()["results"] == []
    assert machine_of(scene.cast.victor).post(f"flags/{made.pk}/blocker/", {}).json()["code"] == "forbidden"
    taken = vera.post(f"flags/{made.pk}/blocker/", {"blocking_team": "cloud"})
    assert (taken.status_code, taken.json()["blocking_team"]) == (201, "cloud")
    told = willy.get(f"flags/{made.pk}/")
    assert (told.json()["state"], told.json()["blocker"]) == ("taken_up", taken.json()["id"])
    assert willy.get(f"flags/{made.pk}/", If_None_Match=told["ETag"]).status_code == 304
    assert vera.post(f"flags/{made.pk}/rejection/", {"reason": "No."}).json()["code"] == "wrong_state"


def test_a_flag_is_rejected_with_a_reason(scene: Scene, vera: Machine) -> None:
    flag = scene.flagged()
    assert vera.post(f"flags/{flag.pk}/rejection/", {}).json()["errors"][0]["pointer"] == "/reason"
    answer = vera.post(f"flags/{flag.pk}/rejection/", {"reason": "The key is in the safe."}).json()
    assert (answer["state"], answer["rejected_for"]) == ("rejected", "The key is in the safe.")


def test_a_colleague_on_the_team_sees_a_flag_and_not_what_was_written(scene: Scene) -> None:
    flag = scene.flagged(text="hushflag")
    TeamMemberFactory(team=scene.data, member=scene.cast.ada)
    other = scene.cast.emil
    type(other).objects.filter(pk=other.pk).update(ended_at=None, roles=[])
    other.refresh_from_db()
    TeamMemberFactory(team=scene.data, member=other)
    answer = machine_of(other).get("boards/north/flags/")
    assert [row["id"] for row in answer.json()["results"]] == [flag.pk]
    assert "hushflag" not in answer.content.decode()


def test_what_the_teams_own_vp_flags_is_a_blocker_at_once(scene: Scene, vera: Machine) -> None:
    body = vera.post("boards/north/flags/", {"title": "No press", "team": "data"}).json()
    assert (body["flag"], body["blocker"]["id"]) == (None, Blocker.objects.get().pk)


def test_a_viewer_flags_for_their_own_teams_alone(scene: Scene) -> None:
    answer = machine_of(scene.cast.willy).post("boards/north/flags/", {"title": "No key", "team": "cloud"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/team")
    assert Machine(integration(scene.cast.board).text).get("boards/north/flags/").status_code == 403


def test_however_many_flags_it_takes_the_same_statements(
    scene: Scene, vera: Machine, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    vera.get("boards/north/flags/")
    for title in ("One", "Two"):
        scene.flagged(title=title, now=at("2026-11-27 09:00"))
        with django_assert_num_queries(3):
            vera.get("boards/north/flags/")
