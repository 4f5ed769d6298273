"""The questions over REST: in the order to be asked, and answered by leaders who are in the session."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from bets.bodies.questions import number, pair_of
from tests.api.tokens import Machine, integration, machine_of
from tests.bets.asking.the_room import gather, reveal
from tests.cast import Cast
from tests.factories import NOW
from tests.logged import log_order


@pytest.fixture
def room(cast: Cast) -> Iterator[Cast]:
    """Order A, B, C, D at revision 1; Otto put C above B; Ines and he are here, at this very instant."""
    log_order(cast)
    reveal(cast, "ABCD", "ACBD")
    gather(cast, cast.ines, cast.otto)
    with time_machine.travel(NOW, tick=False):
        yield cast


def questions(cast: Cast) -> str:
    return f"cycles/{cast.cycle.pk}/questions/"


def one(cast: Cast, machine: Machine) -> dict[str, Any]:
    found: dict[str, Any] = machine.get(questions(cast)).json()["questions"][0]
    return found


@given(st.lists(st.integers(1, 2**31), min_size=2, max_size=2, unique=True).map(sorted))
def test_a_number_is_that_of_one_pair(pair: list[int]) -> None:
    assert pair_of(number((pair[0], pair[1]))) == tuple(pair)


def test_each_says_its_act_and_what_it_moves(room: Cast) -> None:
    body = machine_of(room.ines).get(questions(room)).json()
    assert (body["revision"], body["revealed"]) == (1, True)
    question = body["questions"][0]
    assert (question["upper"], question["lower"]) == (room.b.pk, room.c.pk)
    assert question["act"]["bet"] in room.ids("BC")
    assert set(question["act"]) in ({"bet", "after"}, {"bet", "before"})
    assert (question["enters"], question["leaves"]) == (room.ids("C"), room.ids("B"))
    assert (question["against"], question["of"]) == (1, 2)
    assert question["person_weeks"] == "2.0"


def test_two_answers_against_the_order_move_it(room: Cast) -> None:
    ines, otto = machine_of(room.ines), machine_of(room.otto)
    asked = one(room, ines)
    first = ines.post(
        questions(room), {"question": asked["question"], "keep": room.c.pk, "base_revision": 1}, Idempotency_Key="k1"
    )
    assert (first.status_code, first.json()) == (201, {"revision": 1, "ended": "", "waits_for": ["Otto"]})
    again = ines.post(
        questions(room), {"question": asked["question"], "keep": room.c.pk, "base_revision": 1}, Idempotency_Key="k1"
    )
    assert again.json() == first.json()
    second = otto.post(questions(room), {"question": asked["question"], "yield": True})
    assert second.json() == {"revision": 2, "ended": "moved", "waits_for": []}
    assert room.order == "ACBD"
    assert ines.get(questions(room)).json()["questions"] == []
    stale = ines.post(questions(room), {"question": asked["question"], "keep": room.b.pk})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_question")


def test_an_answer_is_one_of_the_two_or_a_yield(room: Cast) -> None:
    ines = machine_of(room.ines)
    asked = one(room, ines)["question"]
    for body in ({"question": asked}, {"question": asked, "keep": room.b.pk, "yield": True},
                 {"question": asked, "yield": False}, {"question": asked, "keep": room.a.pk}):  # fmt: skip
        assert ines.post(questions(room), body).status_code == 422
    for other in (1, 2, 2**62, number((room.a.pk, 2**20))):
        answer = ines.post(questions(room), {"question": other, "yield": True})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/question")


def test_leaders_answer_and_nobody_for_them(room: Cast) -> None:
    asked = one(room, machine_of(room.ines))["question"]
    for machine in (machine_of(room.vera), machine_of(room.stina), Machine(integration(room.board).text)):
        assert machine.post(questions(room), {"question": asked, "keep": room.b.pk}).status_code == 403


def test_before_a_reveal_nobody_knows(cast: Cast) -> None:
    body = machine_of(cast.ines).get(questions(cast)).json()
    assert body == {"revision": 0, "revealed": False, "questions": []}
