"""The weekly room over REST: its sessions, what is heard in one, how items end; opened and closed."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from eteam.models import Blocker, Matter, Outcome, Session
from tests.api.tokens import Machine, integration, machine_of
from tests.cast import Cast
from tests.eteam.live.the_room import STARTS, TheRoom, at, make_room
from tests.eteam.rows import OutcomeFactory
from tests.factories import DraftFactory

PAGE = "boards/north/sessions/"


@pytest.fixture
def stage(cast: Cast) -> Iterator[TheRoom]:
    """Tuesday, when the session starts."""
    made = make_room(cast)
    with time_machine.travel(STARTS, tick=False):
        yield made


@pytest.fixture
def ines(stage: TheRoom) -> Machine:
    return machine_of(stage.cast.ines)


def of(stage: TheRoom, word: str = "") -> str:
    return f"sessions/{stage.session.pk}/{word}"


def test_sessions_are_listed_by_their_start(stage: TheRoom, ines: Machine) -> None:
    stage.opened()
    body = ines.get(PAGE).json()["results"]
    assert [row["id"] for row in body] == [stage.session.pk, stage.following.pk]
    assert [row["id"] for row in ines.get(f"{PAGE}?state=planned").json()["results"]] == [stage.following.pk]
    assert ines.get(f"{PAGE}?state=soon").json()["errors"][0]["pointer"] == "/state"
    first = ines.get(f"{PAGE}?limit=1").json()
    assert [row["id"] for row in ines.get(first["next"].removeprefix("http://testserver")).json()["results"]] == [
        stage.following.pk
    ]
    assert body[0] == {
        "id": stage.session.pk,
        "kind": "session",
        "state": "running",
        "zone": "Europe/Stockholm",
        "revision": 1,
        "unheard": 0,
        "cancelled_for": "",
        "unheard_for": "",
        "starts_at": "2026-12-01T12:00:00Z",
        "ends_at": "2026-12-01T15:00:00Z",
        "opened_at": "2026-12-01T12:00:00Z",
        "closed_at": None,
        "chair": {"id": stage.cast.ines.pk, "name": "Ines"},
        "opened_by": {"id": stage.cast.ines.pk, "name": "Ines"},
        "closed_by": None,
        "floor": "",
    }


def test_a_session_is_read_once_and_then_told_to_be_the_same(stage: TheRoom, ines: Machine) -> None:
    for page in (of(stage), of(stage, "agenda/")):
        first = ines.get(page)
        assert ines.get(page, If_None_Match=first["ETag"]).status_code == 304
        assert first.status_code == 200


def test_the_agenda_is_built_in_the_order_in_which_it_is_heard(stage: TheRoom, ines: Machine) -> None:
    first, room = stage.blocker("Key", at(40)), stage.blocker("Press", at(9000))
    matter = stage.matter()
    stage.opened()
    body = ines.get(of(stage, "agenda/")).json()
    assert [item["key"] for item in body["items"]][:3] == [
        f"blocker:{first.pk}", f"blocker:{room.pk}", f"matter:{matter.pk}"
    ]  # fmt: skip
    assert body["items"][0] == {
        "key": f"blocker:{first.pk}",
        "section": "first",
        "title": "Data is blocked by Cloud: Key",
        "hear_before": "2026-12-01T12:40:00Z",
        "needs_outcome": True,
        "outcome": None,
    }
    assert body["pending"] == 3


# --- opened and closed


def test_it_is_opened_and_closed_by_saying_its_state(stage: TheRoom, ines: Machine) -> None:
    page = of(stage, "state/")
    for _ in range(2):
        opened = ines.put(page, {"state": "running"})
        assert (opened.status_code, opened.json()["state"]) == (200, "running")
    closed = ines.put(page, {"state": "closed"})
    assert (closed.status_code, closed.json()["closed_by"]["name"]) == (200, "Ines")
    assert ines.put(page, {"state": "closed"}).json() == closed.json()
    again = ines.put(page, {"state": "running"})
    assert (again.status_code, again.json()["code"]) == (409, "wrong_state")


def test_it_is_not_closed_while_an_item_has_no_outcome(stage: TheRoom, ines: Machine) -> None:
    blocker = stage.blocker("Key", at(9000))
    stage.opened()
    refused = ines.put(of(stage, "state/"), {"state": "closed"})
    assert (refused.status_code, refused.json()["code"]) == (409, "items_unheard")
    assert refused.json()["items"] == [{"key": f"blocker:{blocker.pk}", "title": "Data is blocked by Cloud: Key"}]
    assert ines.put(of(stage, "state/"), {"state": "closed", "reason": " "}).json()["errors"][0]["pointer"] == "/reason"
    closed = ines.put(of(stage, "state/"), {"state": "closed", "reason": "The fire alarm."}).json()
    assert (closed["state"], closed["unheard"], closed["unheard_for"]) == ("closed", 1, "The fire alarm.")
    left = ines.get(of(stage, "agenda/")).json()
    assert (left["pending"], left["items"][0]["outcome"]) == (0, "unheard")
    assert Outcome.objects.get().kind == "unheard"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/state"),
        ({"state": "planned"}, "/state"),
        ({"state": "running", "reason": "Because."}, "/reason"),
        ({"state": "closed", "by": 1}, "/by"),
    ],
)
def test_a_state_that_nobody_can_ask_for_is_refused(
    stage: TheRoom, ines: Machine, body: dict[str, Any], pointer: str
) -> None:
    answer = ines.put(of(stage, "state/"), body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert Session.objects.get(pk=stage.session.pk).state == "planned"


def test_two_at_a_time_and_far_ahead_are_conflicts(stage: TheRoom, ines: Machine) -> None:
    assert ines.put(f"sessions/{stage.following.pk}/state/", {"state": "running"}).json()["code"] == "wrong_state"
    assert ines.put(of(stage, "state/"), {"state": "closed"}).json()["code"] == "no_session"
    stage.opened()
    with time_machine.travel(stage.following.starts_at, tick=False):
        other = ines.put(f"sessions/{stage.following.pk}/state/", {"state": "running"})
    assert (other.status_code, other.json()["code"]) == (409, "session_open")


def test_only_leaders_and_the_steward_open_it(stage: TheRoom) -> None:
    cast = stage.cast
    for member in (cast.vera, cast.willy, cast.ada):
        assert machine_of(member).put(of(stage, "state/"), {"state": "running"}).status_code == 403
    assert Machine(integration(cast.board).text).get(of(stage)).status_code == 403
    assert machine_of(cast.stina).put(of(stage, "state/"), {"state": "running"}).status_code == 200


# --- items and outcomes


def test_a_matter_is_put_on_the_agenda_once(stage: TheRoom) -> None:
    vera = machine_of(stage.cast.vera)
    asked = {"kind": "misaligned", "title": "One price list", "team": "data", "other_team": "cloud"}
    first = vera.post(of(stage, "items/"), asked, Idempotency_Key="k1")
    assert vera.post(of(stage, "items/"), asked, Idempotency_Key="k1").json() == first.json()
    made = Matter.objects.get()
    assert (first.status_code, first.json()) == (
        201,
        {"key": f"matter:{made.pk}", "kind": "misaligned", "title": "One price list",
         "raised_at": "2026-12-01T12:00:00Z"},
    )  # fmt: skip
    keys = [item["key"] for item in vera.get(of(stage, "agenda/")).json()["items"]]
    assert f"matter:{made.pk}" in keys


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"kind": "blocked", "title": "A"}, "/kind"),
        ({"kind": "plan", "title": " "}, "/title"),
        ({"kind": "plan", "title": "A\0"}, "/title"),
        ({"kind": "misaligned", "title": "A", "team": "data"}, "/other_team"),
        ({"kind": "misaligned", "title": "A", "team": "nowhere", "other_team": "data"}, "/team"),
        ({"kind": "off_track", "title": "A"}, "/bet"),
        ({"kind": "off_track", "title": "A", "bet": 2**40}, "/bet"),
        ({"kind": "plan", "title": "A", "raised_by": 1}, "/raised_by"),
    ],
)
def test_a_matter_that_is_none_is_refused_with_its_field(stage: TheRoom, body: dict[str, Any], pointer: str) -> None:
    answer = machine_of(stage.cast.vera).post(of(stage, "items/"), body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert not Matter.objects.exists()


def test_a_draft_is_on_no_agenda(stage: TheRoom) -> None:
    draft = DraftFactory(cycle=stage.cast.cycle, owner=stage.cast.vera)
    asked = {"kind": "off_track", "title": "Late", "bet": draft.pk}
    assert machine_of(stage.cast.vera).post(of(stage, "items/"), asked).json()["errors"][0]["pointer"] == "/bet"


def test_an_item_ends_in_the_room(stage: TheRoom, ines: Machine) -> None:
    cast, blocker, matter = stage.cast, stage.blocker("Key", at(40)), stage.matter(team=stage.cloud)
    stage.opened()
    decided = {
        "outcome": "decided", "text": "Cloud issues a key of its own.", "decider": cast.ines.pk,
        "owner": cast.victor.pk, "by_when": "2026-12-02T12:00:00Z",
    }  # fmt: skip
    first = ines.post(of(stage, "outcomes/"), decided | {"item": f"blocker:{blocker.pk}"}, Idempotency_Key="k1")
    again = ines.post(of(stage, "outcomes/"), decided | {"item": f"blocker:{blocker.pk}"}, Idempotency_Key="k1")
    assert (first.status_code, first.json()) == (201, again.json())
    assert first.json()["session"] == stage.session.pk
    assert Blocker.objects.get(pk=blocker.pk).decided_at is not None
    victor = machine_of(cast.victor)
    assert victor.post(of(stage, "outcomes/"), decided | {"item": f"matter:{matter.pk}"}).status_code == 201
    listed = machine_of(cast.stina).get(of(stage, "outcomes/")).json()["results"]
    assert [(row["outcome"], row["text"]) for row in listed] == [("decided", "Cloud issues a key of its own.")] * 2
    assert ines.put(of(stage, "state/"), {"state": "closed"}).status_code == 200


def test_a_decision_past_its_date_is_heard_by_what_it_was_about(stage: TheRoom, ines: Machine) -> None:
    cast, matter = stage.cast, stage.matter()
    due = OutcomeFactory(
        blocker=None, matter=matter, board=cast.board, decider=cast.ines, owner=cast.victor, by_when=at(-60)
    )
    stage.opened()
    asked = {
        "item": f"decision:{due.pk}", "outcome": "carried", "owner": cast.victor.pk,
        "next_step": "Ask the authority.", "reason": "It was closed.",
    }  # fmt: skip
    assert ines.post(of(stage, "outcomes/"), asked).status_code == 201
    assert Outcome.objects.filter(matter=matter, kind="carried", session=stage.session).exists()


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"item": "blocker"}, "/item"),
        ({"item": "report:1"}, "/item"),
        ({"item": f"blocker:{2**63}"}, "/item"),
        ({"item": "blocker:²"}, "/item"),
        ({"item": None}, "/item"),
        ({"present": [1]}, "/present"),
        ({"session": 1}, "/session"),
        ({"outcome": "offline"}, "/outcome"),
    ],
)
def test_what_is_no_outcome_of_an_item_is_refused(
    stage: TheRoom, ines: Machine, change: dict[str, Any], pointer: str
) -> None:
    blocker = stage.blocker("Key", at(40))
    stage.opened()
    asked: dict[str, Any] = {"item": f"blocker:{blocker.pk}", "outcome": "unblocked", "text": "The key is there."}
    answer = ines.post(of(stage, "outcomes/"), asked | change)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert not Outcome.objects.exists()


def test_before_it_is_opened_nothing_ends_in_it(stage: TheRoom, ines: Machine) -> None:
    blocker = stage.blocker("Key", at(40))
    asked = {"item": f"blocker:{blocker.pk}", "outcome": "unblocked", "text": "The key is there."}
    answer = ines.post(of(stage, "outcomes/"), asked)
    assert (answer.status_code, answer.json()["code"]) == (409, "no_session")
    assert ines.post(of(stage, "outcomes/"), asked | {"item": f"blocker:{2**40}"}).status_code == 404


def test_another_domain_is_not_ones_own_to_end(stage: TheRoom) -> None:
    matter = stage.matter(team=stage.cloud)
    stage.opened()
    asked = {"item": f"matter:{matter.pk}", "outcome": "unblocked", "text": "It is settled."}
    assert machine_of(stage.cast.vera).post(of(stage, "outcomes/"), asked).json()["code"] == "forbidden"
    assert (
        machine_of(stage.cast.ines, "read").post(of(stage, "outcomes/"), asked).json()["code"] == "insufficient_scope"
    )


def test_a_longer_agenda_takes_no_more_statements(
    stage: TheRoom, ines: Machine, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    stage.opened()
    ines.get(of(stage))
    for number in range(3):
        stage.blocker(f"Key {number}", at(40 + number))
        stage.matter(f"Matter {number}")
        with django_assert_max_num_queries(14):
            assert ines.get(of(stage, "agenda/")).status_code == 200
        for page in (PAGE, of(stage, "outcomes/")):
            with django_assert_max_num_queries(4):
                ines.get(page)
