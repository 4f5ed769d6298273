"""From the order to the plan and back: what if, the lock, the plan for everybody, the unlock by two."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Open, Site
from tests.browser.looks import RULES

PAGES = {
    "what if": ("plan-open", "vera", "what-if/?capacity.data=9.5&policy=fill"),
    "what cannot be tried": ("plan-open", "ines", "what-if/?capacity.data=9,5&rank=3"),
    "what is missing": ("plan-walk", "otto", "lock/"),
    "what would be locked": ("plan-open", "ines", "lock/"),
    "no plan yet": ("plan-open", "ines", "plan/"),
    "the gallery in ranking": ("plan-open", "vera", "gallery/"),
    "the sheet": ("plan-open", "vera", "sheet/"),
    "a rank at a revision": ("plan-open", "vera", "at/1/3/"),
    "the plan": ("plan-look", "willy", "plan/"),
    "the plan, for a leader": ("plan-look", "ines", "plan/"),
    "the gallery": ("plan-look", "willy", "gallery/"),
    "the unlock": ("plan-look", "ines", "unlock/"),
    "what stays open": ("plan-look", "vera", "../../bets/{Bravo}/open-fields/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_fits_its_window(open_board: Open, site: Site, name: str) -> None:
    """In both themes and at both widths, of one load."""
    board, person, address = PAGES[name]
    page = open_board(board, person, address.format(**site.boards[board]["bets"]), reduced_motion="reduce")
    themes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for theme in themes:
        page.emulate_media(color_scheme=theme)
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, f"{theme}, {width}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"wider than {width}"


def test_what_if_is_tried_by_form_and_by_arrows_without_any_script(open_board: Open, site: Site) -> None:
    page = open_board("plan-open", "vera", "what-if/", java_script_enabled=False)
    page.get_by_label("Data", exact=True).fill("9.5")
    page.get_by_label("Bet", exact=True).first.select_option(label="#12 Lima")
    page.get_by_label("Rank", exact=True).fill("2")
    page.get_by_role("button", name="Try it").click()
    assert page.url.endswith(f"what-if/?capacity.data=9.5&move={site.boards['plan-open']['bets']['Lima']}:to:2")
    expect(page.locator("#then-h + ol > li h3").nth(1)).to_have_text("Lima")
    page.get_by_role("link", name="Suppose “Lima” one up").click()
    expect(page.locator("#then-h + ol > li h3").first).to_have_text("Lima")
    page.get_by_role("link", name="Without: Data gives").click()
    assert "capacity" not in page.url
    page.get_by_role("link", name="Drop all of it").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What if?")
    assert site.order("plan-open") == "ABCDEFGHIJKL"


def test_a_cycle_is_locked_read_by_all_and_unlocked_by_two(open_board: Open) -> None:
    ines = open_board("plan-walk", "ines", "lock/")
    lock = ines.url
    expect(ines.get_by_role("heading", level=1)).to_contain_text("from being locked")
    while ines.get_by_text("Or answer for it").count():
        ines.get_by_text("Or answer for it").first.click()
        ines.get_by_label("Why it may stay so, in a sentence").first.fill("They move house in March.")
        ines.get_by_role("button", name="Answer for it").first.click()
        ines.goto(lock)
    ines.get_by_role("button", name="Lock the plan").click()
    expect(ines.get_by_text("Computed again now: the same.")).to_be_visible()

    willy = open_board("plan-walk", "willy", "plan/")
    expect(willy.get_by_role("heading", level=1)).to_contain_text("of 12 bets are funded")
    expect(willy.get_by_text("They move house in March.").first).to_be_visible()
    assert not willy.get_by_role("link", name="Unlock").count()

    ines.get_by_role("link", name="Unlock").click()
    ines.get_by_label("Why").fill("The largest customer left.")
    ines.get_by_role("button", name="Ask to unlock").click()
    expect(ines.get_by_role("heading", level=1)).to_contain_text("You have asked")
    otto = open_board("plan-walk", "otto", "unlock/")
    expect(otto.get_by_text("The largest customer left.")).to_be_visible()
    otto.get_by_label("Why").fill("So be it.")
    otto.get_by_role("button", name="Unlock the plan").click()
    willy.reload()
    expect(willy.get_by_role("heading", level=1)).to_contain_text("does not allow")


def test_the_sheets_are_printed_with_a_head_on_every_page(open_board: Open) -> None:
    page = open_board("plan-look", "willy", "plan/")
    page.emulate_media(media="print")
    head = "getComputedStyle(document.querySelector('.plan thead')).display"
    assert page.evaluate(head) == "table-header-group"
    whole = "[...document.querySelectorAll('.plan tbody')].every(row => getComputedStyle(row).breakInside === 'avoid')"
    assert page.evaluate(whole)
    for selector in (".masthead nav", ".foot", ".more"):
        assert not page.locator(selector).first.is_visible()
