"""The page of a timetable: what it promises, what others would, and the question that it begins with."""

from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from eteam.actions.planning import cancel, generate
from eteam.models import Room, Session
from eteam.planning.timetable_page import timetable_page
from journal.models import Event
from tests.cast import Cast
from tests.eteam.rows import RoomFactory
from tests.factories import NOW, CalendarFactory

CHAT = "https://hooks.example.com/services/T000/SECRET"
FIRST = {"weekday": "2", "starts": "13:00", "minutes": "180", "zone": "Europe/Stockholm"}
WHOLE = {**FIRST, "checkpoint_weekday": "5", "checkpoint_starts": "09:00", "checkpoint_minutes": "30",
         "box": "10", "hours": "20", "chat": ""}  # fmt: skip

PAGE = {"accept": "text/html"}


def page_of(client: Client, who: Any, **query: str) -> Any:
    client.force_login(who.person)
    return client.get(reverse("timetable", args=["north"]), query)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def post(client: Client, who: Any, values: dict[str, str]) -> Any:
    client.force_login(who.person)
    return client.post(reverse("timetable", args=["north"]), values)


# --- before there is a room


def test_the_first_run_asks_with_the_figures_of_the_calendar(client: Client, cast: Cast) -> None:
    said = text(page_of(client, cast.ines))
    assert "Tuesday only <small>half cannot wait</small>" in said
    assert "With a checkpoint <small>none cannot wait</small>" in said
    assert "Tuesday 13:00, and a checkpoint Friday 09:00" in said
    for figure in ("5.0 days", "2.5 days", "50 %", "1.25 days", "0 %"):
        assert f">{figure}</dd>" in said


def test_the_figures_are_those_of_another_calendar(client: Client, cast: Cast) -> None:
    CalendarFactory(board=cast.board, weekly={str(day): [["08:00", "14:00"]] for day in range(1, 5)})
    said = text(page_of(client, cast.ines))
    assert ">4.0 days</dd>" in said
    assert "1440" not in said
    assert ">17 %</dd>" in said, "24 hours a week against 20"


@pytest.mark.parametrize(("answer", "checkpoint"), [("alone", (None, None)), ("beside", (5, time(9)))])
def test_the_answer_sets_the_room_up(client: Client, cast: Cast, answer: str, checkpoint: Any) -> None:
    response = post(client, cast.stina, {**FIRST, "checkpoint": answer})
    assert response.headers["Location"] == reverse("sessions_planning", args=["north"])
    room = Room.objects.get(board=cast.board)
    assert (room.checkpoint_weekday, room.checkpoint_starts) == checkpoint
    assert Event.objects.filter(kind="eteam.room.set_up").count() == 1


def test_another_time_is_shown_before_it_is_taken(client: Client, cast: Cast) -> None:
    said = text(page_of(client, cast.ines, **(FIRST | {"weekday": "3", "starts": "10:00"})))
    assert "Wednesday 10:00, and a checkpoint Friday 14:00" in said
    assert not Room.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"weekday": "9"}, {"starts": "25:00"}, {"minutes": "x"}, {"zone": "Mars"}, {"zone": "\0"}, {"starts": "\0"}],
)
def test_what_cannot_be_read_is_said_at_its_field(client: Client, cast: Cast, wrong: dict[str, str]) -> None:
    assert page_of(client, cast.ines, **(FIRST | wrong)).status_code == 422
    assert post(client, cast.ines, {**FIRST, "checkpoint": "beside", **wrong}).status_code == 422
    assert not Room.objects.exists()


def test_a_vp_reads_that_nobody_has_said_it_yet(client: Client, cast: Cast) -> None:
    said = text(page_of(client, cast.vera))
    assert "no weekly room yet" in said
    assert 'method="post"' not in said.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("who", ["willy", "ada"])
def test_nobody_else_sees_it(client: Client, cast: Cast, who: str) -> None:
    assert page_of(client, getattr(cast, who)).status_code == 403


def test_every_page_of_a_room_leads_there_while_there_is_none(client: Client, cast: Cast) -> None:
    client.force_login(cast.ines.person)
    for name in ("sessions", "sessions_planning", "sessions_following"):
        response = client.get(reverse(name, args=["north"]), headers=PAGE)
        assert response.headers["Location"] == reverse("timetable", args=["north"]), name
    response = client.get(reverse("sessions", args=["north"]), headers={"accept": "application/json"})
    assert (response.status_code, response.json()["code"]) == (409, "no_room")
    response = client.post(reverse("sessions", args=["north"]), {}, headers=PAGE)
    assert response.status_code == 409
    assert reverse("timetable", args=["north"]) in response.content.decode()


def test_the_people_page_says_what_is_still_to_do(client: Client, cast: Cast) -> None:
    client.force_login(cast.ines.person)
    assert "Say when the room meets" in text(client.get(reverse("people", args=["north"])))
    RoomFactory(board=cast.board)
    assert "Say when the room meets" not in text(client.get(reverse("people", args=["north"])))
    Room.objects.all().delete()
    client.force_login(cast.willy.person)
    assert "Say when the room meets" not in text(client.get(reverse("people", args=["north"])))


# --- with a room


def test_the_page_prints_what_its_own_timetable_promises(client: Client, cast: Cast) -> None:
    RoomFactory(board=cast.board)
    said = text(page_of(client, cast.vera))
    assert "Tuesday 13:00, Stockholm: half cannot wait." in said
    assert "The longest wait is 5.0 days, and the target 2.5 days" in said
    assert said.count(">50 %</dd>") == 1
    assert "With a checkpoint" in said
    assert ">1.25 days</dd>" in said


def test_over_real_dates_a_cancelled_session_shows(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    room = RoomFactory(board=cast.board)
    _, second, *_ = generate(cycle=cast.cycle, by=cast.ines, now=NOW)
    before = timetable_page(cast.board, room, NOW, is_set_up=True).dates
    assert before
    assert (before.count, before.figures.longest) == (26, "5.0 days")
    cancel(session=second, reason="Away.", by=cast.ines, now=NOW)
    with django_assert_num_queries(2):
        after = timetable_page(cast.board, room, NOW, is_set_up=True).dates
    assert after
    assert (after.figures.longest, after.longest_from, after.longest_to) == (
        "10.0 days", "Tue 5 Jan 13:00", "Tue 19 Jan 13:00",
    )  # fmt: skip


def test_the_chat_address_is_for_those_who_may_change_it(client: Client, cast: Cast) -> None:
    RoomFactory(board=cast.board, chat=CHAT)
    assert CHAT in text(page_of(client, cast.ines))
    for who in (cast.vera, cast.victor):
        said = text(page_of(client, who))
        assert "SECRET" not in said
        assert "what cannot wait is told there" in said


def test_a_leader_changes_it(client: Client, cast: Cast) -> None:
    room = RoomFactory(board=cast.board)
    response = post(client, cast.ines, {**WHOLE, "hours": "18.5", "pauses": "on", "chat": CHAT})
    assert response.headers["Location"] == reverse("timetable", args=["north"])
    room.refresh_from_db()
    assert (room.target, room.pauses, room.chat, room.checkpoint_weekday) == (1110, True, CHAT, 5)


def test_after_a_change_one_is_asked_whether_the_sessions_follow(client: Client, cast: Cast) -> None:
    RoomFactory(board=cast.board)
    generate(cycle=cast.cycle, by=cast.ines, now=NOW)
    response = post(client, cast.ines, {**WHOLE, "weekday": "3"})
    assert response.headers["Location"] == reverse("sessions_following", args=["north"])
    said = text(client.get(response.headers["Location"]))
    assert "26 would go along with the timetable." in said
    assert "to Wed 6 Jan 13:00" in said
    client.post(response.headers["Location"], {"expected": "26"})
    assert Session.objects.filter(revision=2).count() == 26
    assert client.post(response.headers["Location"], {"expected": "26"}).status_code == 409


def test_what_is_typed_is_shown_before_it_is_kept(client: Client, cast: Cast) -> None:
    room = RoomFactory(board=cast.board)
    said = text(post(client, cast.ines, {**WHOLE, "starts": "09:00", "look": "1"}))
    assert "not kept yet: Tuesday 09:00, and a checkpoint Friday 09:00" in said
    room.refresh_from_db()
    assert room.starts == time(13)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"chat": "http://hooks.example.com/"}, "https://"),
        ({"chat": "\0"}, "Null"),
        ({"hours": "0"}, "greater"),
        ({"hours": "1e400"}, ""),
        ({"hours": "NaN"}, ""),
        ({"box": "999999999999999999999"}, ""),
        ({"checkpoint_weekday": "2", "checkpoint_starts": "14:00"}, "while the session lasts"),
        ({"checkpoint_starts": ""}, "a weekday and a time"),
        ({"weekday": "0"}, ""),
    ],
)
def test_what_makes_no_sense_stays_typed_with_its_sentence(
    client: Client, cast: Cast, wrong: dict[str, str], said: str
) -> None:
    RoomFactory(board=cast.board)
    response = post(client, cast.ines, WHOLE | wrong)
    assert response.status_code == 422
    assert said in text(response)
    assert not Event.objects.filter(kind="eteam.room.changed").exists()
