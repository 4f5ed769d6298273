"""What holds for every page in both themes and at both widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Open, Site
from tests.browser.looks import RULES, look_as_it_stands

PAGES = {
    "the board": ("ines", "?policy=fill"),
    "a board to read": ("vera", ""),
    "before the lock": ("willy", ""),
    "a question": ("ines", "moves/new/?bet={Delta}&rank=2"),
    "a bet": ("vera", "../../bets/{Delta}/"),
}


def test_every_page_is_accessible_and_fits_its_window(open_board: Open, site: Site) -> None:
    for name, (person, address) in PAGES.items():
        look_as_it_stands(open_board("look", person, address.format(**site.boards["look"]["bets"])), name)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_dialogs_are_accessible(open_board: Open, theme: str) -> None:
    page = open_board("look", color_scheme=theme)
    page.locator("#ranked .rank").first.click()
    page.locator("#rank").wait_for()
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_the_list_of_keys_shows_its_last_row(open_board: Open) -> None:
    page = open_board("look")
    page.keyboard.press("?")
    last, button = page.locator("#keys kbd").last.bounding_box(), page.locator("#keys button").bounding_box()
    assert last
    assert button
    assert last["y"] + last["height"] + 4 < button["y"], "the ring of the button covers it"
