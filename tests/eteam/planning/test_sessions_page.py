"""The list of sessions, planning a cycle, and the pages that move, cancel and chair one."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from eteam.actions.planning import cancel, generate
from eteam.models import Room, Session
from eteam.planning.sessions_page import sessions_page
from journal.models import Event
from tests.cast import Cast
from tests.eteam.rows import RoomFactory, SessionFactory
from tests.factories import NOW, CalendarFactory, CycleFactory

CLOSED = {"2027-01-05": [], "2027-01-19": [["09:00", "12:00"]]}
EASTER = datetime(2027, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def room(cast: Cast) -> Room:
    """Tuesday 13:00 and Friday 09:00; 5 January is Twelfth Night, and on the 19th the house closes at noon."""
    CalendarFactory(board=cast.board, exceptions=CLOSED, names={"2027-01-05": "Twelfth Night"})
    return RoomFactory(board=cast.board, checkpoint_weekday=5, checkpoint_starts=time(9))


@pytest.fixture
def planned(cast: Cast, room: Room) -> list[Session]:
    return generate(cycle=cast.cycle, by=cast.ines, now=NOW)


def get(client: Client, who: Any, name: str, *args: Any, **query: str) -> str:
    client.force_login(who.person)
    with time_machine.travel(NOW, tick=False):
        response = client.get(reverse(name, args=args or ["north"]), query)
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def post(client: Client, who: Any, name: str, *args: Any, **values: Any) -> Any:
    client.force_login(who.person)
    with time_machine.travel(NOW, tick=False):
        return client.post(reverse(name, args=args or ["north"]), values)


# --- the list


def test_an_empty_list_says_what_to_do_first(client: Client, cast: Cast, room: Room) -> None:
    assert "Plan a half-year of sessions" in get(client, cast.ines, "sessions")
    assert "A leader or the steward plans" in get(client, cast.vera, "sessions")


def test_the_list_says_how_many_are_planned_and_which_are_on_closed_days(
    client: Client, cast: Cast, planned: list[Session]
) -> None:
    said = get(client, cast.ines, "sessions")
    assert "26 sessions and 26 checkpoints are planned." in said
    assert "2 on closed days." in said
    assert "On a day that is closed: Twelfth Night." in said
    assert "On a day that is open 09:00–12:00 only." in said
    assert "Move to Mon 4 Jan 13:00" in said
    assert "Move to Wed 6 Jan 13:00" in said
    assert "the longest wait would be 2.5 days" in said
    assert "Tue 12 Jan 2027, 13:00" in said, "on the clocks of its zone"


def test_a_vp_reads_the_flags_and_moves_nothing(client: Client, cast: Cast, planned: list[Session]) -> None:
    said = get(client, cast.vera, "sessions")
    assert "closed: Twelfth Night" in said
    assert "Move to" not in said
    assert "/time/" not in said


@pytest.mark.parametrize(
    ("query", "count"),
    [({}, 52), ({"kind": "session"}, 26), ({"show": "closed"}, 2), ({"show": "cancelled"}, 1), ({"show": "past"}, 1),
     ({"show": "\0"}, 52), ({"kind": "party"}, 52)],
)  # fmt: skip
def test_the_filters_stand_in_the_address(
    cast: Cast, room: Room, planned: list[Session], query: dict[str, str], count: int
) -> None:
    cancel(session=SessionFactory(board=cast.board), reason="Away.", by=cast.ines, now=NOW)
    was = datetime(2026, 11, 17, 12, tzinfo=UTC)
    SessionFactory(board=cast.board, starts_at=was, state="closed", opened_at=was, opened_by=cast.ines,
                   closed_at=was, closed_by=cast.ines)  # fmt: skip
    page = sessions_page(room, query, NOW)
    assert len(page.rows) == count
    assert (page.sessions, page.checkpoints) == (26, 26)


def test_the_number_of_statements_does_not_depend_on_how_many_there_are(
    cast: Cast, room: Room, planned: list[Session], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        sessions_page(room, {}, NOW)


def test_a_cycle_without_sessions_is_offered(client: Client, cast: Cast, planned: list[Session]) -> None:
    other = CycleFactory(board=cast.board, name="2027H2", starts_on="2027-07-01", ends_on="2027-12-31")
    said = get(client, cast.ines, "sessions")
    assert f"planning/?cycle={other.pk}" in said
    assert "Plan the sessions of 2027H1" not in said


def test_one_click_moves_a_session_off_its_closed_day(client: Client, cast: Cast, planned: list[Session]) -> None:
    session = Session.objects.get(starts_at=EASTER)
    response = post(client, cast.ines, "session_time", session.pk, starts_at="2027-01-04T13:00", fold="0",
                    minutes="180", revision="1")  # fmt: skip
    assert response.status_code == 302
    session.refresh_from_db()
    assert (session.starts_at, session.revision) == (datetime(2027, 1, 4, 12, tzinfo=UTC), 2)
    assert "1 on a closed day." in get(client, cast.ines, "sessions")


# --- planning a cycle


def test_the_preview_lists_what_would_be_planned(client: Client, cast: Cast, room: Room) -> None:
    said = get(client, cast.ines, "sessions_planning")
    assert "52 would be planned for 2027H1." in said
    assert "2 are on closed days:" in said
    assert "closed: Twelfth Night" in said
    assert not Session.objects.exists()
    assert post(client, cast.ines, "sessions_planning", cycle=cast.cycle.pk, expected="52").status_code == 302
    assert Session.objects.count() == 52
    assert "All sessions of 2027H1 are planned." in get(client, cast.ines, "sessions_planning")


def test_a_time_that_comes_twice_is_asked_about(client: Client, cast: Cast) -> None:
    RoomFactory(board=cast.board, weekday=7, starts=time(2, 30))
    autumn = CycleFactory(board=cast.board, name="Autumn", starts_on="2027-10-01", ends_on="2027-11-30")
    said = get(client, cast.ines, "sessions_planning", cycle=str(autumn.pk))
    assert "show 02:30 twice" in said
    assert 'name="fold" value="1"' in said
    said = get(client, cast.ines, "sessions_planning", cycle=str(autumn.pk), fold="1")
    assert "9 would be planned" in said
    post(client, cast.ines, "sessions_planning", cycle=autumn.pk, expected="9", fold="1")
    assert Session.objects.filter(starts_at=datetime(2027, 10, 31, 1, 30, tzinfo=UTC)).exists()


def test_a_date_without_the_time_is_flagged_with_the_way_to_settle_it(client: Client, cast: Cast) -> None:
    RoomFactory(board=cast.board, weekday=7, starts=time(2, 30))
    said = get(client, cast.ines, "sessions_planning")
    assert "25 would be planned for 2027H1." in said
    assert "On 28 March 2027 the clocks of Stockholm leap over 02:30. Choose another time." in said
    answer = post(client, cast.ines, "sessions_planning", cycle=cast.cycle.pk, expected="25")
    assert answer.headers["Location"].endswith(f"?cycle={cast.cycle.pk}#leapt")
    said = get(client, cast.ines, "sessions_planning")
    assert "All sessions of 2027H1 are planned, but for 1." in said
    assert "?kind=session&amp;add=2027-03-28T03:30&amp;minutes=180#add" in said
    form = get(client, cast.ines, "sessions", add="2027-03-28T03:30", minutes="180", kind="session")
    assert 'value="2027-03-28T03:30"' in form
    assert 'value="180"' in form
    post(client, cast.ines, "sessions", kind="session", starts_at="2027-03-28T03:30", minutes="180")
    said = get(client, cast.ines, "sessions_planning")
    assert "leap over" not in said
    assert "All sessions of 2027H1 are planned." in said


@pytest.mark.parametrize("query", [{"add": "soon", "minutes": "x", "kind": "party"}, {"add": "9" * 5000}])
def test_what_is_offered_to_be_added_is_only_text(
    client: Client, cast: Cast, room: Room, query: dict[str, str]
) -> None:
    get(client, cast.ines, "sessions", **query)


@pytest.mark.parametrize("values", [{}, {"cycle": "x", "expected": "1"}, {"cycle": "9" * 30, "expected": "1"},
                                    {"cycle": "1", "expected": "-1"}])  # fmt: skip
def test_a_list_that_cannot_be_read_is_refused(client: Client, cast: Cast, room: Room, values: dict[str, str]) -> None:
    assert post(client, cast.ines, "sessions_planning", **values).status_code == 422


def test_no_cycle_of_another_board_is_planned(client: Client, cast: Cast, room: Room) -> None:
    other = CycleFactory()
    assert post(client, cast.ines, "sessions_planning", cycle=other.pk, expected="52").status_code == 404


# --- one of them


@pytest.mark.parametrize("name", ["session_time", "session_cancellation", "session_chair"])
def test_the_pages_of_one_are_for_leaders_and_the_steward(
    client: Client, cast: Cast, planned: list[Session], name: str
) -> None:
    get(client, cast.ines, name, planned[0].pk)
    get(client, cast.stina, name, planned[0].pk)
    for who, status in ((cast.vera, 403), (cast.ada, 403), (cast.olga, 404)):
        client.force_login(who.person)
        assert client.get(reverse(name, args=[planned[0].pk])).status_code == status


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"starts_at": "2020-01-01T13:00"}, "That is past."),
        ({"starts_at": "2027-03-28T02:30"}, "leap over 02:30"),
        ({"starts_at": "2027-10-31T02:30"}, "twice"),
        ({"starts_at": "9999-12-31T23:59"}, "in a year that comes"),
        ({"starts_at": "0001-01-01T00:00"}, "in a year that comes"),
        ({"starts_at": "\0"}, "Null"),
        ({"starts_at": "tomorrow"}, "Write date and time"),
        ({"minutes": "99999999999999999999"}, "less than or equal"),
        ({"minutes": "1"}, "Between 5 and 720"),
        ({"starts_at": "2027-01-08T08:50"}, "is at that time"),
    ],
)
def test_a_move_that_cannot_be_stays_typed_with_its_sentence(
    client: Client, cast: Cast, planned: list[Session], values: dict[str, str], said: str
) -> None:
    session = Session.objects.get(starts_at=EASTER)
    sent = {"starts_at": "2027-01-06T13:00", "minutes": "180", "revision": "1"} | values
    response = post(client, cast.ines, "session_time", session.pk, **sent)
    assert response.status_code == 422
    assert said in response.content.decode()
    session.refresh_from_db()
    assert session.revision == 1


def test_of_a_time_that_comes_twice_the_form_asks_which(client: Client, cast: Cast, planned: list[Session]) -> None:
    session = Session.objects.get(starts_at=EASTER)
    twice = {"starts_at": "2027-10-31T02:30", "minutes": "60"}
    assert "The second time" in post(client, cast.ines, "session_time", session.pk, **twice).content.decode()
    assert post(client, cast.ines, "session_time", session.pk, **twice, fold="1").status_code == 302
    session.refresh_from_db()
    assert session.starts_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


def test_cancelling_says_first_what_it_does_to_the_wait(client: Client, cast: Cast, planned: list[Session]) -> None:
    session = Session.objects.get(starts_at=datetime(2027, 1, 12, 12, tzinfo=UTC))
    said = get(client, cast.ines, "session_cancellation", session.pk)
    assert "is 2.5 days now; without it, it would be <b>5.0 days</b>" in said
    assert post(client, cast.ines, "session_cancellation", session.pk, reason=" ").status_code == 422
    assert post(client, cast.ines, "session_cancellation", session.pk, reason="Fair.", revision="1").status_code == 302
    assert "Fair." in get(client, cast.vera, "sessions", show="cancelled")
    assert "Hold it after all" in get(client, cast.ines, "sessions", show="cancelled")
    assert post(client, cast.ines, "session_cancellation_end", session.pk).status_code == 302
    session.refresh_from_db()
    assert (session.state, session.revision) == ("planned", 3)


def test_a_leader_gets_the_chair(client: Client, cast: Cast, planned: list[Session]) -> None:
    session = planned[0]
    assert post(client, cast.stina, "session_chair", session.pk, chair=cast.otto.pk).status_code == 302
    assert "Otto presides" in get(client, cast.vera, "sessions")
    assert post(client, cast.stina, "session_chair", session.pk, chair=cast.vera.pk).status_code == 422
    assert post(client, cast.stina, "session_chair", session.pk, chair="9" * 30).status_code == 422


def test_one_more_is_added_from_the_list(client: Client, cast: Cast, planned: list[Session]) -> None:
    sent = {"kind": "checkpoint", "starts_at": "2027-01-07T09:00", "minutes": "30"}
    assert post(client, cast.ines, "sessions", **sent).status_code == 302
    assert Session.objects.filter(kind="checkpoint", planned_on=None).count() == 1
    assert post(client, cast.ines, "sessions", **sent).status_code == 422
    assert post(client, cast.ines, "sessions", **(sent | {"kind": "party"})).status_code == 422
    assert Event.objects.filter(kind="eteam.session.added").count() == 1
