"""The page of the working calendar: to read for everybody, to change for the steward and admins."""

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from org.calendars import calendar_of, calendar_version
from org.models import Calendar, Membership
from org.working_time import usual
from tests.authz.digest import digest
from tests.cast import Cast
from tests.factories import NOW, CalendarFactory

PAGE = "/boards/north/calendar/"


@pytest.fixture(autouse=True)
def _on_a_tuesday() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


def signed_in(member: Membership) -> Client:
    client = Client()
    client.force_login(member.person)
    return client


def look(member: Membership, query: str = "") -> str:
    return signed_in(member).get(PAGE + query).content.decode()


def form(version: int = 0, *rows: tuple[str, str, str], **changed: object) -> dict[str, object]:
    """What a press of Save sends: the usual week, dates as (day, hours, name), and what is changed."""
    week = {f"day_{day}": "9-17" if day < 6 else "" for day in range(1, 8)}
    frame = {"dates-TOTAL_FORMS": str(len(rows)), "dates-INITIAL_FORMS": "0"}
    dates = {
        f"dates-{number}-{name}": cell
        for number, row in enumerate(rows)
        for name, cell in zip(("day", "hours", "name"), row, strict=True)
    }
    return {**frame, "version": version, "zone": "Europe/Stockholm", **week, **dates, **changed}


def test_a_board_without_a_calendar_works_nine_to_five_and_says_so(cast: Cast) -> None:
    assert calendar_of(cast.board) == usual("Europe/Stockholm")
    assert calendar_version(cast.board) == 0
    page = look(cast.willy)
    assert "40 hours a week, on the clocks of Stockholm." in page
    assert "Nobody has set it" in page
    assert "26 November, 17:00" in page, "20 working hours from Tuesday 13:00"


def test_what_is_saved_is_shown_to_everybody(cast: Cast) -> None:
    rows = [("2026-12-24", "", "Christmas Eve"), ("2026-12-05", "10-14", "Stocktaking"), ("2026-12-04", "9-12", "")]
    answer = signed_in(cast.stina).post(PAGE, form(0, *rows, day_5="9-12, 13-16:30"))
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    page = look(cast.willy)
    for words in ("38 h 30 min a week", "Version 1.", "09:00–12:00, 13:00–16:30", "Stina", "half day",
                  "extra working day: Stocktaking", "24 December 2026 (Christmas Eve): closed"):  # fmt: skip
        assert words in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0], "Willy has nothing to press"


def test_who_may_edit_finds_everything_in_the_form(cast: Cast) -> None:
    CalendarFactory(board=cast.board, version=1, exceptions={"2026-12-24": [["09:00", "12:00"]]},
                    names={"2026-12-24": "Christmas Eve"})  # fmt: skip
    page = look(cast.ada)
    for typed in ('value="09:00–17:00"', 'value="2026-12-24"', 'value="09:00–12:00"', 'value="Christmas Eve"',
                  'name="version" value="1"', 'value="Europe/Stockholm"'):  # fmt: skip
        assert typed in page


def test_what_is_past_stays_and_what_is_taken_out_goes(cast: Cast) -> None:
    exceptions = {"2026-11-02": [], "2026-12-24": [], "2026-12-31": []}
    CalendarFactory(board=cast.board, version=1, exceptions=exceptions, names={"2026-11-02": "All Souls"})
    sent = form(1, ("2026-12-24", "closed", ""), ("2026-12-31", "", ""), **{"dates-1-DELETE": "on"})
    sent["dates-INITIAL_FORMS"] = "2"
    assert signed_in(cast.ada).post(PAGE, sent).status_code == 302
    newest = Calendar.objects.get(version=2)
    assert sorted(newest.exceptions) == ["2026-11-02", "2026-12-24"]
    assert newest.names == {"2026-11-02": "All Souls"}


def test_what_cannot_be_taken_is_said_at_its_field_and_nothing_typed_is_lost(cast: Cast) -> None:
    rows = [("2026-12-24", "", "Christmas Eve"), ("2026-12-24", "", "Again"), ("", "9-12", "Some day")]
    answer = signed_in(cast.ada).post(PAGE, form(0, *rows, day_1="nine to five", zone="Europe/Atlantis"))
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("“nine to five” is not a time", "There is no time zone Europe/Atlantis", "Say which day.",
                  "This date stands here twice.", 'value="nine to five"', 'value="Some day"'):  # fmt: skip
        assert words in page
    assert not Calendar.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"day_1": "17-9"}, "Monday closes at 09:00, which is not after 17:00"),
        ({"day_2": "9-13, 12-17"}, "Tuesday has windows that overlap"),
        (dict.fromkeys([f"day_{day}" for day in range(1, 8)], ""), "No day of the week is open."),
        ({**dict.fromkeys([f"day_{day}" for day in range(2, 8)], ""), "day_1": "9-11"}, "less than 20 hours"),
    ],
)
def test_what_the_check_refuses_is_shown(cast: Cast, changed: dict[str, str], sentence: str) -> None:
    answer = signed_in(cast.ada).post(PAGE, form(0, **changed))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_wrong_date_is_told_at_its_row(cast: Cast) -> None:
    answer = signed_in(cast.ada).post(PAGE, form(0, ("2026-12-24", "17-9", "")))
    assert answer.status_code == 422
    assert "24 December 2026 closes at 09:00" in answer.content.decode()


def test_two_editors_at_once_the_second_sees_what_changed_and_may_go_on(cast: Cast) -> None:
    signed_in(cast.stina).post(PAGE, form(0, day_5="9-15"))
    late = form(0, ("2026-12-24", "", "Christmas Eve"))
    answer = signed_in(cast.ada).post(PAGE, late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Stina changed the calendar meanwhile." in page
    assert "Friday: 09:00–17:00 → 09:00–15:00" in page
    assert 'value="Christmas Eve"' in page
    assert 'name="version" value="1"' in page, "sent again, it counts as seen"
    assert signed_in(cast.ada).post(PAGE, late | {"version": 1}).status_code == 302
    assert calendar_version(cast.board) == 2


# --- holidays


def test_holidays_are_suggested_and_only_ticked_ones_are_kept(cast: Cast) -> None:
    query = "?country=SE&year=2027"
    page = look(cast.ada, query)
    assert "Good Friday" in page
    assert page.count("closed already") >= 5, "those on Saturdays and Sundays"
    answer = signed_in(cast.ada).post(PAGE + query, form(0, holidays=["2027-03-26", "2027-05-06"]))
    assert answer.status_code == 302
    newest = Calendar.objects.get()
    assert newest.exceptions == {"2027-03-26": [], "2027-05-06": []}
    assert newest.names == {"2027-03-26": "Good Friday", "2027-05-06": "Ascension Day"}


def test_a_part_of_a_country_has_more(cast: Cast) -> None:
    assert "Epiphany" not in look(cast.ada, "?country=DE&year=2027")
    assert "Epiphany" in look(cast.ada, "?country=DE&part=BY&year=2027")


def test_a_typed_date_wins_over_a_tick(cast: Cast) -> None:
    sent = form(0, ("2027-05-06", "9-12", "Half of it"), holidays=["2027-05-06"])
    signed_in(cast.ada).post(f"{PAGE}?country=SE&year=2027", sent)
    assert Calendar.objects.get().exceptions == {"2027-05-06": [["09:00", "12:00"]]}


def test_ticks_survive_a_refusal(cast: Cast) -> None:
    sent = form(0, day_1="x", holidays=["2027-05-06"])
    page = signed_in(cast.ada).post(f"{PAGE}?country=SE&year=2027", sent).content.decode()
    assert 'value="2027-05-06" checked' in page


@pytest.mark.parametrize(
    "query", ["?country=XX", "?country=SE&part=BY", "?year=1066", "?country=SE&year=x", "?country=%00"]
)
def test_a_strange_place_suggests_nothing_strange(cast: Cast, query: str) -> None:
    assert signed_in(cast.ada).get(PAGE + query).status_code == 200


@pytest.mark.parametrize("day", ["2027-05-07", "x", "2027-13-45"])
def test_what_was_not_suggested_cannot_be_ticked(cast: Cast, day: str) -> None:
    answer = signed_in(cast.ada).post(f"{PAGE}?country=SE&year=2027", form(0, holidays=[day]))
    assert answer.status_code == 422
    assert not Calendar.objects.exists()


# --- rights, bounds, costs


@pytest.mark.parametrize("name", ["ines", "vera", "willy"])
def test_only_the_steward_and_admins_change_it(cast: Cast, name: str) -> None:
    client, before = signed_in(getattr(cast, name)), digest()
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, form()).status_code == 403
    assert digest() == before


@pytest.mark.parametrize(
    "broken",
    [
        {"dates-TOTAL_FORMS": "x"},
        {"dates-TOTAL_FORMS": "999999999"},
        {"version": "-1"},
        {"version": ""},
        {"version": "9" * 40},
    ],
)
def test_a_form_that_was_tampered_with_changes_nothing(cast: Cast, broken: dict[str, str]) -> None:
    assert signed_in(cast.ada).post(PAGE, form() | broken).status_code in (409, 422)
    assert not Calendar.objects.exists()


def test_versions_and_dates_cost_no_statements(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(cast.ada)
    client.get(PAGE)
    with django_assert_num_queries(8):  # session, person, membership, versions, the target, the frame
        client.get(PAGE)
    for number in range(1, 26):
        dates = {f"2027-01-{day:02}": [] for day in range(1, number + 1)}
        CalendarFactory(board=cast.board, version=number, exceptions=dates, made_by=cast.ada)
    with django_assert_num_queries(8):
        page = client.get(PAGE).content.decode()
    assert "And 5 before these." in page
