"""What happened to the order, and the ways back: every page in both themes and widths, and all of it by keys alone."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Open, Site
from tests.browser.looks import RULES
from tests.browser.test_moves import tab_to

PAGES = {
    "the log": ("log-look", "ines", "log/", "What happened to the order."),
    "the log, to read": ("log-look", "vera", "log/", "What happened to the order."),
    "why": ("log-look", "ines", "log/2/reason/", "Why was revision 2 made?"),
    "the way back": ("log-look", "ines", "log/1/restoration/", "Bring back the order of revision 1?"),
    "a session of before": ("log-look", "vera", "sessions/{session}/", "Ranking session of"),
    "no session": ("log-look", "ines", "session/", "No ranking session is open."),
    "no session, to read": ("log-look", "vera", "session/", "No ranking session is open."),
    "a question on the wall": ("ask-look", "vera", "session/projector/?show=question", "If you had to kill one"),
    "questions keep it from being locked": ("ask-look", "ines", "lock/", "from being locked"),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_fits_its_window(open_board: Open, site: Site, name: str) -> None:
    """In both themes and at both widths, of one load."""
    board, person, address, head = PAGES[name]
    address = address.format(session=site.boards[board].get("session"))
    page = open_board(board, person, address, reduced_motion="reduce")
    expect(page.locator("h1")).to_contain_text(head)
    themes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for theme in themes:
        page.emulate_media(color_scheme=theme)
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            result = Axe().run(page, options=RULES)
            assert result.violations_count == 0, f"{theme}, {width}: {result.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"wider than {width}"


def test_open_questions_stand_among_what_keeps_it_from_being_locked(open_board: Open) -> None:
    page = open_board("ask-look", "ines", "lock/")
    expect(page.locator(".missing")).to_contain_text("#7 Golf or #11 Kilo: 1 of 2 leaders put the second first")


def test_by_keys_alone_one_says_why_brings_an_order_back_and_undoes_it(open_board: Open, site: Site) -> None:
    page = open_board("log-keys", "ines", "log/")
    tab_to(page, page.get_by_role("link", name="Say why revision 3 was made"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Or in a sentence"))
    page.keyboard.press("Enter")
    expect(page.locator(".error")).to_be_visible()
    tab_to(page, page.get_by_label("Or in a sentence"))
    page.keyboard.type("The shops wait")
    page.keyboard.press("Enter")
    expect(page.locator("#r3")).to_contain_text("“The shops wait”")
    tab_to(page, page.get_by_role("link", name="Bring the order of revision 1 back"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Bring back the order of revision 1?")
    tab_to(page, page.get_by_role("button", name="Bring it back"))
    page.keyboard.press("Enter")
    expect(page.locator("#ranked h3").first).to_have_text("Alpha")
    assert site.order("log-keys") == "ABCDEFGHIJKL"
    page.goto(f"{page.url}log/")
    tab_to(page, page.get_by_role("button", name="Undo revision 4"))
    page.keyboard.press("Enter")
    expect(page.locator("#ranked h3").first).to_have_text("Lima")
    assert site.order("log-keys") == "LABCDEFGHIKJ"


def test_by_arrow_keys_alone_a_bet_of_the_tray_finds_its_place(open_board: Open, site: Site) -> None:
    """Worse than the one in the middle, better than those below: five answers at most, and one more key."""
    bets = site.boards["log-place"]["bets"]
    page = open_board("log-place", "ines", f"../../bets/{bets['Tango']}/placing/")
    place = page.get_by_role("button", name="Place to #")
    for asked in range(6):
        if place.count():
            break
        expect(page.locator(".duel-head")).to_contain_text("at most")
        before = page.url
        page.keyboard.press("ArrowRight" if asked else "ArrowLeft")
        page.wait_for_url(lambda url, before=before: url != before)
    expect(place).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#ranked h3").first).to_be_visible()
    order = site.order("log-place")
    assert order.replace("T", "") == "LABCDEFGHIKJ"
    assert order.index("T") == 7, order
