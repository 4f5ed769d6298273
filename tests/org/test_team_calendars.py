"""Working hours of a team that has its own; until then it works by the board's."""

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client

from journal.models import Event
from journal.refusals import Invalid
from org.actions.calendars import StaleCalendar, edit, follow_board
from org.calendar_changes import NamedCalendar
from org.calendars import in_force, newest_of_all
from org.hours import read
from org.models import Board, Calendar, Membership
from org.working_time import Calendar as Value
from org.working_time import usual
from tests.cast import Cast
from tests.eteam.rows import RoomFactory
from tests.factories import NOW, CalendarFactory, TeamFactory

PAGE = "/boards/north/teams/data/calendar/"
TOKYO = NamedCalendar(usual("Asia/Tokyo"))


@pytest.fixture(autouse=True)
def _on_a_tuesday() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def look(member: Membership, page: str = PAGE) -> str:
    return signed_in(member).get(page).content.decode()


def signed_in(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


def form(version: int = 0, **changed: object) -> dict[str, object]:
    week = {f"day_{day}": "9-17" if day < 6 else "" for day in range(1, 8)}
    dates = {"dates-TOTAL_FORMS": "0", "dates-INITIAL_FORMS": "0"}
    return {"version": version, "zone": "Europe/Stockholm", **week, **dates, **changed}


def test_a_team_without_its_own_works_by_the_boards_and_says_so(cast: Cast) -> None:
    CalendarFactory(board=cast.board, version=3, weekly={"1": [["10:00", "16:00"]]})
    assert in_force(cast.board, cast.data) == in_force(cast.board)
    page = look(cast.willy)
    assert "6 hours a week" in page
    assert "Data works by the board’s, version 3." in page
    assert "it follows whatever changes" in page


def test_its_own_calendar_is_begun_from_the_boards(cast: Cast) -> None:
    CalendarFactory(board=cast.board, version=3, exceptions={"2026-12-24": []}, names={"2026-12-24": "Christmas Eve"})
    page = look(cast.stina)
    for words in ('value="Christmas Eve"', 'name="version" value="0"', "Begin Data’s own calendar"):
        assert words in page
    answer = signed_in(cast.stina).post(PAGE, form())
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert "Data’s own, version 1." in look(cast.willy)
    assert "its own, version 1" in look(cast.willy, "/boards/north/calendar/")


def test_a_copy_of_the_boards_is_a_calendar_of_its_own(cast: Cast) -> None:
    version = edit(calendar=in_force(cast.board), base_version=0, by=cast.ada, now=NOW, team=cast.data)
    assert version is not None
    edit(calendar=TOKYO, base_version=0, by=cast.ada, now=NOW)
    assert in_force(cast.board, cast.data).calendar.zone == "Europe/Stockholm"
    assert "its own since then" in look(cast.willy)


def test_the_zone_of_a_team_is_not_the_boards(cast: Cast) -> None:
    edit(calendar=TOKYO, base_version=0, by=cast.stina, now=NOW, team=cast.data)
    assert Board.objects.get(pk=cast.board.pk).zone == "Europe/Stockholm"
    assert in_force(cast.board, cast.data).calendar.zone == "Asia/Tokyo"
    assert in_force(cast.board).calendar.zone == "Europe/Stockholm"


def test_it_is_told_of_the_team(cast: Cast) -> None:
    edit(calendar=TOKYO, base_version=0, by=cast.stina, now=NOW, team=cast.data)
    event = Event.objects.get()
    assert (event.kind, event.subject_id, event.subject_name) == ("org.calendar.changed", cast.data.pk, "Data")
    assert event.data == {"version": 1, "changes": ["time zone: Europe/Stockholm → Asia/Tokyo"], "team": cast.data.pk}


def test_what_is_like_that_already_makes_no_version(cast: Cast) -> None:
    for base in (0, 1):
        edit(calendar=TOKYO, base_version=base, by=cast.stina, now=NOW, team=cast.data)
    assert Calendar.objects.count() == 1


def test_whoever_had_the_boards_before_them_is_told_what_the_team_has_since(cast: Cast) -> None:
    edit(calendar=TOKYO, base_version=0, by=cast.stina, now=NOW, team=cast.data)
    with pytest.raises(StaleCalendar, match="Stina changed the calendar meanwhile") as stale:
        edit(calendar=NamedCalendar(Value("UTC", {1: usual("UTC").on(NOW.date())})), base_version=0, by=cast.ada,
             now=NOW, team=cast.data)  # fmt: skip
    assert stale.value.extra == {"changed": ["time zone: Europe/Stockholm → Asia/Tokyo"], "version": 1}


def test_a_version_that_there_never_was_is_stale(cast: Cast) -> None:
    with pytest.raises(StaleCalendar):
        edit(calendar=TOKYO, base_version=7, by=cast.stina, now=NOW, team=cast.data)


def test_another_boards_team_has_no_calendar_here(cast: Cast) -> None:
    theirs = TeamFactory(board=cast.olga.board, slug="care")
    with pytest.raises(Http404):
        edit(calendar=TOKYO, base_version=0, by=cast.stina, now=NOW, team=theirs)
    assert signed_in(cast.stina).get("/boards/north/teams/care/calendar/").status_code == 404
    assert signed_in(cast.olga).get(PAGE).status_code == 404


@pytest.mark.parametrize("name", ["ines", "vera", "willy"])
def test_others_read_it(cast: Cast, name: str) -> None:
    client = signed_in(getattr(cast, name))
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, form()).status_code == 403


def test_the_newest_of_all_are_read_at_once(cast: Cast) -> None:
    CalendarFactory(board=cast.board, version=1)
    boards = CalendarFactory(board=cast.board, version=2)
    CalendarFactory(board=cast.board, team=cast.data, version=1)
    own = CalendarFactory(board=cast.board, team=cast.data, version=2)
    CalendarFactory(board=cast.olga.board, version=9)
    assert newest_of_all(cast.board.pk) == {None: boards, cast.data.pk: own}


# --- the way back to the board's

END = f"{PAGE}end/"


@pytest.fixture
def own(cast: Cast) -> Calendar:
    """Data works in Tokyo, by version 1; the board in Stockholm, by version 2."""
    CalendarFactory(board=cast.board, version=2)
    version = edit(calendar=TOKYO, base_version=0, by=cast.stina, now=NOW, team=cast.data)
    assert version is not None
    return version


def test_a_team_that_gives_up_its_own_follows_whatever_the_board_changes(cast: Cast, own: Calendar) -> None:
    version = follow_board(team=cast.data, base_version=1, by=cast.ada, now=NOW)
    assert version is not None
    assert (version.version, version.follows, version.zone) == (2, True, "Europe/Stockholm")
    assert newest_of_all(cast.board.pk).keys() == {None}
    edit(calendar=NamedCalendar(usual("UTC")), base_version=2, by=cast.stina, now=NOW)
    assert in_force(cast.board, cast.data).calendar.zone == "UTC"


def test_it_is_told_with_what_it_changes(cast: Cast, own: Calendar) -> None:
    follow_board(team=cast.data, base_version=1, by=cast.stina, now=NOW)
    event = Event.objects.latest("pk")
    assert (event.kind, event.subject_name) == ("org.calendar.changed", "Data")
    assert event.data == {
        "version": 2, "changes": ["time zone: Asia/Tokyo → Europe/Stockholm"], "team": cast.data.pk, "follows": True,
    }  # fmt: skip


def test_without_one_of_its_own_there_is_nothing_to_give_up(cast: Cast, own: Calendar) -> None:
    follow_board(team=cast.data, base_version=1, by=cast.stina, now=NOW)
    assert follow_board(team=cast.data, base_version=2, by=cast.stina, now=NOW) is None
    assert "works by the board’s calendar already" in look(cast.stina, END)


def test_who_looked_at_another_version_is_told_what_there_is_now(cast: Cast, own: Calendar) -> None:
    client = signed_in(cast.stina)
    edit(calendar=NamedCalendar(usual("Asia/Seoul")), base_version=1, by=cast.ada, now=NOW, team=cast.data)
    answer = client.post(END, {"version": "1"})
    assert answer.status_code == 409
    assert "Ada changed the calendar meanwhile." in answer.content.decode()
    assert in_force(cast.board, cast.data).calendar.zone == "Asia/Seoul"


@pytest.mark.parametrize("version", ["", "first", "-1", "9" * 5000])
def test_a_version_that_is_none_is_refused_with_a_sentence(cast: Cast, own: Calendar, version: str) -> None:
    assert signed_in(cast.stina).post(END, {"version": version}).status_code == 409
    assert Calendar.objects.filter(team=cast.data).count() == 1


def test_the_page_shows_what_changes_and_then_does_it(cast: Cast, own: Calendar) -> None:
    assert f'href="{END}"' in look(cast.stina)
    assert "time zone: Asia/Tokyo → Europe/Stockholm" in look(cast.stina, END)
    assert signed_in(cast.stina).post(END, {"version": "1"}).headers["Location"] == PAGE
    page = look(cast.stina)
    assert "Data works by the board’s, version 2." in page
    assert "the board’s again since then" in page
    assert f'href="{END}"' not in page


def test_afterwards_it_may_have_its_own_again(cast: Cast, own: Calendar) -> None:
    follow_board(team=cast.data, base_version=1, by=cast.stina, now=NOW)
    again = edit(calendar=in_force(cast.board), base_version=2, by=cast.stina, now=NOW, team=cast.data)
    assert again is not None
    assert (again.version, again.follows) == (3, False)
    assert "Data’s own, version 3." in look(cast.willy)
    assert "its own since then" in look(cast.willy)


@pytest.mark.parametrize("name", ["ines", "vera", "willy"])
def test_others_give_nothing_up(cast: Cast, own: Calendar, name: str) -> None:
    assert signed_in(getattr(cast, name)).post(END, {"version": "1"}).status_code == 403
    assert f'href="{END}"' not in look(getattr(cast, name))


def test_no_board_follows_anything(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="calendar_follows_of_a_team"), transaction.atomic():
        CalendarFactory(board=cast.board, version=1, follows=True)


def test_the_page_of_the_team_leads_to_its_working_time(cast: Cast) -> None:
    assert f'<a href="{PAGE}">Working time</a>' in look(cast.willy, "/boards/north/teams/data/")


# --- what is promised has to be reached


def test_a_calendar_has_to_reach_what_the_room_promises(cast: Cast) -> None:
    """One hour a week are 8 or 9 in 60 days: enough for a room that promises 8, too little for one of 20."""
    hour = NamedCalendar(Value("Europe/Stockholm", {1: read("9-10")}))
    for team in (None, cast.data):
        with pytest.raises(Invalid, match="less than 20 hours of working time"):
            edit(calendar=hour, base_version=0, by=cast.stina, now=NOW, team=team)
    room = RoomFactory(board=cast.board, target=480)
    assert edit(calendar=hour, base_version=0, by=cast.stina, now=NOW) is not None
    assert "8 hours of working time from now are over" in look(cast.stina, "/boards/north/calendar/")
    room.target = 6000
    room.save()
    with pytest.raises(Invalid, match="less than 100 hours of working time"):
        edit(calendar=hour, base_version=0, by=cast.stina, now=NOW, team=cast.data)
