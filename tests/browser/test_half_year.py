"""A whole half-year as each role, on one board: from the first date to the plan that the whole company reads."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site
from tests.browser.test_pitch import PARTS


@pytest.fixture
def half_year(open_board: Open) -> "HalfYear":
    return HalfYear(open_board)


class HalfYear:
    """One window for each person who comes; `path` is where the cycle is, once there is one."""

    def __init__(self, open_board: Open) -> None:
        self._open, self._windows = open_board, dict[str, Page]()
        self.path = ""

    def __call__(self, person: str, address: str) -> Page:
        """The window of the person, at an address of the board, or below the cycle if it begins with `./`."""
        page = self._windows.get(person)
        if page is None:
            page = self._windows[person] = self._open("year", person, "../../boards/")
        origin = page.url.split("/boards/")[0].split("/cycles/")[0].split("/bets/")[0]
        page.goto(origin + (self.path + address[2:] if address.startswith(".") else address))
        return page


def test_a_half_year_from_the_first_date_to_the_plan(half_year: HalfYear, site: Site) -> None:
    the_steward_opens_it(half_year)
    teams_say_what_they_can_give(half_year)
    bet = a_vp_pitches(half_year)
    the_team_that_is_asked_answers(half_year)
    the_gap_before_the_lock_is_told(half_year)
    the_leaders_rank_and_try_what_if(half_year, bet)
    the_plan_is_locked(half_year)
    a_new_employee_reads_it(half_year)
    its_owner_says_how_it_goes(half_year, bet)


def the_steward_opens_it(half_year: HalfYear) -> None:
    page = half_year("stina", "/boards/year/cycles/new/")
    page.get_by_label("Name").fill("2027H1")
    for label, date in (("First day", "2027-01-01"), ("Last day", "2027-06-30")):
        page.get_by_label(label).fill(date)
    close = timezone.now() + timedelta(days=3)
    page.get_by_label("Pitches close").fill(f"{close:%Y-%m-%dT%H:00}")
    page.get_by_role("button", name="Open it for pitches").click()
    page.wait_for_url("**/cycles/*/running/")
    half_year.path = "/cycles/" + page.url.split("/cycles/")[1].split("/")[0] + "/"
    expect(page.get_by_role("main")).to_contain_text("Vera")
    expect(page.get_by_role("main")).to_contain_text("Victor")


def teams_say_what_they_can_give(half_year: HalfYear) -> None:
    page = half_year("victor", "./capacity/data/")
    page.get_by_label("Person-weeks in all").fill("20")
    page.get_by_role("button", name="Propose it").click()
    page = half_year("ines", "./capacity/")
    page.get_by_role("button", name="Accept").click()
    page = half_year("stina", "./capacity/voice/")
    page.get_by_label("Person-weeks in all").fill("10")
    page.get_by_role("button", name="Set it").click()
    expect(half_year("ines", "./capacity/").get_by_role("row", name="Data")).to_contain_text("20.0")


def a_vp_pitches(half_year: HalfYear) -> str:
    page = half_year("vera", "./pitches/new/")
    page.get_by_label("Title").fill("Yankee")
    page.get_by_role("button", name="Start writing").click()
    for name, text in PARTS.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=add_team]").select_option(label="Data")
    page.locator("[name=add_weeks]").fill("15")
    page.get_by_role("button", name="Submit").first.click()
    page.wait_for_url("**/bets/*/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Yankee")
    page.get_by_text("Add a link, a picture or a PDF").click()
    page.get_by_label("Link").fill("https://sketches.example.com/yankee")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#prototypes")).to_contain_text("sketches.example.com")
    return page.url.split("/bets/")[1].split("/")[0]


def the_team_that_is_asked_answers(half_year: HalfYear) -> None:
    page = half_year("victor", "/boards/year/mine/")
    page.get_by_role("main").get_by_role("link", name="Yankee").first.click()
    page.get_by_role("button", name="Confirm").first.click()
    expect(page.get_by_role("main")).to_contain_text("onfirmed")
    expect(half_year("vera", "/boards/year/inbox/").get_by_role("main")).to_contain_text("Data confirms 15.0")


def the_gap_before_the_lock_is_told(half_year: HalfYear) -> None:
    page = half_year("stina", "./opening/")
    page.get_by_role("button", name="Open it before the closing time").click()
    expect(half_year("stina", "./running/").get_by_role("main")).to_contain_text("Yankee has no rank")


def the_leaders_rank_and_try_what_if(half_year: HalfYear, bet: str) -> None:
    page = half_year("ines", f"./moves/new/?bet={bet}")
    page.get_by_label("Rank").fill("1")
    page.get_by_role("button", name="Place").click()
    expect(page.locator(f"#bet-{bet}")).to_contain_text("Yankee")
    page = half_year("otto", "./what-if/?capacity.data=14")
    expect(page.get_by_role("heading", level=1)).to_contain_text("0 of 1")


def the_plan_is_locked(half_year: HalfYear) -> None:
    page = half_year("otto", "./lock/")
    for _ in range(2):  # a quarter of Data, and all of Voice
        page.get_by_text("Or answer for it").first.click()
        page.get_by_label("Why it may stay so, in a sentence").first.fill("They train the new ones.")
        page.get_by_role("button", name="Answer for it").first.click()
    page.get_by_role("button", name="Lock the plan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The only bet is funded")


def a_new_employee_reads_it(half_year: HalfYear) -> None:
    page = half_year("willy", "./plan/")
    for told in ("Yankee", "They train the new ones.", "Computed again now: the same"):
        expect(page.get_by_role("main")).to_contain_text(told)
    expect(half_year("willy", "./gallery/").get_by_role("main")).to_contain_text("Yankee")


def its_owner_says_how_it_goes(half_year: HalfYear, bet: str) -> None:
    page = half_year("vera", f"/bets/{bet}/open-fields/")
    page.get_by_label("Status").fill("The first path works.")
    page.get_by_role("button", name="Save").first.click()
    expect(half_year("willy", f"/bets/{bet}/").get_by_role("main")).to_contain_text("The first path works.")
