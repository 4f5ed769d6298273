"""The ways to move a bet, each as a person would do it."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Open, Site


def shown(page: Page) -> str:
    """The order that the page shows, by the first letters of the titles."""
    return "".join(title[0] for title in page.locator("#ranked h3").all_inner_texts())


def row(page: Page, title: str) -> Locator:
    return page.locator("#ranked > .bet", has=page.get_by_role("link", name=title, exact=True))


def handle(page: Page, title: str) -> Locator:
    return row(page, title).locator(".rank")


def middle(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def finger(page: Page, x: float) -> Callable[[str, float | None], None]:
    """What one finger does at `x`: the kind of a touch event, and how far down; None once it is lifted."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, at: float | None) -> None:
        points = [] if at is None else [{"x": x, "y": at}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    return touch


def tab_to(page: Page, goal: Locator, key: str = "Tab", most: int = 80) -> None:
    """As somebody goes there who has no mouse."""
    for _ in range(most):
        page.keyboard.press(key)
        if goal.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"{key} does not lead to {goal}")


def expect_said(page: Page, sentence: str) -> None:
    expect(page.locator("#said")).to_contain_text(sentence)


def test_a_bet_is_dragged_by_its_rank(open_board: Open, site: Site) -> None:
    page = open_board("mouse")
    expect(page.locator("#live h1")).to_contain_text("6 of 12 bets are funded.")
    _, above_bravo = middle(handle(page, "Bravo"))
    x, y = middle(handle(page, "Foxtrot"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 40, steps=4)
    page.mouse.move(x, above_bravo - 12, steps=6)
    expect(row(page, "Foxtrot")).to_have_class("bet picked")
    expect(handle(page, "Foxtrot")).to_have_text("2")
    page.mouse.up()
    expect_said(page, "Moved to rank 2")
    assert shown(page) == site.order("mouse") == "AFBCDEGHIJKL"
    assert page.url.endswith(f"/cycles/{site.boards['mouse']['cycle']}/"), "the drag opened no page"


def test_escape_puts_a_dragged_bet_back(open_board: Open, site: Site) -> None:
    page = open_board("look")
    x, y = middle(handle(page, "Alpha"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 200, steps=6)
    expect(row(page, "Alpha")).to_have_class("bet picked")
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(row(page, "Alpha")).to_have_class("bet")
    expect(handle(page, "Alpha")).to_have_text("1")
    assert shown(page) == site.order("look") == "ABCDEFGHIJKL"


def test_a_bet_is_dragged_with_a_finger_and_the_list_scrolls_along(open_board: Open, site: Site) -> None:
    page = open_board("touch", viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    x, y = middle(handle(page, "Alpha"))
    touch = finger(page, x)
    touch("touchStart", y)
    for step in range(1, 9):
        touch("touchMove", y + (690 - y) * step / 8)
    for _ in range(50):  # the content policy forbids what a waiting function would be made of
        if page.evaluate("scrollY") > 600:
            break
        page.wait_for_timeout(100)
    for at in (690, 500, 400):
        touch("touchMove", at)
    touch("touchEnd", None)
    expect_said(page, "Moved to rank")
    order = site.order("touch")
    assert order.index("A") > 3
    assert shown(page) == order


def test_the_keyboard_moves_and_the_focus_stays_on_the_bet(open_board: Open, site: Site) -> None:
    page = open_board("keys")
    handle(page, "Delta").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect_said(page, "Moved to rank 3")
    expect(handle(page, "Delta")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect_said(page, "Moved to rank 1")
    page.keyboard.press("Alt+End")
    expect_said(page, "Moved to rank 12")
    expect(handle(page, "Delta")).to_be_focused()
    page.keyboard.press("Alt+Home")
    expect_said(page, "Moved to rank 1;")
    page.keyboard.press("j")
    expect(handle(page, "Alpha")).to_be_focused()
    page.keyboard.press("m")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect_said(page, "Moved to rank 5")
    assert shown(page) == site.order("keys") == "DBCEAFGHIJKL"
    expect(handle(page, "Alpha")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    expect_said(page, "is taken back")
    assert shown(page) == site.order("keys") == "DABCEFGHIJKL"


def test_buttons_move_without_any_script(open_board: Open, site: Site) -> None:
    page = open_board("buttons", java_script_enabled=False)
    page.get_by_role("button", name="Raise #12 above it").click()
    assert site.order("buttons").startswith("LAB")
    row(page, "Bravo").hover()
    page.get_by_role("button", name="Move “Bravo” up").click()
    assert site.order("buttons").startswith("LBA")
    handle(page, "Kilo").click()
    page.get_by_label("Rank, 1 to 12").fill("2")
    page.get_by_role("button", name="Move", exact=True).click()
    assert site.order("buttons").startswith("LKB")
    expect(page.get_by_text("It is #2 now.")).to_be_visible()
    page.locator(".messages").get_by_role("button", name="Undo").click()
    assert site.order("buttons").startswith("LBA")
    page.get_by_role("link", name="Place “Tango”").click()
    page.get_by_label("Rank, 1 to 13").fill("1")
    page.get_by_role("button", name="Place").click()
    assert site.order("buttons").startswith("TLB")


def test_a_bet_of_the_tray_is_placed_and_goes_back(open_board: Open, site: Site) -> None:
    page = open_board("tray")
    page.get_by_role("link", name="Place “Tango”").click()
    page.get_by_label("Rank, 1 to 13").fill("4")
    page.keyboard.press("Enter")
    expect_said(page, "Placed at rank 4")
    assert shown(page) == site.order("tray") == "ABCTDEFGHIJKL"
    handle(page, "Tango").click()
    page.get_by_role("button", name="Back to the tray").click()
    expect_said(page, "Back in the tray")
    assert shown(page) == site.order("tray") == "ABCDEFGHIJKL"


def test_undo_is_offered_after_a_move(open_board: Open, site: Site) -> None:
    page = open_board("undo")
    row(page, "Charlie").hover()
    page.get_by_role("button", name="Move “Charlie” up").click()
    expect_said(page, "Moved to rank 2")
    page.locator("#toast").get_by_role("button", name="Undo").click()
    expect_said(page, "Revision 1 is taken back")
    assert shown(page) == site.order("undo") == "ABCDEFGHIJKL"


def test_a_move_under_a_filter_asks_first(open_board: Open, site: Site) -> None:
    page = open_board("filter", query="?show=waiting")
    before = shown(page)
    last = before[-1]
    handle(page, {"L": "Lima", "K": "Kilo"}[last]).focus()
    page.keyboard.press("Alt+Home")
    question = page.locator("#question")
    expect(question).to_contain_text("of them not shown")
    page.keyboard.press("Escape")
    expect(question).not_to_be_visible()
    assert site.order("filter") == "ABCDEFGHIJKL"
    page.keyboard.press("Alt+Home")
    question.get_by_role("button", name="Move to #").click()
    expect_said(page, "Moved to rank")
    assert site.order("filter").index(last) == "ABCDEFGHIJKL".index(before[0])


def test_a_reason_is_one_tap_once_an_order_was_adopted(open_board: Open, site: Site) -> None:
    page = open_board("reason")
    handle(page, "Lima").focus()
    page.keyboard.press("Alt+Home")
    question = page.locator("#question")
    expect(question).to_contain_text("this changes what is funded")
    assert shown(page) == "ABCDEFGHIJKL", "what was refused is shown no longer"
    question.get_by_role("button", name="Value").click()
    expect_said(page, "Moved to rank 1")
    assert site.order("reason").startswith("LAB")
    expect(page.locator(".pulse")).to_contain_text("for value")


def test_a_move_across_a_must_do_bet_shows_true_ranks_at_once_and_again_when_refused(open_board: Open) -> None:
    page = open_board("must")
    held: list[Route] = []
    page.route("**/moves/", lambda route: held.append(route))
    must = page.locator(".must .rank small")
    expect(must).to_have_text("#6")
    handle(page, "Golf").focus()
    page.keyboard.press("Alt+ArrowUp")
    for title, rank in (("Delta", "4"), ("Golf", "5"), ("Echo", "6"), ("Hotel", "8")):
        expect(handle(page, title)).to_have_text(rank)
    expect(must).to_have_text("#7")
    held[0].fulfill(status=403, content_type="text/html", body="")
    expect_said(page, "Load the page again.")
    for title, rank in (("Delta", "4"), ("Echo", "5"), ("Golf", "7"), ("Hotel", "8")):
        expect(handle(page, title)).to_have_text(rank)
    expect(must).to_have_text("#6")


def test_an_undo_that_nobody_explains_says_what_to_do(open_board: Open) -> None:
    page = open_board("must")
    page.route("**/undone/", lambda route: route.fulfill(status=403, content_type="text/html", body=""))
    handle(page, "Bravo").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect_said(page, "Moved to rank 1")
    page.locator("#toast").get_by_role("button", name="Undo").click()
    expect_said(page, "Load the page again.")
