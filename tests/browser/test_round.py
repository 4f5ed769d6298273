"""A ranking round in the browser: sorting alone by keys, by mouse and two at a time; the reveal, seen as it happens."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import SOON, Open
from tests.browser.looks import RULES
from tests.browser.test_moves import finger, middle, tab_to

PAGES = {
    "no round yet": ("look", "ines", "round/"),
    "a round that is open": ("round-open", "ines", "round/"),
    "one's own order": ("round-open", "otto", "round/mine/"),
    "one's own order by questions": ("round-open", "ines", "round/mine/"),
    "two bets side by side": ("round-open", "ines", "round/mine/duel/"),
    "what came out": ("round-done", "ines", "round/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_fits_its_window(open_board: Open, name: str) -> None:
    """In both themes and at both widths, of one load."""
    board, person, address = PAGES[name]
    page = open_board(board, person, address, reduced_motion="reduce")
    themes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for theme in themes:
        page.emulate_media(color_scheme=theme)
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, f"{theme}, {width}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"wider than {width}"


def test_by_keys_alone_a_leader_starts_sorts_and_says_ready(open_board: Open) -> None:
    page = open_board("round-keys", "ines", "round/")
    tab_to(page, page.get_by_role("button", name="Open the round"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Sort alone"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Start: From the current order"))
    page.keyboard.press("Enter")
    ranks = page.locator("#ranked a.rank")
    tab_to(page, ranks.first)
    page.keyboard.press("ArrowDown")
    expect(ranks.nth(1)).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#toast")).to_contain_text("“Bravo” is #1 now.")
    expect(ranks.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Rank, 1 to")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_contain_text("“Bravo” is #3 now.")
    expect(ranks.nth(2)).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Ready", exact=True), key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 of 2 leaders is ready.")


def test_a_bet_of_ones_own_order_is_dragged_with_a_finger(open_board: Open) -> None:
    phone = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
    page = open_board("round-finger", "otto", "round/mine/", **phone)
    alpha, bravo = (page.locator("#ranked .rank").nth(number) for number in (0, 1))
    bravo.scroll_into_view_if_needed()
    x, y = middle(bravo)
    touch = finger(page, x)
    touch("touchStart", y)
    touch("touchMove", y - 20)
    expect(page.locator("#ranked .picked")).to_contain_text("Bravo")
    touch("touchMove", middle(alpha)[1] - 12)
    page.wait_for_timeout(100)
    touch("touchEnd", None)
    expect(page.locator("#toast")).to_contain_text("“Bravo” is #1 now.")
    page.reload()
    assert titles(page).startswith("BAC")


def titles(page: Page) -> str:
    return "".join(title[0] for title in page.locator("#ranked h3").all_inner_texts())


def test_an_order_is_sorted_by_keys_by_mouse_and_by_rank_and_taken_back(open_board: Open) -> None:
    page = open_board("round-walk", "otto", "round/mine/")
    assert titles(page) == "ABCDEFJGHIKLT"
    page.locator("#ranked .bet").nth(2).locator("a.rank").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#toast")).to_contain_text("“Charlie” is #2 now.")
    expect(page.locator("#ranked .bet").nth(1).locator("a.rank")).to_be_focused()
    page.keyboard.press("m")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_contain_text("“Charlie” is #1 now.")
    drag(page, 12, 0)
    expect(page.locator("#toast")).to_contain_text("“Tango” is #1 now.")
    page.locator("#toast button").click()
    expect(page.locator("#toast")).to_contain_text("“Tango” is #13 now.")
    page.reload()
    assert titles(page) == "CABDEFJGHIKLT"


def drag(page: Page, start: int, to: int) -> None:
    handle, goal = (page.locator("#ranked .bet").nth(number).locator(".rank") for number in (start, to))
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, box["y"] - 20, steps=3)
    page.evaluate("scrollTo(0, 0)")
    above = goal.bounding_box()
    assert above
    page.mouse.move(above["x"] + 5, above["y"] - 4, steps=3)
    page.mouse.up()


def test_two_at_a_time_with_two_keys_and_one_to_take_back(open_board: Open) -> None:
    page = open_board("round-walk", "ines", "round/mine/duel/")
    asked = page.locator(".duel-head p").first
    expect(asked).to_contain_text("Question 1,")
    page.keyboard.press("ArrowRight")
    expect(asked).to_contain_text("Question 2,")
    page.keyboard.press("ArrowLeft")
    expect(asked).to_contain_text("Question 3,")
    page.keyboard.press("Backspace")
    expect(asked).to_contain_text("Question 2,")
    page.get_by_role("link", name="Leave it here").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("still to be sorted")


def test_the_reveal_comes_to_whoever_waits_for_it(open_board: Open) -> None:
    otto = open_board("round-wait", "otto", "round/mine/")
    otto.get_by_role("button", name="Ready").click()
    expect(otto.get_by_role("heading", level=1)).to_contain_text("1 of 2 leaders is ready.")
    ines = open_board("round-wait", "ines", "round/mine/", java_script_enabled=False)
    ines.get_by_role("button", name="Ready, and reveal").click()
    expect(ines.get_by_role("heading", level=1)).to_contain_text("pairs agreed")
    expect(otto.get_by_role("heading", level=1)).to_contain_text("pairs agreed", timeout=SOON)
    otto.get_by_role("button", name="Adopt the proposal").click()
    expect(otto.locator("#toast")).to_contain_text("The proposal is the order now")
