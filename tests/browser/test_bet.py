"""The pages of a bet and of a team: accessible in both themes and at both widths, and one sheet of paper."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Open, Site
from tests.browser.looks import RULES

PAGES = {
    "a bet that waits, as a leader sees it": ("ines", "../../bets/{Echo}/"),
    "a bet that is disputed, as its owner sees it": ("vera", "../../bets/{Bravo}/"),
    "what a bet needs": ("vera", "../../bets/{Alpha}/ties/"),
    "its versions": ("vera", "../../bets/{Alpha}/versions/"),
    "a team": ("ines", "../../boards/look/teams/data/"),
    "all teams": ("ines", "../../boards/look/teams/"),
    "a team before the lock": ("willy", "../../boards/look/teams/data/"),
}


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_is_accessible_and_fits_its_window(open_board: Open, site: Site, theme: str, width: int) -> None:
    for name, (person, address) in PAGES.items():
        address = address.format(**site.boards["look"]["bets"])
        viewport = {"width": width, "height": 900}
        page = open_board("look", person, address, viewport=viewport, color_scheme=theme, reduced_motion="reduce")
        page.evaluate("document.querySelectorAll('main details').forEach(folded => { folded.open = true; })")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than its window"


def test_on_paper_a_bet_is_one_page_without_anything_to_press(open_board: Open, site: Site) -> None:
    page = open_board("look", "ines", "../../bets/{Echo}/".format(**site.boards["look"]["bets"]))
    sheet = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Echo")).to_be_visible()
    for pressed in page.locator("main :is(button, summary, input)").all():
        expect(pressed).to_be_hidden()
