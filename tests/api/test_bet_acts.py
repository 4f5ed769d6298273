"""What becomes of bets over REST: submitted and withdrawn by owners, and what leaders decide."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bets.actions.exceptions import ask_exception
from bets.models import Bet, Cycle
from journal.models import Event
from tests.api.tokens import Machine, integration, machine_of
from tests.cast import Cast
from tests.factories import NOW, CoWriterFactory, DemandFactory, DraftFactory, PitchFactory


@pytest.fixture
def vera(cast: Cast) -> Machine:
    return machine_of(cast.vera)


@pytest.fixture
def ines(cast: Cast) -> Machine:
    return machine_of(cast.ines)


def act(bet: Bet, name: str) -> str:
    return f"bets/{bet.pk}/{name}/"


def open_for_pitches(cast: Cast) -> None:
    closes = timezone.now() + timedelta(days=3)
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching", pitches_close_at=closes)


def whole_draft(cast: Cast) -> Bet:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera, title="Echo")
    PitchFactory(bet=draft)
    DemandFactory(bet=draft, team=cast.data, tenths=10)
    return draft


# --- by its owner


def test_its_owner_submits_it_and_once_more_changes_nothing(cast: Cast, vera: Machine) -> None:
    open_for_pitches(cast)
    draft = whole_draft(cast)
    answer = vera.put(act(draft, "submission"), {})
    assert (answer.status_code, answer.json()["status"], answer.json()["late"]) == (200, "submitted", False)
    again = vera.put(act(draft, "submission"), {})
    assert (again.status_code, again.json()) == (200, answer.json())


def test_what_is_missing_is_told_part_by_part(cast: Cast, vera: Machine) -> None:
    open_for_pitches(cast)
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera, title="Echo")
    PitchFactory(bet=draft, problem="")
    answer = vera.put(act(draft, "submission"), {})
    assert (answer.status_code, answer.json()["code"]) == (422, "incomplete")
    assert {fault["pointer"] for fault in answer.json()["errors"]} >= {"/problem", "/demand"}
    assert Bet.objects.get(pk=draft.pk).is_draft


def test_nobody_submits_for_another(cast: Cast) -> None:
    open_for_pitches(cast)
    draft = whole_draft(cast)
    CoWriterFactory(bet=draft, member=cast.victor)
    assert machine_of(cast.victor).put(act(draft, "submission"), {}).status_code == 403
    for member in (cast.ines, cast.stina, cast.ada):
        assert machine_of(member).put(act(draft, "submission"), {}).status_code == 404
    assert Machine(integration(cast.board).text).put(act(draft, "submission"), {}).status_code == 404
    answer = machine_of(cast.vera).put(act(draft, "submission"), {"owner": cast.vera.pk})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/owner")
    assert Bet.objects.get(pk=draft.pk).is_draft


def test_after_the_closing_a_leader_lets_one_in(cast: Cast, vera: Machine, ines: Machine) -> None:
    draft = whole_draft(cast)
    assert vera.put(act(draft, "submission"), {}).json()["code"] == "pitches_closed"
    assert ines.put(act(draft, "late-exception"), {"reason": "ill"}).status_code == 404, "a draft is its owner's"
    ask_exception(bet=Bet.objects.get(pk=draft.pk), by=cast.vera, now=NOW, reason="I was ill.")
    granted = ines.put(act(draft, "late-exception"), {"reason": "She was ill."})
    assert granted.json() == {
        "bet": draft.pk,
        "owner": {"id": cast.vera.pk, "name": "Vera"},
        "reason": "She was ill.",
    }
    body = vera.put(act(draft, "submission"), {}).json()
    assert (body["status"], body["late"]) == ("submitted", True)


def test_its_owner_takes_it_back_and_says_why(cast: Cast, vera: Machine) -> None:
    assert vera.delete(act(cast.b, "submission")).json()["errors"][0]["pointer"] == "/reason"
    answer = vera.call("DELETE", act(cast.b, "submission"), {"reason": "Solved elsewhere."}, Idempotency_Key="k1")
    body = answer.json()
    assert (body["status"], body["ended_reason"], body["rank"]) == ("withdrawn", "Solved elsewhere.", None)
    assert cast.order == "ACD"
    again = vera.call("DELETE", act(cast.b, "submission"), {"reason": "Solved elsewhere."}, Idempotency_Key="k1")
    assert again.status_code == 200
    assert vera.delete(act(cast.b, "submission") + "?reason=Twice").status_code == 422


def test_a_reason_may_stand_in_the_address(cast: Cast, vera: Machine) -> None:
    assert vera.delete(act(cast.b, "submission") + "?reason=Solved").json()["ended_reason"] == "Solved"
    assert vera.delete(act(cast.c, "submission") + "?why=Solved").status_code == 422


def test_its_owner_asks_to_let_it_in_late_and_a_leader_hears_of_it(cast: Cast, vera: Machine, ines: Machine) -> None:
    draft = DraftFactory(cycle=cast.cycle, owner=cast.vera, title="Foxtrot")
    page = act(draft, "late-exception/requests")
    asked = vera.post(page, {"reason": "I was ill."}, Idempotency_Key="k1")
    vera_said = {"bet": draft.pk, "owner": {"id": cast.vera.pk, "name": "Vera"}, "reason": "I was ill."}
    assert (asked.status_code, asked.json()) == (201, vera_said)
    assert vera.post(page, {"reason": "I was ill."}, Idempotency_Key="k1").json() == asked.json()
    assert Event.objects.filter(kind="bets.late_exception.asked").count() == 1
    assert ines.post(page, {"reason": "She was ill."}).status_code == 404, "a draft is its owner's"
    assert ines.put(act(draft, "late-exception"), {"reason": "She was ill."}).status_code == 200
    assert vera.post(page, {"reason": "I was ill."}).json()["code"] == "not_needed"


def test_nobody_asks_for_another_or_before_it_is_late(cast: Cast, vera: Machine) -> None:
    page = act(cast.a, "late-exception/requests")
    assert machine_of(cast.victor).post(page, {"reason": "For Vera."}).status_code == 403
    assert vera.post(page, {"reason": "I was ill."}).json()["code"] == "not_needed", "it is submitted"
    assert vera.post(page, {"reason": " "}).status_code == 422
    Cycle.objects.filter(pk=cast.cycle.pk).update(state="pitching")
    assert vera.post(page, {"reason": "I shall be late."}).json()["code"] == "wrong_state"


# --- by a leader


def test_a_leader_declines(cast: Cast, vera: Machine, ines: Machine) -> None:
    body = ines.put(act(cast.c, "decline"), {"reason": "Not this half-year."}).json()
    assert (body["status"], body["ended_reason"]) == ("declined", "Not this half-year.")
    assert cast.order == "ABD"
    assert vera.put(act(cast.d, "decline"), {"reason": "No."}).status_code == 403


def test_must_do_is_said_and_taken_back(cast: Cast, ines: Machine) -> None:
    body = ines.put(act(cast.d, "must-do"), {"reason": "The law."}).json()
    assert (body["must_do"], body["must_do_reason"], body["funded"]) == (True, "The law.", True)
    assert ines.delete(act(cast.d, "must-do")).status_code == 422
    assert ines.delete(act(cast.d, "must-do") + "?reason=Repealed").json()["must_do"] is False


def test_a_leader_names_another_owner(cast: Cast, vera: Machine, ines: Machine) -> None:
    body = ines.put(act(cast.a, "owner"), {"member": cast.victor.pk, "reason": "He builds it."}).json()
    assert (body["owner"], body["rank"]) == ({"id": cast.victor.pk, "name": "Victor"}, 1)
    assert vera.put(act(cast.b, "owner"), {"member": cast.victor.pk, "reason": "Take it."}).status_code == 403


@pytest.mark.parametrize("whom", ["olga", "emil", "willy"])
def test_an_owner_is_a_vp_of_the_board(cast: Cast, ines: Machine, whom: str) -> None:
    answer = ines.put(act(cast.a, "owner"), {"member": getattr(cast, whom).pk, "reason": "They build it."})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert Bet.objects.get(pk=cast.a.pk).owner == cast.vera


@pytest.mark.parametrize("name", ["decline", "must-do", "late-exception"])
def test_each_says_why(cast: Cast, ines: Machine, name: str) -> None:
    for body in ({}, {"reason": ""}, {"reason": 7}, {"reason": "x" * 501}):
        answer = ines.put(act(cast.a, name), body)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/reason")


def test_a_token_without_the_scope_is_told_so(cast: Cast) -> None:
    reader = machine_of(cast.ines, "read", "rank:write")
    assert reader.put(act(cast.a, "decline"), {"reason": "No."}).json()["code"] == "insufficient_scope"
