"""The live room in several browsers: one item for all, outcomes, and nothing that somebody types is lost."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from eteam.countdown import countdown
from org.working_time import usual
from tests.browser.conftest import SOON, Open, Site
from tests.browser.looks import look
from tests.browser.test_live import connected


def the_room(open_board: Open, person: str, board: str = "room", **options: object) -> Page:
    page = open_board(board, person, f"../../boards/{board}/room/", **options)
    expect(page.locator("h1")).to_contain_text("Session")
    return page


def test_a_session_from_the_floor_to_its_close(open_board: Open) -> None:
    steward, leader, vp = (the_room(open_board, person) for person in ("stina", "ines", "vera"))
    connected(vp)
    for page in (leader, vp):
        page.get_by_role("button", name="I am here").click()
    expect(leader.locator("#presence")).to_contain_text("In the room, 2 of 4: Ines (chair); Vera", timeout=SOON)

    # everybody looks at the same
    steward.get_by_role("button", name="On the floor: Data is blocked by Voice: No price list").click()
    for page in (steward, leader, vp):
        expect(page.locator("#focus-h")).to_contain_text("No price list", timeout=SOON)
    expect(vp.locator(".times .box")).to_contain_text("left of this item")

    # a deferral is none, and what was typed is still there
    leader.locator("#decided").check()
    leader.locator("[name=decision]").fill("Let's take it offline")
    leader.locator("[name=by_when]").fill("2099-01-01T12:00")
    leader.get_by_role("button", name="Record the outcome").click()
    expect(leader.get_by_role("alert")).to_contain_text("Nothing was recorded yet")
    expect(leader.get_by_text("That only puts it off")).to_be_visible()
    assert leader.locator("[name=decision]").input_value() == "Let's take it offline"
    leader.get_by_role("link", name="Room").last.click()
    expect(leader.locator("#focus-h")).to_contain_text("No price list")

    # a carried item is told that it will breach
    leader.locator("#carried").check()
    expect(leader.get_by_text("It will breach")).to_be_visible()

    # somebody else's outcome does not take away what one is typing
    leader.locator("[name=next_step]").fill("Ask the authority for the form.")
    vp.locator("#unblocked").check()
    vp.locator("#changed-o").fill("The list came by mail.")
    vp.get_by_role("button", name="Record the outcome").click()
    expect(vp.get_by_text("The outcome is recorded.")).to_be_visible()
    expect(leader.locator("#focus-h")).to_contain_text("No signing key", timeout=SOON)
    expect(leader.locator("#kept")).to_contain_text("No price list")
    assert leader.locator("#kept").locator("[name=next_step]").input_value() == "Ask the authority for the form."
    leader.get_by_role("button", name="Drop it").click()
    expect(leader.locator("#kept")).to_be_hidden()

    # and while the item is the same, the form stays as it is
    leader.locator("#decided").check()
    leader.locator("[name=decision]").fill("Voice issues")
    steward.get_by_role("button", name="I am here").click()
    expect(leader.locator("#presence")).to_contain_text("Stina, steward", timeout=SOON)
    leader.wait_for_timeout(500)
    assert leader.locator("[name=decision]").input_value() == "Voice issues"
    expect(leader.locator("[name=decision]")).to_be_focused()

    # closed only with a reason for what is left
    steward.get_by_role("button", name="unheard…").click()
    expect(steward.locator("h1")).to_contain_text("items have no outcome yet.")
    steward.get_by_label("Why they are not heard").fill("The fire alarm went off.")
    steward.get_by_role("button", name="unheard").click()
    expect(steward.locator("h1")).to_contain_text("Session")
    expect(steward.get_by_text("The fire alarm went off.")).to_be_visible()
    expect(vp.get_by_text("is closed.")).to_be_visible(timeout=SOON)


def test_a_session_is_led_by_keys_alone(open_board: Open) -> None:
    """In the order in which it is heard; an outcome is chosen, written and sent without a pointer."""
    page = the_room(open_board, "ines", "room-keys")
    floor = page.locator("#focus-h")
    connected(page)
    for title in ("No log format", "No price list", "What about the hotels?", "Domain report: Data"):
        page.keyboard.press("j")
        expect(floor).to_contain_text(title)
    for title in ("What about the hotels?", "No price list", "No log format", "No signing key"):
        page.keyboard.press("k")
        expect(floor).to_contain_text(title)
    page.keyboard.press("d")
    expect(page.locator("#decision-o")).to_be_focused()
    page.keyboard.type("Voice issues a key of its own.")
    expect(page.locator("#decider-o")).to_have_value(re.compile("[0-9]+"))
    page.keyboard.press("Tab")  # decided by: oneself
    page.keyboard.press("Tab")  # whose it is: who sees to the blocker
    page.keyboard.press("Tab")
    expect(page.locator("#by-o")).to_be_focused()
    page.keyboard.type(f"{datetime.now(UTC) + timedelta(days=30):%m%d%Y}")
    page.keyboard.press("Tab")
    page.keyboard.type("0500PM")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The outcome is recorded.")).to_be_visible()
    expect(floor).to_contain_text("No log format")


def test_what_is_left_counts_on_in_the_room_by_working_time(open_board: Open) -> None:
    """Four days later without anything having happened: as the server counts then."""
    page = the_room(open_board, "otto", "room-look")
    page.clock.install()
    page.reload()
    left = page.locator("#lane-room ~ ul .left").first
    before = left.inner_text()
    zone, due = left.get_attribute("data-zone"), int(left.get_attribute("data-due") or 0)
    page.clock.fast_forward(4 * 24 * 3_600_000)
    now = datetime.fromtimestamp(page.evaluate("Date.now()") / 1000, UTC)
    shown = countdown(datetime.fromtimestamp(due, UTC), usual(zone or ""), now)
    expect(left.locator("[data-numeral]")).to_have_text(shown.numeral)
    expect(left.locator("[data-words]")).to_have_text(shown.words)
    assert left.inner_text() != before


PAGES = (
    "boards/room-look/room/",
    "boards/room-look/decisions/",
    "sessions/{session}/projector/",
    "blockers/{blocker}/outcomes/",
)


def test_its_pages_are_clean_in_both_themes_and_at_both_widths(open_board: Open, site: Site) -> None:
    board = site.boards["room-look"]
    page = the_room(open_board, "ines", "room-look")
    for path in PAGES:
        look(page, f"{site.url}/{path.format(session=board['session'], blocker=board['blockers'][0])}")
