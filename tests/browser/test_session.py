"""A ranking session in two browsers: who is there, whose turn it is, where the presenter points, what stands still."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SOON, Open, Site
from tests.browser.looks import look_as_it_stands
from tests.browser.test_live import asked_by, connected, to_the_top
from tests.browser.test_moves import handle, row


@pytest.fixture
def steward(open_board: Open) -> Iterator[Page]:
    """The page of a session that is open, with the first turn on; closed again afterwards."""
    page = open_board("session", "stina", "session/")
    page.get_by_role("button", name="Open the session").click()
    page.get_by_role("button", name="Begin with the first").click()
    expect(page.locator("h1")).to_contain_text("Tango")
    yield page
    page.goto(page.url.partition("/session/")[0] + "/session/")
    page.get_by_role("button", name="Close the session").click()
    expect(page.locator("h1")).to_contain_text("Ranking session of")


def test_who_is_there_stands_in_words_on_every_page(open_board: Open, steward: Page) -> None:
    steward.get_by_role("button", name="I am here").click()
    expect(steward.locator("#presence")).to_contain_text("Here: Stina; not here yet: Ines, Otto.")
    board = open_board("session", "ines")
    expect(board.locator("#presence")).to_contain_text("Here: Stina; not here yet: Ines, Otto.")
    board.get_by_role("button", name="I am here").click()
    expect(board.locator("#presence")).to_contain_text("Here: Ines, Stina; not here yet: Otto.")
    expect(steward.locator("#presence")).to_contain_text("Here: Ines, Stina; not here yet: Otto.", timeout=SOON)
    board.get_by_role("button", name="Leave the session").click()
    for page in (board, steward):
        expect(page.locator("#presence")).to_contain_text("Here: Stina; away: Ines; not here yet: Otto.", timeout=SOON)


def test_a_move_asks_once_who_is_there_and_the_list_is_not_sent_again(open_board: Open, steward: Page) -> None:
    reader, mover = open_board("session", "vera"), open_board("session", "otto")
    connected(reader)
    asked = asked_by(reader, "/presence/")
    to_the_top(mover, "Bravo")
    expect(reader.locator("#ranked h3").first).to_have_text("Bravo", timeout=SOON)
    mover.locator("#toast").get_by_role("button", name="Undo").click()
    expect(reader.locator("#ranked h3").first).to_have_text("Alpha", timeout=SOON)
    reader.wait_for_timeout(500)
    assert [request.response().status for request in asked] == [304, 304]  # type: ignore[union-attr]


def test_the_clock_counts_down_everywhere_by_the_servers_time(open_board: Open, steward: Page) -> None:
    wrong = open_board("session", "vera")
    wrong.add_init_script("const now = Date.now; Date.now = () => now() + 3600e3;")
    wrong.reload()
    steward.keyboard.press("s")
    expect(steward.locator(".time")).to_contain_text("4:5")
    expect(wrong.locator("#strip .clock")).to_contain_text("4:5", timeout=SOON)
    steward.keyboard.press("+")
    expect(steward.locator(".time")).to_contain_text("5:5")
    steward.keyboard.press("s")
    expect(steward.get_by_role("button", name="Start the clock")).to_be_visible()


def test_boards_follow_the_presenter_and_each_can_leave(open_board: Open, steward: Page) -> None:
    presenter, reader = open_board("session", "otto"), open_board("session", "ines")
    presenter.get_by_role("button", name="Present from here").click()
    expect(presenter.get_by_text("You present: f points")).to_be_visible()
    handle(presenter, "Lima").focus()
    presenter.keyboard.press("f")
    expect(row(reader, "Lima")).to_contain_text("Otto shows this", timeout=SOON)
    expect(row(reader, "Lima")).to_be_in_viewport()
    assert reader.evaluate("document.activeElement === document.body"), "nobody's focus is taken"
    reader.get_by_role("button", name="Leave Otto’s view").click()
    expect(reader.get_by_role("button", name="Follow Otto’s view")).to_be_focused()
    reader.evaluate("scrollTo(0, 0)")
    handle(presenter, "Kilo").focus()
    presenter.keyboard.press("f")
    expect(reader.locator("#strip")).to_contain_text("Otto presents and points at #11 Kilo.", timeout=SOON)
    expect(reader.get_by_text("Otto shows this")).to_be_hidden()
    assert reader.evaluate("scrollY") < 200
    reader.reload()
    reader.get_by_role("button", name="Follow Otto’s view").click()
    expect(row(reader, "Kilo")).to_be_in_viewport()
    presenter.keyboard.press("f")
    expect(reader.locator("#strip")).not_to_contain_text("points at", timeout=SOON)


def test_nothing_scrolls_while_somebody_types(open_board: Open, steward: Page) -> None:
    steward.get_by_role("button", name="Present", exact=True).click()
    reader = open_board("session", "ines")
    handle(reader, "Alpha").focus()
    reader.keyboard.press("m")
    steward.get_by_role("button", name="Point at “Lima”").click()
    expect(reader.locator("#strip")).to_contain_text("points at #12 Lima", timeout=SOON)
    before = reader.evaluate("scrollY")
    reader.wait_for_timeout(1000)
    assert reader.evaluate("scrollY") == before
    reader.keyboard.press("Escape")
    expect(row(reader, "Lima")).to_be_in_viewport()


def test_a_frozen_order_says_so_and_cannot_be_moved(open_board: Open, site: Site, steward: Page) -> None:
    leader = open_board("session", "ines")
    expect(handle(leader, "Bravo")).to_be_visible()
    steward.get_by_label("Why it stands still").fill("We vote.")
    steward.get_by_role("button", name="Freeze the order").click()
    expect(leader.locator("#strip")).to_contain_text("Frozen by Stina", timeout=SOON)
    expect(leader.locator("#live")).not_to_have_attribute("data-can-rank", "")
    row(leader, "Bravo").get_by_role("link", name="Bravo").focus()
    leader.keyboard.press("Alt+ArrowUp")
    steward.get_by_role("button", name="Thaw the order").click()
    expect(leader.locator("#live")).to_have_attribute("data-can-rank", "", timeout=SOON)
    assert site.order("session") == "ABCDEFGHIJKL"


def test_the_running_order_is_changed_with_the_keyboard(steward: Page) -> None:
    earlier = steward.get_by_role("button", name="“Bravo” earlier")
    earlier.focus()
    steward.keyboard.press("Enter")
    expect(steward.locator(".turns h3").nth(1)).to_have_text("Bravo")
    expect(earlier).to_be_focused()
    steward.keyboard.press("n")
    expect(steward.locator("h1")).to_contain_text("Bravo")
    steward.keyboard.press("p")
    expect(steward.locator("h1")).to_contain_text("Tango")


PAGES = {
    "the console": ("stina", "session/"),
    "the session": ("vera", "session/"),
    "the board": ("stina", ""),
    "the wall": ("vera", "session/projector/"),
    "its order": ("vera", "session/projector/?show=order"),
}


def test_the_pages_are_accessible_and_fit_their_window(open_board: Open, steward: Page) -> None:
    steward.get_by_role("button", name="Present", exact=True).click()
    steward.get_by_role("button", name="Point at “Delta”").click()
    steward.get_by_role("button", name="Freeze the order").click()
    for name, (person, address) in PAGES.items():
        look_as_it_stands(open_board("session", person, address), name)
