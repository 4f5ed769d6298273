"""A bet of the tray finds its place in the browser: from the board, two at a time, with two keys."""

from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Open, Site
from tests.browser.looks import RULES


def test_a_bet_of_the_tray_is_placed_by_comparing_it(open_board: Open) -> None:
    page = open_board("look")
    page.locator("#ranked a.rank").first.click()
    expect(page.locator("#wanted")).to_be_visible()
    expect(page.locator("#compare")).to_be_hidden()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Place").click()
    page.get_by_role("link", name="Compare instead: at most 4 questions").click()
    head, other = page.locator(".duel-head"), page.locator(".side h2").last
    expect(head).to_contain_text("at most 4 questions more")
    for key, most in (("ArrowRight", 3), ("ArrowLeft", 2)):
        page.wait_for_load_state()  # before that it does not listen to keys
        asked = other.inner_text()
        page.keyboard.press(key)
        expect(other).not_to_have_text(asked)
        expect(head).to_contain_text(f"at most {most} question")
    page.wait_for_load_state()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Place “Tango” at #7")


def test_the_page_is_accessible_and_fits_its_window(open_board: Open, site: Site) -> None:
    """In both themes and at both widths, of one load."""
    tango = site.boards["look"]["bets"]["Tango"]
    page = open_board("look", "ines", f"../../bets/{tango}/placing/", reduced_motion="reduce")
    themes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for theme in themes:
        page.emulate_media(color_scheme=theme)
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, f"{theme}, {width}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"wider than {width}"
