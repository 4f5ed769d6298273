"""Saying what blocks a team, from a phone by touch; and every page in both themes and widths."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Open, Site
from tests.browser.test_looks import RULES

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
    "the list of blockers": ("ines", "/boards/{name}/blockers/"),
    "raising one": ("ines", "/boards/{name}/blockers/new/"),
    "a blocker": ("vera", "/blockers/{blocker}/"),
    "a blocker to read": ("willy", "/blockers/{blocker}/"),
    "the flags": ("vera", "/boards/{name}/flags/"),
    "the session to come": ("ines", "/sessions/{session}/"),
    "the wall": ("ines", "/sessions/{session}/projector/"),
    "the decisions": ("ines", "/boards/{name}/decisions/"),
    "an outcome outside the room": ("ines", "/blockers/{blocker}/outcomes/"),
    "the weeks": ("ada", "/boards/{name}/reports/"),
    "the timetable": ("stina", "/boards/{name}/room/timetable/"),
    "the sessions": ("stina", "/boards/{name}/sessions/"),
    "moving a session": ("stina", "/sessions/{session}/time/"),
    "cancelling a session": ("stina", "/sessions/{session}/cancellation/"),
    "planning sessions": ("stina", "/boards/{name}/sessions/planning/"),
    "what was delivered": ("stina", "/sessions/{session}/deliveries/"),
    "the health of reminders": ("ada", "/boards/{name}/deliveries/health/"),
    "one's own reminders": ("willy", "/boards/{name}/reminders/"),
    "what a calendar moves": ("stina", "/boards/{name}/blockers/recount/"),
}


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_of_the_room_is_accessible_and_fits(open_board: Open, site: Site, theme: str, width: int) -> None:
    of = site.boards["week-look"]
    names = {"name": "week-look", "session": of["session"], "blocker": of["blockers"]["No signing key"]}
    for name, (person, path) in PAGES.items():
        viewport = {"width": width, "height": 900}
        page = open_board("week-look", person, viewport=viewport, color_scheme=theme, reduced_motion="reduce")
        answer = page.goto(f"{site.url}{path.format(**names)}")
        assert answer is not None
        assert answer.status == 200, f"{name}: {answer.status}"
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        wide = page.evaluate(
            "[...document.querySelectorAll('main *')].filter((each) => each.getBoundingClientRect().right > innerWidth)"
            ".map((each) => each.outerHTML.slice(0, 120))"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (
            f"{name} is wider than its window: {wide}"
        )
        page.context.close()
