"""Working hours of a team that has its own; until then it works by the board's."""

import pytest
import time_machine
from django.http import Http404
from django.test import Client

from journal.models import Event
from org.actions.calendars import StaleCalendar, edit
from org.calendar_changes import NamedCalendar
from org.calendars import in_force, newest_of_all
from org.models import Board, Calendar, Membership
from org.working_time import Calendar as Value
from org.working_time import usual
from tests.cast import Cast
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
