"""Where bets are worked on outside, the runs of the roadmap tool, and what drifts."""

from datetime import timedelta

import pytest

from bets.models import RoadmapRun
from tests.api.tokens import Machine, integration, machine_of
from tests.cast import Cast
from tests.factories import NOW, BetFactory, ReferenceFactory, RoadmapToolFactory, TeamMoveFactory
from tests.locked import locked_plan

pytestmark = pytest.mark.django_db

TOLD = {
    "external_source": "linear", "external_id": "LIN-7", "url": "https://linear.example/LIN-7", "status": "Started",
    "progress": 40, "moved_at": {"data": "2026-11-23T09:00:00Z"},
}  # fmt: skip


@pytest.fixture
def locked(cast: Cast) -> Cast:
    locked_plan(cast)
    return cast


@pytest.fixture
def program(locked: Cast) -> Machine:
    return Machine(integration(locked.board, "read", "sync").text)


def test_an_integration_says_where_a_bet_is_worked_on_and_how_it_stands(locked: Cast, program: Machine) -> None:
    answer = program.put(f"bets/{locked.a.pk}/external/", TOLD)
    assert answer.status_code == 201
    said = answer.json()
    assert said.pop("told_at")
    assert said == TOLD | {"bet": locked.a.pk, "gone_at": None}
    read = program.get(f"bets/{locked.a.pk}/external/")
    assert read.json()["progress"] == 40
    assert program.get(f"bets/{locked.a.pk}/external/", If_None_Match=read.headers["ETag"]).status_code == 304


def test_what_is_left_out_stays_and_no_movement_goes_back(locked: Cast, program: Machine) -> None:
    program.put(f"bets/{locked.a.pk}/external/", TOLD)
    less = {"external_source": "linear", "external_id": "LIN-7", "progress": 60}
    answer = program.put(f"bets/{locked.a.pk}/external/", less | {"moved_at": {"data": "2026-11-01T09:00:00Z"}})
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["progress"]) == ("Started", 60)
    assert answer.json()["moved_at"] == {"data": "2026-11-23T09:00:00Z"}


def test_capitals_and_blanks_make_no_other_tool_of_it(locked: Cast, program: Machine) -> None:
    program.put(f"bets/{locked.a.pk}/external/", TOLD)
    same = {"external_source": "Linear", "external_id": "LIN-7", "progress": 60}
    answer = program.put(f"bets/{locked.a.pk}/external/", same)
    assert (answer.json()["status"], answer.json()["moved_at"]) == ("Started", {"data": "2026-11-23T09:00:00Z"})


def test_another_epic_begins_anew(locked: Cast, program: Machine) -> None:
    program.put(f"bets/{locked.a.pk}/external/", TOLD)
    answer = program.put(f"bets/{locked.a.pk}/external/", {"external_source": "linear", "external_id": "LIN-8"})
    assert (answer.json()["status"], answer.json()["progress"], answer.json()["moved_at"]) == ("", None, {})


def test_it_is_taken_away_again(locked: Cast, program: Machine) -> None:
    program.put(f"bets/{locked.a.pk}/external/", TOLD)
    assert program.delete(f"bets/{locked.a.pk}/external/").status_code == 204
    gone = program.get(f"bets/{locked.a.pk}/external/")
    assert (gone.status_code, gone.json()["code"]) == (404, "not_linked")
    assert program.delete(f"bets/{locked.a.pk}/external/").status_code == 204


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"progress": 101}, "/progress"),
        ({"progress": "40"}, "/progress"),
        ({"url": "javascript:alert(1)"}, "/url"),
        ({"external_id": ""}, "/external_id"),
        ({"external_id": "a\0b"}, "/external_id"),
        ({"moved_at": {"nobody": "2026-11-23T09:00:00Z"}}, "/moved_at"),
        ({"moved_at": {"data": "2999-01-01T00:00:00Z"}}, "/moved_at"),
        ({"rank": 1}, "/rank"),
    ],
)
def test_what_cannot_be_taken_is_named(locked: Cast, program: Machine, change: dict[str, object], pointer: str) -> None:
    answer = program.put(f"bets/{locked.a.pk}/external/", TOLD | change)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


def test_one_epic_is_one_bets(locked: Cast, program: Machine) -> None:
    program.put(f"bets/{locked.a.pk}/external/", TOLD)
    answer = program.put(f"bets/{locked.b.pk}/external/", TOLD)
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")
    assert "“Alpha”" in answer.json()["detail"]


def test_before_the_lock_nothing_is_worked_on(cast: Cast) -> None:
    program = Machine(integration(cast.board, "sync").text)
    answer = program.put(f"bets/{cast.a.pk}/external/", TOLD)
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")


def test_a_vp_tells_of_their_own_bets_alone(locked: Cast) -> None:
    other = BetFactory(cycle=locked.cycle, owner=locked.victor)
    assert machine_of(locked.vera, "sync").put(f"bets/{locked.a.pk}/external/", TOLD).status_code == 201
    assert machine_of(locked.vera, "sync").put(f"bets/{other.pk}/external/", TOLD).status_code == 403
    refused = machine_of(locked.vera, "read").put(f"bets/{locked.a.pk}/external/", TOLD)
    assert refused.json()["code"] == "insufficient_scope"


def test_a_push_is_asked_for_and_looked_at(locked: Cast) -> None:
    RoadmapToolFactory(board=locked.board)
    leader = machine_of(locked.ines)
    answer = leader.post(f"cycles/{locked.cycle.pk}/roadmap/runs/", {"kind": "push"})
    assert answer.status_code == 202
    run = answer.json()
    assert (run["kind"], run["state"], run["cycle"]) == ("push", "waiting", locked.cycle.pk)
    assert leader.get(f"roadmap/runs/{run['id']}/").json() == run
    assert leader.get("boards/north/roadmap/runs/").json()["results"] == [run]
    same = leader.post(f"cycles/{locked.cycle.pk}/roadmap/runs/", {"kind": "push"})
    assert same.json()["id"] == run["id"], "it is under way already"
    other = leader.post(f"cycles/{locked.cycle.pk}/roadmap/runs/", {"kind": "pull"})
    assert (other.status_code, other.json()["code"]) == (409, "wrong_state")


def test_the_same_key_asks_once(locked: Cast) -> None:
    RoadmapToolFactory(board=locked.board)
    leader = machine_of(locked.ines)
    first = leader.post(f"cycles/{locked.cycle.pk}/roadmap/runs/", {"kind": "push"}, Idempotency_Key="k" * 20)
    RoadmapRun.objects.update(state="done", ended_at=NOW)
    again = leader.post(f"cycles/{locked.cycle.pk}/roadmap/runs/", {"kind": "push"}, Idempotency_Key="k" * 20)
    assert again.json() == first.json()
    assert RoadmapRun.objects.count() == 1


def test_without_a_tool_there_is_nothing_to_ask(locked: Cast) -> None:
    answer = machine_of(locked.ines).post(f"cycles/{locked.cycle.pk}/roadmap/runs/", {"kind": "push"})
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")
    assert machine_of(locked.ines).get("boards/north/roadmap/").json()["tool"] is None


def test_the_tool_is_told_of_without_its_secret(locked: Cast) -> None:
    RoadmapToolFactory(board=locked.board, secret="hushsecret")
    answer = machine_of(locked.stina).get("boards/north/roadmap/")
    assert answer.json()["address"] == "https://example.atlassian.net"
    assert b"hushsecret" not in answer.content


def test_a_drift_is_told_with_both_bets(locked: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    later = NOW + timedelta(days=20)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    ReferenceFactory(cycle=locked.cycle, bet=locked.a, seen_at=later)
    low = ReferenceFactory(cycle=locked.cycle, bet=locked.c, seen_at=later)
    TeamMoveFactory(reference=low, board=locked.board, team=locked.data, moved_at=later - timedelta(days=1))
    said = machine_of(locked.vera).get(f"cycles/{locked.cycle.pk}/drift/").json()
    (drift,) = said["drifts"]
    assert (drift["team"], drift["bet"], drift["rank"]) == ("data", locked.a.pk, 1)
    assert (drift["instead"], drift["instead_rank"], drift["on_agenda"]) == (locked.c.pk, 3, False)
    assert said["unknown"] == [locked.b.pk]


def test_without_a_plan_nothing_drifts(cast: Cast) -> None:
    said = machine_of(cast.vera).get(f"cycles/{cast.cycle.pk}/drift/").json()
    assert said == {"cycle": cast.cycle.pk, "since": None, "drifts": [], "unknown": []}
