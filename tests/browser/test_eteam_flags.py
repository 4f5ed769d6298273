"""Saying what blocks a team, from a phone by touch; and every page in both themes and widths."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Site
from tests.browser.looks import look

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_flag_is_raised_on_a_phone_by_touch_and_becomes_a_blocker_of_the_vp(open_board: Open, site: Site) -> None:
    willy = open_board("week-flag", "willy", **PHONE)
    willy.goto(f"{site.url}/boards/week-flag/blockers/")
    willy.get_by_role("link", name="Flag what blocks us").tap()
    willy.get_by_label("What blocks", exact=False).first.fill("No oven for the samples")
    willy.locator("#foreseen").wait_for()
    assert willy.evaluate("document.documentElement.scrollWidth") <= 390
    willy.get_by_role("button", name="Flag it").tap()
    expect(willy.locator("main")).to_contain_text("No oven for the samples")
    expect(willy.locator("main")).to_contain_text(re.compile("becomes|blocker", re.IGNORECASE))

    vera = open_board("week-flag", "vera")
    vera.goto(f"{site.url}/boards/week-flag/flags/")
    expect(vera.locator("main")).to_contain_text("No oven for the samples")
    vera.get_by_role("button", name=re.compile("blocker", re.IGNORECASE)).first.click()
    expect(vera.locator("h1")).to_contain_text("No oven for the samples")


PAGES = {
    "ines": ("/boards/{name}/blockers/", "/boards/{name}/blockers/new/", "/sessions/{session}/",
             "/sessions/{session}/projector/", "/boards/{name}/decisions/", "/blockers/{blocker}/outcomes/",
             "/cycles/{cycle}/running/"),
    "vera": ("/blockers/{blocker}/", "/boards/{name}/flags/"),
    "willy": ("/blockers/{blocker}/", "/boards/{name}/reminders/", "/settings/"),
    "ada": ("/boards/{name}/reports/", "/boards/{name}/reports/blockers/{week}/",
            "/boards/{name}/reports/blockers/{week}/?revision=1", "/boards/{name}/deliveries/health/"),
    "stina": ("/boards/{name}/room/timetable/", "/boards/{name}/sessions/", "/sessions/{session}/time/",
              "/sessions/{session}/cancellation/", "/boards/{name}/sessions/planning/",
              "/sessions/{session}/deliveries/", "/boards/{name}/blockers/recount/", "/boards/{name}/reminders/",
              "/boards/{name}/reports/"),
}  # fmt: skip


@pytest.mark.parametrize("person", list(PAGES))
def test_every_page_of_the_room_is_accessible_and_fits(open_board: Open, site: Site, person: str) -> None:
    of = site.boards["week-look"]
    names = {"name": "week-look", "blocker": of["blockers"]["No signing key"]}
    names |= {name: of[name] for name in ("session", "cycle", "week")}
    page = open_board("week-look", person, "../../settings/")
    for path in PAGES[person]:
        look(page, f"{site.url}{path.format(**names)}")
