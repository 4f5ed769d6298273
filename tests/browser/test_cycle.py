"""Running a cycle in the browser: what is missing is answered for, and capacity is looked at before it is set."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Site
from tests.browser.looks import look_as_it_stands

PAGES = {
    "what a leader runs it by": ("ines", "running/"),
    "what a viewer sees of it": ("willy", "running/"),
    "capacity": ("ines", "capacity/"),
    "one team": ("ines", "capacity/data/"),
    "must-do": ("ines", "../../bets/{Delta}/must-do/"),
    "another owner": ("ines", "../../bets/{Delta}/owner/"),
    "the cycles": ("ines", "../../boards/look/cycles/"),
    "a new cycle": ("ines", "../../boards/look/cycles/new/"),
}


def test_the_pages_are_accessible_and_fit_their_window(open_board: Open, site: Site) -> None:
    for name, (person, address) in PAGES.items():
        address = address.format(**site.boards["look"]["bets"])
        page = open_board("look", person, address)
        for summary in page.locator("main summary").all():
            summary.click()
        look_as_it_stands(page, name)


def test_a_leader_answers_for_what_is_missing_with_the_keyboard(open_board: Open) -> None:
    page = open_board("cycle", query="running/")
    missing = page.locator("#missing")
    before = missing.get_by_text("Let it be, with a sentence").count()
    summary = missing.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("A customer shows it in March.")
    page.keyboard.press("Enter")
    expect(missing.get_by_text("“A customer shows it in March.”")).to_be_visible()
    expect(missing.get_by_text("Let it be, with a sentence")).to_have_count(before - 1)
    missing.get_by_role("button", name="Take back").click()
    expect(missing.get_by_text("Let it be, with a sentence")).to_have_count(before)


@pytest.mark.parametrize("scripted", [True, False])
def test_capacity_that_moves_bets_is_shown_before_it_is_set_and_undone_after(open_board: Open, scripted: bool) -> None:
    page = open_board("cycle", query="capacity/data/", java_script_enabled=scripted)
    page.get_by_label("Person-weeks in all").fill("4.0")
    page.get_by_role("button", name="Set it").click()
    expect(page.get_by_role("alert")).to_contain_text("-5.0 Data:")
    expect(page.get_by_role("alert")).to_contain_text("Nothing is saved yet.")
    page.get_by_role("button", name="Set it, and move these bets").click()
    expect(page.locator("#team-data b")).to_have_text("4.0")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#team-data b")).to_have_text("9.0")
