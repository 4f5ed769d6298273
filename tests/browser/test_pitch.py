"""A pitch is written in a real browser: by keyboard alone, by two at once, and while the server does not answer."""

from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from tests.browser.conftest import Open, Site
from tests.browser.looks import look_as_it_stands

FORM = "../../bets/{Whiskey}/pitch/"
PAGES = {
    "the pitches": ("vera", "pitches/"),
    "a new pitch": ("vera", "pitches/new/"),
    "a draft": ("vera", FORM),
    "a submitted bet": ("vera", "../../bets/{Sized}/pitch/"),
    "who writes and reads it": ("vera", "../../bets/{Whiskey}/sharing/"),
    "a withdrawal": ("vera", "../../bets/{Sized}/withdrawal/"),
}
PARTS = {
    "thesis": "It pays twice.",
    "problem": "Half of all calls are about pairing.",
    "belief": "One path ends them.",
    "disproof": "Two paths, and as few calls.",
    "proposal": "One path on every phone.",
    "alignment": "Fewer calls.",
    "value": "Two people's work a year.",
    "confidence": "60",
    "metric": "calls a week",
    "baseline": "400",
    "target": "200",
    "risks": "Old phones.",
    "kill_metric": "calls a week",
    "kill_threshold": "above 350",
    "kill_decider": "Otto",
    "gives_up": "The second path.",
    "margin_effect": "none",
    "debt_effect": "none",
}


def opened(open_board: Open, site: Site, board: str, person: str = "vera", **options: Any) -> Page:
    """The form of the draft."""
    return open_board(board, person, FORM.format(**site.boards[board]["bets"]), **options)


def tab_to(page: Page, name: str) -> None:
    """By the Tab key, as far as it takes."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.name || document.activeElement?.textContent.trim()") == name:
            return
    pytest.fail(f"Tab never comes to {name}")


def test_a_pitch_is_begun_written_and_submitted_by_keyboard_alone(open_board: Open) -> None:
    page = open_board("pitch-keys", "vera")
    page.keyboard.press("Control+k")
    page.keyboard.type("New pitch")
    expect(page.get_by_role("option", name="New pitch")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/pitches/new/")
    tab_to(page, "title")
    page.keyboard.type("Yankee")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pitch/")
    for name, text in PARTS.items():
        tab_to(page, name)
        page.keyboard.type(text)
    tab_to(page, "add_team")
    page.keyboard.type("Data")
    tab_to(page, "add_weeks")
    page.keyboard.type("6,5")
    tab_to(page, "more")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="16 of 16 parts are there")).to_be_visible()
    expect(page.locator("#preview .demand b")).to_have_text("6.5")
    expect(page.locator("#preview .thesis")).to_have_text("It pays twice.")
    tab_to(page, "Submit")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bets/*/")
    expect(page.get_by_text("It is submitted.")).to_be_visible()


def test_what_is_typed_is_saved_a_second_later_and_found_after_loading_anew(open_board: Open, site: Site) -> None:
    page = opened(open_board, site, "pitch-lost")
    with page.expect_response(lambda response: response.request.method == "PATCH") as saved:
        page.locator("#belief").fill("Saved by itself.")
    assert saved.value.status == 200
    assert list(saved.value.request.post_data_json["fields"]) == ["belief"], "what did not change is not sent"
    page.reload()
    expect(page.locator("#belief")).to_have_value("Saved by itself.")


def test_the_counter_counts_as_the_server_does(open_board: Open, site: Site) -> None:
    page = opened(open_board, site, "pitch-lost")
    count = page.locator(".count")
    page.locator("#thesis").fill("😀" * 139 + "\n")
    expect(count).to_have_text("139 of 140")
    with page.expect_response(lambda response: response.status == 422):
        page.locator("#thesis").fill("😀" * 141)
    expect(count).to_have_text("141 of 140")
    expect(page.locator("#thesis_error")).to_contain_text("141 characters; at most 140 are kept.")
    page.locator("#thesis").fill("😀" * 140)
    expect(page.locator("#thesis_error")).to_have_count(0)


def test_two_who_write_at_once_see_both_texts_and_choose(open_board: Open, site: Site) -> None:
    vera, victor = (opened(open_board, site, "pitch-two", person) for person in ("vera", "victor"))
    for name in ("problem", "value"):
        with victor.expect_response(lambda response: response.request.method == "PATCH"):
            victor.locator(f"#{name}").fill(f"Victor's {name}.")
        vera.locator(f"#{name}").fill(f"Vera's {name}.")
        expect(vera.locator(".theirs blockquote").last).to_have_text(f"Victor's {name}.")
        expect(vera.locator(f"#{name}")).to_have_value(f"Vera's {name}.")
    vera.get_by_role("button", name="Keep mine").first.click()
    vera.get_by_role("button", name="Take theirs").click()
    expect(vera.locator(".theirs")).to_have_count(0)
    vera.wait_for_timeout(1500)
    victor.reload()
    expect(victor.locator("#problem")).to_have_value("Vera's problem.")
    expect(victor.locator("#value")).to_have_value("Victor's value.")


def test_while_the_server_does_not_answer_the_text_is_kept_and_sent_later(open_board: Open, site: Site) -> None:
    page = opened(open_board, site, "pitch-lost")
    dialogs: list[str] = []

    def stay(dialog: Dialog) -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    def lose(route: Route) -> None:
        if route.request.method == "PATCH":
            route.abort()
        else:
            route.continue_()

    page.on("dialog", stay)
    page.route("**/pitch/", lose)
    page.locator("#risks").fill("Written in the dark.")
    expect(page.locator("#trouble")).to_contain_text("The text is kept in this browser")
    page.reload()
    assert dialogs == ["beforeunload"], "leaving warns"
    page.unroute("**/pitch/")
    expect(page.locator("#risks")).to_have_value("Written in the dark.")
    expect(page.locator("#trouble")).to_have_text("")
    with page.expect_response(lambda response: response.request.method == "PATCH" and response.ok):
        page.locator("#risks").press("End")
        page.locator("#risks").press(".")
    page.reload()
    expect(page.locator("#risks")).to_have_value("Written in the dark..")


def test_every_page_of_a_pitch_is_accessible_and_fits(open_board: Open, site: Site) -> None:
    bets = site.boards["pitch-look"]["bets"]
    for name, (person, address) in PAGES.items():
        page = open_board("pitch-look", person, address.format(**bets))
        look_as_it_stands(page, name)
        if name == "a draft":
            page.get_by_role("button", name="Submit").click()
            expect(page.locator("#kill_decider_error")).to_be_visible()
            look_as_it_stands(page, "what is missing")
