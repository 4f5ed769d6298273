"""The door of an answer: a form, and a program."""

from typing import Any

import pytest
import time_machine

from bets.actions.ranking import move
from bets.models import Cycle, RankingSession
from bets.ordering import After
from tests.bets.asking.the_room import pair, reveal, say
from tests.bets.the_board import signed_in
from tests.cast import Cast
from tests.factories import NOW


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def post(cast: Cast, name: str, letters: str = "BC", **sent: Any) -> Any:
    """As the page's form sends it."""
    first, second = pair(cast, letters)
    address = f"/cycles/{cast.cycle.pk}/questions/{first}/{second}/answers/"
    return signed_in(getattr(cast, name)).post(address, sent, follow=True)


def test_an_answer_leads_back_to_the_question_and_says_who_is_waited_for(room: Cast) -> None:
    response = post(room, "ines", keeps=room.b.pk, base_revision=1, moves=room.c.pk)
    assert response.redirect_chain[-1][0].endswith("/{}/{}/".format(*pair(room, "BC")))
    assert "Your answer stands. Still to speak: Otto." in response.content.decode()


def test_a_yield_is_said_as_such(room: Cast) -> None:
    say(room, room.otto, "BC", "C")
    response = post(room, "ines", keeps="yield")
    assert "Settled: the order is changed." in response.content.decode()
    assert room.order == "ACBD"


def test_the_last_question_leads_to_the_list_with_a_way_back(room: Cast) -> None:
    say(room, room.otto, "BC", "C")
    response = post(room, "ines", keeps=room.c.pk)
    assert response.redirect_chain[-1][0].endswith("/questions/")
    assert f'action="/cycles/{room.cycle.pk}/undone/?revision=2"' in response.content.decode()


def test_another_question_is_next(room: Cast) -> None:
    reveal(room, "ABCD", "DCBA")
    say(room, room.otto, "BC", "B")
    response = post(room, "ines", keeps=room.b.pk)
    address = response.redirect_chain[-1][0]
    assert address.count("/questions/") == 1
    assert not address.endswith(("/questions/", "/{}/{}/".format(*pair(room, "BC"))))


def test_a_stale_answer_is_refused_on_the_page_as_it_is_now_and_keeps_the_sentence(room: Cast) -> None:
    move(cycle=room.cycle, bet=room.b.pk, target=After(room.c.pk), by=room.otto, now=NOW)
    response = post(room, "ines", keeps=room.c.pk, base_revision=1, reason="The factory waits.")
    html = response.content.decode()
    assert response.status_code == 409
    assert "Otto moved one of the two meanwhile. Look again. Nothing was changed." in html
    assert 'value="The factory waits."' in html
    assert room.order == "ACBD"


def test_without_a_session_it_is_refused_with_the_way_to_open_one(room: Cast) -> None:
    RankingSession.objects.update(closed_at=NOW, closed_by=room.ines)
    response = post(room, "ines", keeps=room.c.pk)
    assert response.status_code == 409
    html = response.content.decode()
    assert "No ranking session of 2027H1 is open." in html
    assert f'<a href="/cycles/{room.cycle.pk}/session/">Open one</a>' in html


def test_a_program_gets_the_codes(room: Cast) -> None:
    first, second = pair(room, "BC")
    address, client = f"/cycles/{room.cycle.pk}/questions/{first}/{second}/answers/", signed_in(room.ines)

    def sent(**body: Any) -> Any:
        return client.post(address, body, content_type="application/json", headers={"Idempotency-Key": "k"})

    first_time = sent(keeps=room.b.pk)
    assert (first_time.status_code, first_time.json()) == (201, {"revision": 1, "ended": "", "waits_for": ["Otto"]})
    assert sent(keeps=room.b.pk).json() == first_time.json()
    assert sent(keeps="yield").json()["code"] == "idempotency_key_reused"
    Cycle.objects.update(frozen=True)
    frozen = client.post(address, {"keeps": room.b.pk}, content_type="application/json")
    assert (frozen.status_code, frozen.json()["code"]) == (409, "frozen")
    RankingSession.objects.update(closed_at=NOW, closed_by=room.ines)
    Cycle.objects.update(frozen=False)
    closed = client.post(address, {"keeps": room.b.pk}, content_type="application/json")
    assert (closed.status_code, closed.json()["code"]) == (409, "no_session")


@pytest.mark.parametrize("keeps", ["", "nobody", "-1", "9" * 19])
def test_what_is_no_answer_is_refused(room: Cast, keeps: str) -> None:
    assert post(room, "ines", keeps=keeps).status_code == 422
    assert post(room, "ines").status_code == 422


@pytest.mark.parametrize(
    ("name", "status"), [("stina", 403), ("vera", 403), ("willy", 403), ("ada", 403), ("olga", 404)]
)
def test_only_leaders_answer(room: Cast, name: str, status: int) -> None:
    assert post(room, name, keeps=room.b.pk).status_code == status
