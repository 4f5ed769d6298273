"""The pages of a bet and of a team: accessible in both themes and at both widths, and one sheet of paper."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Open, Site
from tests.browser.looks import look_as_it_stands

PAGES = {
    "a bet that waits, as a leader sees it": ("ines", "../../bets/{Echo}/"),
    "a bet that is disputed, as its owner sees it": ("vera", "../../bets/{Bravo}/"),
    "what a bet needs": ("vera", "../../bets/{Alpha}/ties/"),
    "its versions": ("vera", "../../bets/{Alpha}/versions/"),
    "a team": ("ines", "../../boards/look/teams/data/"),
    "all teams": ("ines", "../../boards/look/teams/"),
    "a team before the lock": ("willy", "../../boards/look/teams/data/"),
}


def test_every_page_is_accessible_and_fits_its_window(open_board: Open, site: Site) -> None:
    for name, (person, address) in PAGES.items():
        address = address.format(**site.boards["look"]["bets"])
        page = open_board("look", person, address)
        page.evaluate("document.querySelectorAll('main details').forEach(folded => { folded.open = true; })")
        look_as_it_stands(page, name)


def test_on_paper_a_bet_is_one_page_without_anything_to_press(open_board: Open, site: Site) -> None:
    page = open_board("look", "ines", "../../bets/{Echo}/".format(**site.boards["look"]["bets"]))
    sheet = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Echo")).to_be_visible()
    for pressed in page.locator("main :is(button, summary, input)").all():
        expect(pressed).to_be_hidden()
