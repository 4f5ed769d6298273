"""Blockers in the browser: flagged by a key, due before they are saved, counted on, heard of by others."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from eteam.countdown import countdown, numeral
from org.moments import short
from org.working_time import usual
from tests.browser.conftest import SOON, Open, Site
from tests.browser.looks import look
from tests.browser.test_live import connected

PAGES = {
    "vera": ("boards/blocked-look/blockers/", "boards/blocked-look/blockers/new/", "boards/blocked-look/flags/",
             "blockers/{0}/", "blockers/{1}/", "blockers/{2}/", "blockers/{3}/", "boards/blocked-look/teams/data/"),
    "willy": ("boards/blocked-look/blockers/", "boards/blocked-look/blockers/new/", "boards/blocked-look/flags/",
              "flags/{flag}/", "blockers/{1}/"),
}  # fmt: skip


@pytest.mark.parametrize("person", list(PAGES))
def test_its_pages_are_accessible_and_fit_their_window(open_board: Open, site: Site, person: str) -> None:
    of = site.boards["blocked-look"]
    page = open_board("blocked-look", person, "../../settings/")
    for address in PAGES[person]:
        look(page, f"{site.url}/{address.format(*of['blockers'], flag=of['flag'])}")


def test_a_key_flags_from_anywhere_and_the_vp_hears_of_it(open_board: Open) -> None:
    vp = open_board("blocked", "vera", "../../boards/blocked/blockers/")
    connected(vp)
    viewer = open_board("blocked", "willy", "../../boards/blocked/mine/", viewport={"width": 390, "height": 844})
    viewer.keyboard.press("b")
    expect(viewer.locator("h1")).to_have_text("Flag what blocks us")
    expect(viewer.locator("#foreseen")).to_contain_text("it becomes a blocker by itself")
    viewer.get_by_label("What blocks the team?").fill("No fan")
    viewer.get_by_role("button", name="Flag it").click()
    expect(viewer.locator("h1")).to_have_text("Data: No fan")
    vp.goto(vp.url.replace("blockers", "flags"))
    item = vp.locator(".flagged", has_text="No fan")
    item.get_by_label("Who can unblock it?").select_option("The leaders")
    item.get_by_role("button", name="Make it a blocker").click()
    expect(vp.locator("h1")).to_have_text("Data is blocked by the leaders: No fan")
    viewer.reload()
    expect(viewer.locator("h1")).to_have_text("Data is blocked by the leaders: No fan")


def test_what_is_chosen_changes_what_the_form_foresees(open_board: Open) -> None:
    page = open_board("blocked", "vera", "../../boards/blocked/blockers/new/")
    expect(page.get_by_role("button", name="When is it due?")).to_be_hidden()
    with page.expect_response(lambda answer: "/new/preview/" in answer.url and "side=team%3Avoice" in answer.url):
        page.get_by_label("Who can unblock it?").select_option("Voice")
    expect(page.locator("#foreseen")).to_contain_text("Due ")
    expect(page.locator("#foreseen")).to_contain_text("Next session")


def test_a_list_that_is_open_shows_what_others_raise(open_board: Open) -> None:
    reader = open_board("blocked", "ines", "../../boards/blocked/blockers/")
    connected(reader)
    raiser = open_board("blocked", "victor", "../../boards/blocked/blockers/new/?team=voice")
    raiser.get_by_label("What blocks the team?").fill("No microphone")
    raiser.get_by_role("button", name="Raise it").click()
    expect(reader.get_by_role("link", name="Voice is blocked: No microphone")).to_be_visible(timeout=SOON)


SCRIPT = """async ([stored, due, now, zone]) => {
  const { left, numeral, resumes, spans, weekdayClock } = await import("%s");
  const open = spans(stored), goesOn = resumes(open, now);
  return [numeral(left(open, due, now)), goesOn === null ? "" : `resumes ${weekdayClock(goesOn, zone)}`];
}"""


def module(page: Page) -> str:
    """Where the page has the script that counts: its name carries what is in it."""
    address: str = page.evaluate(
        "performance.getEntriesByType('resource').map((each) => each.name).find((name) => /working-time/.test(name))"
    )
    return address


def test_the_page_counts_as_the_server_does(open_board: Open) -> None:
    """Over a fortnight: before and after the due time, in and out of hours, over a change of the clocks."""
    page = open_board("blocked", "vera", "../../boards/blocked/blockers/")
    script, zone = SCRIPT % module(page), "Europe/Stockholm"
    start = timezone.datetime.fromisoformat("2026-10-22T09:41:07+00:00")
    due = start + timedelta(days=5, hours=2)
    for number in range(0, 130, 3):
        now = start + timedelta(minutes=97 * number)
        shown = countdown(due, usual(zone), now)
        asked = [shown.stored, due.timestamp() * 1000, now.timestamp() * 1000, zone]
        assert page.evaluate(script, asked) == [shown.numeral, shown.resumes], now
    assert numeral(timedelta()) == "0:00"
    assert short(due, zone) == "Tue 27 Oct 12:41"
