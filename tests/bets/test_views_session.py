"""The pages of a ranking session: who sees what of it, what is pressed there, and what they cost."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from bets.actions import ranking, sessions, steering, turns
from bets.models import Attendance, Cycle, RankingSession, Round
from bets.ordering import ToRank
from tests.bets.the_board import fragment, page, signed_in, statements
from tests.bets.the_pages import get, html, post
from tests.cast import Cast, make_member, make_ranked
from tests.factories import NOW, AttendanceFactory, BetFactory, PrivateOrderFactory, RoundFactory
from tests.logged import log_order

pytestmark = pytest.mark.usefixtures("at_noon")

FRAGMENT = 6
"""Statements of the console fetched anew: session, person, entrance; the session, its bets, what is spoken of."""


@pytest.fixture
def at_noon() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room(north: Cast) -> Cast:
    """Stina has opened a session; A, B, C and D are to be pitched."""
    sessions.open_session(cycle=north.cycle, by=north.stina, now=NOW)
    return north


@pytest.fixture
def north(cast: Cast) -> Cast:
    return log_order(cast)


def put(cast: Cast, name: str) -> Any:
    return signed_in(getattr(cast, name)).put(f"/cycles/{cast.cycle.pk}/session/presence/")


def now_of(cast: Cast) -> RankingSession:
    return RankingSession.objects.get(cycle=cast.cycle)


def hide(cast: Cast) -> None:
    Cycle.objects.filter(pk=cast.cycle.pk).update(visibility="leaders_only")


# --- opened, closed, of before


def test_before_it_is_opened_who_may_run_it_is_offered_to(cast: Cast) -> None:
    assert "Open the session" in html(cast, "session", "stina")
    assert "Open the session" not in html(cast, "session", "vera")
    answer = post(cast, "session", "ines")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/cycles/{cast.cycle.pk}/session/")
    assert "4 are to be pitched." in html(cast, "session", "vera")


def test_a_second_one_is_refused_with_a_page(room: Cast) -> None:
    answer = post(room, "session", "ines")
    assert answer.status_code == 409
    assert "Stina has opened a session already" in answer.content.decode()


def test_its_end_leads_to_what_it_was(room: Cast) -> None:
    sessions.enter(cycle=room.cycle, by=room.vera, now=NOW)
    ranking.move(cycle=room.cycle, bet=room.d.pk, target=ToRank(1), by=room.ines, now=NOW)
    with time_machine.travel(NOW + timedelta(minutes=80), tick=False):
        answer = post(room, "session/end", "stina")
    ranking.move(cycle=room.cycle, bet=room.a.pk, target=ToRank(1), by=room.ines, now=NOW)
    text = signed_in(room.victor).get(answer.headers["Location"]).content.decode()
    assert "13:00 to 14:20, 1 hour 20 minutes. Opened by Stina, closed by Stina." in text
    assert "<span>Vera</span><span>from 13:00</span>" in text
    assert ("Delta</a> from #4 to #1" in text, "Alpha</a> from" in text) == (True, False)
    assert "24 November 2026" in html(room, "session", "vera")


def test_an_open_session_is_none_of_before(room: Cast) -> None:
    assert get(room, f"sessions/{now_of(room).pk}").status_code == 404
    assert get(room, "sessions/99").status_code == 404


# --- who sees what


def test_a_vp_sees_the_session_without_its_buttons(room: Cast) -> None:
    turns.turn_to(cycle=room.cycle, turn=1, by=room.stina, now=NOW)
    runs, attends = html(room, "session", "stina"), html(room, "session", "vera")
    for button in ("Start the clock", "Freeze the order", "Leave out", "Close the session", ">Present<"):
        assert (button in runs, button in attends) == (True, False), button
    assert "Vera pitches, 2 of 4" in attends
    assert "5:00 left" in attends
    assert "Ranking round" not in attends


def test_where_vps_may_not_see_the_order_they_are_refused_everywhere(room: Cast) -> None:
    hide(room)
    for part in ("session", "session/now", "session/presence", "session/projector", "session/projector/now"):
        assert get(room, part, "vera").status_code == 403, part
    assert put(room, "vera").status_code == 403
    for part in ("session/presence", "session/presence/end", "session", "session/turn"):
        assert post(room, part, "vera").status_code == 403, part
    assert Attendance.objects.count() == 0
    assert 'id="presence"' not in page(room.vera, room.cycle)


# --- being there


def test_i_am_here_leads_back_to_the_page_it_was_said_on(room: Cast) -> None:
    board = page(room.vera, room.cycle)
    assert "<b>Here:</b> nobody; <b>not here yet:</b> Ines, Otto." in board
    answer = signed_in(room.vera).post(f"/cycles/{room.cycle.pk}/session/presence/?back=cycle")
    assert answer.headers["Location"] == f"/cycles/{room.cycle.pk}/"
    assert "<b>Here:</b> Vera; <b>not here yet:</b> Ines, Otto." in page(room.vera, room.cycle)
    assert post(room, "session/presence", "ines").headers["Location"].endswith("/session/")
    post(room, "session/presence/end", "vera")
    assert "<b>Here:</b> Ines; <b>away:</b> Vera; <b>not here yet:</b> Otto." in html(room, "session", "ines")


def test_opening_the_page_says_nothing_of_being_there(room: Cast) -> None:
    html(room, "session", "ines")
    page(room.ines, room.cycle)
    put(room, "ines")
    assert Attendance.objects.count() == 0


def test_a_heartbeat_answers_with_who_is_there_and_the_servers_time(room: Cast) -> None:
    sessions.enter(cycle=room.cycle, by=room.ines, now=NOW)
    with time_machine.travel(NOW + timedelta(seconds=60), tick=False):
        text = put(room, "ines").content.decode()
    assert "<b>Here:</b> Ines;" in text
    assert f'data-now="{int(NOW.timestamp() * 1000) + 60_000}" data-here' in text
    assert Attendance.objects.get().seen_at == NOW + timedelta(seconds=60)


def test_a_list_that_is_the_same_is_not_sent_again_until_somebody_comes_or_falls_silent(room: Cast) -> None:
    sessions.enter(cycle=room.cycle, by=room.ines, now=NOW)

    def asked(tag: str = "") -> Any:
        url = f"/cycles/{room.cycle.pk}/session/presence/"
        return signed_in(room.otto).get(url, headers={"If-None-Match": tag} if tag else {})

    tag = asked().headers["ETag"]
    with time_machine.travel(NOW + timedelta(seconds=60), tick=False):
        assert asked(tag).status_code == 304
    with time_machine.travel(NOW + timedelta(seconds=91), tick=False):
        assert "<b>away:</b> Ines" in asked(tag).content.decode()
    sessions.enter(cycle=room.cycle, by=room.vera, now=NOW)
    assert "<b>Here:</b> Ines, Vera;" in asked(tag).content.decode()


@pytest.mark.parametrize("more", [0, 20])
def test_a_heartbeat_takes_three_statements_after_the_door(room: Cast, more: int) -> None:
    """Session, person and entrance; then: still there, the session, and who else is."""
    for number in range(more):
        AttendanceFactory(session=now_of(room), member=make_member(room.board, f"Vp{number}", ["vp"]))
    sessions.enter(cycle=room.cycle, by=room.ines, now=NOW)
    client = signed_in(room.ines)
    with statements() as found:
        client.put(f"/cycles/{room.cycle.pk}/session/presence/")
    assert len(found) == 6, found


# --- steering


def test_what_is_pressed_is_done_and_leads_back(room: Cast) -> None:
    for part, sent in (
        ("turn", {"turn": "1"}),
        ("clock", {"to": "start"}),
        ("presenter", {"to": "me"}),
        ("minutes", {"minutes": "8"}),
        ("freeze", {"reason": "We vote."}),
        ("focus", {"bet": str(room.c.pk)}),
    ):
        answer = post(room, f"session/{part}", "stina", **sent)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/cycles/{room.cycle.pk}/session/"), part
    session = now_of(room)
    assert (session.turn, session.ends_at, session.minutes) == (1, NOW + timedelta(minutes=5), 8)
    assert (session.presenter, session.focus) == (room.stina, room.c)
    text = html(room, "session", "ines")
    assert "Frozen by Stina" in text
    assert "Stina presents and points at #3 Charlie." in text


@pytest.mark.parametrize(("to", "running"), [("down", "BACD"), ("last", "BCDA"), ("first", "ABCD"), ("out", "BCD")])
def test_the_running_order_is_changed_by_its_buttons(room: Cast, to: str, running: str) -> None:
    client = signed_in(room.ines)
    answer = client.post(f"/cycles/{room.cycle.pk}/session/turns/?bet={room.a.pk}", {"to": to})
    assert answer.status_code == 302
    assert now_of(room).running == room.ids(running)


def test_a_script_gets_a_plain_answer_and_a_refusal_with_its_code(room: Cast) -> None:
    client = signed_in(room.ines)
    url = f"/cycles/{room.cycle.pk}/session/focus/"
    refused = client.post(
        url, {"bet": room.b.pk}, content_type="application/json", headers={"Accept": "application/json"}
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "not_presenter")
    steering.present(cycle=room.cycle, by=room.ines, now=NOW)
    done = client.post(url, {"bet": room.b.pk}, content_type="application/json")
    assert (done.status_code, done.json()) == (200, {})


@pytest.mark.parametrize(
    ("part", "sent"),
    [("turns", {"to": "up"}), ("turns", {"bet": "1", "to": "sideways"}), ("turn", {"turn": "-1"}),
     ("turn", {"turn": "x"}),
     ("clock", {}), ("minutes", {"minutes": "0"}), ("presenter", {"to": "you"}), ("focus", {"bet": "-1"})],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(room: Cast, part: str, sent: dict[str, str]) -> None:
    assert post(room, f"session/{part}", "stina", **sent).status_code == 422


# --- the board


def test_the_board_says_what_goes_on_and_who_froze_it(room: Cast) -> None:
    turns.turn_to(cycle=room.cycle, turn=1, by=room.stina, now=NOW)
    steering.present(cycle=room.cycle, by=room.stina, now=NOW)
    text = page(room.vera, room.cycle)
    assert "Ranking session</b></a> since 13:00. Pitched now:" in text
    assert f'data-led-to="{room.b.pk}"' in text
    assert text.count("Stina shows this") == 1
    steering.freeze(cycle=room.cycle, by=room.stina, now=NOW, reason="We vote.")
    text = page(room.ines, room.cycle)
    assert "<b>Frozen by Stina, " in text
    assert "“We vote.”" in text
    assert "data-can-rank" not in text
    steering.thaw(cycle=room.cycle, by=room.stina, now=NOW)
    assert "data-can-rank" in page(room.ines, room.cycle)


def test_an_order_of_before_tells_of_no_session(room: Cast) -> None:
    assert 'id="strip"' not in page(room.ines, room.cycle, "?revision=1")


def test_what_is_steered_is_new_to_an_open_board_and_a_heartbeat_is_not(room: Cast) -> None:
    sessions.enter(cycle=room.cycle, by=room.ines, now=NOW)
    tag = fragment(room.vera, room.cycle).headers["ETag"]
    put(room, "ines")
    assert fragment(room.vera, room.cycle, **{"If-None-Match": tag}).status_code == 304
    steering.freeze(cycle=room.cycle, by=room.stina, now=NOW)
    assert fragment(room.vera, room.cycle, **{"If-None-Match": tag}).status_code == 200


def test_only_who_may_run_it_can_point_from_the_board(room: Cast) -> None:
    assert "Point everybody at it" in page(room.stina, room.cycle)
    assert "Point everybody at it" not in page(room.vera, room.cycle)


# --- what is fetched again, and the wall


@pytest.mark.parametrize("more", [0, 12])
def test_the_console_takes_the_same_statements_for_any_number_of_bets(room: Cast, more: int) -> None:
    for number in range(more):
        make_ranked(room.cycle, room.vera, f"More {number}", room.data)
    turns.turn_to(cycle=room.cycle, turn=1, by=room.stina, now=NOW)
    client = signed_in(room.ines)
    with statements() as found:
        answer = client.get(f"/cycles/{room.cycle.pk}/session/now/")
    assert len(found) == FRAGMENT, found
    with statements() as found:
        again = client.get(f"/cycles/{room.cycle.pk}/session/now/", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, len(found)) == (304, 3)


def test_whoever_presents_sees_other_buttons_than_another_leader(room: Cast) -> None:
    steering.present(cycle=room.cycle, by=room.ines, now=NOW)
    mine, others = get(room, "session/now", "ines"), get(room, "session/now", "otto")
    assert mine.headers["ETag"] != others.headers["ETag"]
    assert ("Stop presenting" in mine.content.decode(), "Stop presenting" in others.content.decode()) == (True, False)


def test_the_wall_shows_what_the_presenter_does(room: Cast) -> None:
    def wall() -> str:
        return html(room, "session/projector", "vera")

    assert 'data-shows="order"' in wall()
    assert "2 of 4 bets are funded." in wall()
    turns.turn_to(cycle=room.cycle, turn=1, by=room.stina, now=NOW)
    text = wall()
    assert 'data-shows="pitch"' in text
    assert "<h1>Bravo</h1>" in text
    assert "5:00 left" in text
    steering.present(cycle=room.cycle, by=room.stina, now=NOW)
    waiting = BetFactory(cycle=room.cycle, owner=room.vera, title="Echo")
    steering.point_at(cycle=room.cycle, bet=waiting.pk, by=room.stina, now=NOW)
    assert "Stina points at" in wall()
    assert "<h1>Echo</h1>" in wall()


def test_between_pitches_the_wall_shows_the_question_that_is_asked_first(room: Cast) -> None:
    disagree(room, "ABCD", "ACBD")
    text = html(room, "session/projector", "vera")
    assert 'data-shows="question"' in text
    assert "If you had to kill one of these two, which would it be?" in text
    assert text.index("<h2>Bravo</h2>") < text.index("<h2>Charlie</h2>")
    assert "The last question" in text
    turns.turn_to(cycle=room.cycle, turn=1, by=room.stina, now=NOW)
    assert 'data-shows="pitch"' in html(room, "session/projector", "vera")


def disagree(cast: Cast, *orders: str) -> None:
    """A round is revealed in which the leaders had these orders."""
    found = RoundFactory(cycle=cast.cycle, opened_by=cast.ines, bets=cast.ids("ABCD"))
    for leader, order in zip((cast.ines, cast.otto), orders, strict=True):
        PrivateOrderFactory(round=found, leader=leader, order=cast.ids(order), ready_at=NOW)
    Round.objects.filter(pk=found.pk).update(closed_by=cast.ines, closed_at=NOW, proposal=cast.ids("ABCD"), distance=1)


def test_the_wall_can_be_told_what_to_show(room: Cast) -> None:
    turns.turn_to(cycle=room.cycle, turn=1, by=room.stina, now=NOW)
    client = signed_in(room.vera)
    url = f"/cycles/{room.cycle.pk}/session/projector/"
    assert 'data-shows="order"' in client.get(f"{url}?show=order").content.decode()
    assert 'data-shows="order"' in client.get(f"{url}?show=question").content.decode()
    assert client.get(f"{url}?show=all").status_code == 404
    tag = client.get(f"{url}now/").headers["ETag"]
    assert client.get(f"{url}now/", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("more", [0, 12])
def test_the_wall_takes_the_same_statements_for_any_number_of_bets(room: Cast, more: int) -> None:
    for number in range(more):
        make_ranked(room.cycle, room.vera, f"More {number}", room.data)
    client = signed_in(room.vera)
    with statements() as found:
        client.get(f"/cycles/{room.cycle.pk}/session/projector/now/")
    assert len(found) == 10, found
