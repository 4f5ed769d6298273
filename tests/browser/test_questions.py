"""Questions in the room: two browsers, one key, no script, and every page in both themes and widths."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import SOON, Open
from tests.browser.looks import RULES

PAGES = {
    "the list": ("ask-look", "ines", "questions/"),
    "the list, to read": ("ask-look", "vera", "questions/"),
    "no round yet": ("look", "ines", "questions/"),
    "the question": ("ask-look", "ines", ""),
    "the question, to read": ("ask-look", "vera", ""),
}


def first_question(page: Page) -> None:
    page.goto(page.url.partition("/questions/")[0].partition("/session/")[0].rstrip("/") + "/questions/")
    page.locator("[data-next]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("If you had to kill one of these two")


def arrive(page: Page) -> None:
    """In the room, and at the first question."""
    page.goto(f"{page.url}session/")
    page.get_by_role("button", name="I am here").click()
    expect(page.get_by_role("button", name="Leave the session")).to_be_visible()
    first_question(page)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_fits_its_window(open_board: Open, name: str) -> None:
    board, person, address = PAGES[name]
    page = open_board(board, person, address, reduced_motion="reduce")
    if not address:
        first_question(page)
    themes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for theme in themes:
        page.emulate_media(color_scheme=theme)
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, f"{theme}, {width}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"wider than {width}"


def test_two_leaders_answer_by_keys_and_the_other_page_hears_of_it(open_board: Open) -> None:
    ines, otto, board = (open_board("ask-keys", person) for person in ("ines", "otto", "vera"))
    counter = board.locator(".asked").inner_text()
    arrive(ines)
    arrive(otto)
    address = otto.url
    ines.keyboard.press("ArrowRight")
    expect(ines.locator(".messages")).to_contain_text("Still to speak: Otto.")
    expect(otto.locator(".around")).to_contain_text("kills", timeout=SOON)
    otto.get_by_label("Why, in a sentence, if you like").fill("The shops wait.")
    otto.locator("h1").click()
    otto.keyboard.press("ArrowRight")
    expect(otto.locator(".messages")).to_contain_text("Settled: the order stays.")
    assert otto.url != address, "the next question"
    expect(ines.locator("h1")).to_contain_text("Ines and Otto settled it", timeout=SOON)
    expect(ines.locator(".duel-head")).to_contain_text("“The shops wait.”")
    expect(board.locator(".asked")).not_to_have_text(counter, timeout=SOON)


def test_without_any_script_one_answers_and_another_yields(open_board: Open) -> None:
    ines, otto = (open_board("ask-plain", person, java_script_enabled=False) for person in ("ines", "otto"))
    arrive(ines)
    arrive(otto)
    ines.locator(".side").first.get_by_role("button", name="Kill").click()
    expect(ines.locator(".messages")).to_contain_text("Still to speak: Otto.")
    otto.get_by_role("button", name="Yield to the others").click()
    expect(otto.locator(".messages")).to_contain_text("Settled: the order is changed.")
    otto.locator(".messages").get_by_role("button", name="Undo").click()
    expect(otto.locator(".pulse")).to_contain_text("took back revision 2")
