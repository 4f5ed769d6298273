"""Two windows at one order: what one does appears in the other, by the stream or without it."""

import time

from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import SOON, Open, Site
from tests.browser.test_moves import expect_said, finger, handle, middle, row, shown

HIDDEN = """is => {
  Object.defineProperty(document, "hidden", { value: is, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""

MARKED = "row => row.getAnimations().some((each) => each.effect.getTiming().duration === 2000)"


def asked_by(page: Page, part: str) -> list[Request]:
    """What the page asks for from now on, at addresses with this part."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if part in request.url else None)
    return asked


def connected(page: Page) -> None:
    """Load the page anew, and wait for the stream's first word."""
    with page.expect_response("**/live/**"):
        page.reload()


def to_the_top(page: Page, title: str) -> None:
    handle(page, title).focus()
    page.keyboard.press("Alt+Home")
    expect_said(page, "Moved to rank 1")


def expect_soon(page: Page, order: str, within: int = SOON) -> None:
    """Within so many milliseconds the page shows this order."""
    until = time.monotonic() + within / 1000
    while shown(page) != order and time.monotonic() < until:
        page.wait_for_timeout(20)
    assert shown(page) == order


def token(page: Page) -> str:
    return page.locator("#act [name=csrfmiddlewaretoken]").input_value()


def send(page: Page, address: str, **fields: str) -> None:
    """A form of the session page, sent without going there."""
    answer = page.request.post(f"{page.url}{address}", form={"csrfmiddlewaretoken": token(page), **fields})
    assert answer.ok, answer.text()


def test_a_move_appears_in_the_other_window_and_nothing_is_asked_meanwhile(open_board: Open) -> None:
    mover, reader = open_board("line"), open_board("line", "vera")
    connected(reader)
    asked = asked_by(reader, "/order/")
    reader.wait_for_timeout(3500)
    assert not asked, "nobody asks while the stream is there"
    to_the_top(mover, "Lima")
    expect_soon(reader, "LABCDEFGHIJK")
    assert len(asked) == 1
    expect_said(reader, "Ines moved Lima from #12 to #1.")
    assert row(reader, "Lima").evaluate(MARKED)
    assert not row(reader, "Alpha").evaluate(MARKED)
    expect_said(mover, "Moved to rank 1")  # one is not told of oneself


def test_a_hidden_window_lets_go_of_its_stream_and_catches_up_when_it_is_shown(open_board: Open) -> None:
    mover, reader = open_board("hidden"), open_board("hidden", "vera")
    connected(reader)
    ended: list[Request] = []
    reader.on("requestfailed", lambda request: ended.append(request) if "/live/" in request.url else None)
    reader.evaluate(HIDDEN, True)
    asked = asked_by(reader, "/order/")
    to_the_top(mover, "Kilo")
    reader.wait_for_timeout(3500)
    assert [request.url.partition("?")[0][-6:] for request in ended] == ["/live/"]
    assert not asked
    assert shown(reader) == "ABCDEFGHIJKL"
    reader.evaluate(HIDDEN, False)
    expect_soon(reader, "KABCDEFGHIJL")


def test_a_change_that_comes_during_a_touch_drag_is_kept_until_the_finger_lets_go(open_board: Open, site: Site) -> None:
    options = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
    dragger, other = open_board("finger", **options), open_board("finger", "otto")
    connected(dragger)
    x, y = middle(handle(dragger, "Bravo"))
    touch = finger(dragger, x)
    touch("touchStart", y)
    to_the_top(other, "Lima")
    dragger.wait_for_timeout(600)
    assert shown(dragger) == "ABCDEFGHIJKL", "nothing moves under a finger that rests"
    touch("touchMove", y + 20)
    touch("touchMove", middle(handle(dragger, "Charlie"))[1] + 50)
    expect(row(dragger, "Bravo")).to_have_class("bet picked")
    dragger.wait_for_timeout(400)
    touch("touchEnd", None)
    expect_said(dragger, "Moved to rank 4")
    assert shown(dragger) == site.order("finger") == "LACBDEFGHIJK"


def test_only_what_i_did_is_taken_back_when_it_is_refused(open_board: Open) -> None:
    mine, other = open_board("kept"), open_board("kept", "otto")
    connected(mine)
    held: list[Route] = []
    mine.route("**/moves/", lambda route: held.append(route))
    handle(mine, "Echo").focus()
    mine.keyboard.press("Alt+ArrowUp")
    to_the_top(other, "Lima")
    mine.wait_for_timeout(600)
    assert shown(mine) == "ABCEDFGHIJKL", "nothing is replaced while a move is under way"
    held[0].fulfill(status=409, content_type="application/problem+json", body='{"detail": "No.", "code": "refused"}')
    expect_said(mine, "No.")
    expect_soon(mine, "LABCDEFGHIJK")
    expect(handle(mine, "Echo")).to_be_focused()


def test_a_refused_move_does_not_take_the_next_one_with_it(open_board: Open, site: Site) -> None:
    page = open_board("queue")
    refused: list[Route] = []

    def refuse_the_first(route: Route) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(route)

    page.route("**/moves/", refuse_the_first)
    handle(page, "Echo").focus()
    page.keyboard.press("Alt+ArrowUp")
    handle(page, "Kilo").focus()
    page.keyboard.press("Alt+ArrowUp")
    assert shown(page) == "ABCEDFGHIKJL"
    refused[0].fulfill(status=409, content_type="application/problem+json", body='{"detail": "No.", "code": "refused"}')
    expect_said(page, "Moved to rank 10")
    assert shown(page) == site.order("queue") == "ABCDEFGHIKJL"


def test_a_move_over_anothers_says_who_did_what_and_is_made_on_top(open_board: Open, site: Site) -> None:
    late, quick = open_board("conflict", "otto"), open_board("conflict")
    connected(late)
    x, y = middle(handle(late, "Charlie"))
    late.mouse.move(x, y)
    late.mouse.down()
    late.mouse.move(x, y + 30, steps=4)
    to_the_top(quick, "Charlie")
    late.mouse.move(x, middle(handle(late, "Foxtrot"))[1] - 20, steps=4)
    late.mouse.up()
    question = late.locator("#question")
    expect(question.locator("h1")).to_have_text("Ines changed the order while you moved “Charlie”")
    expect(question).to_contain_text("Ines moved Charlie from #3 to #1")
    expect(question).to_contain_text("Yours on top of it: #1 → #5")
    assert shown(late) == "CABDEFGHIJKL", "hers is shown, mine is not yet"
    late.keyboard.press("Enter")
    expect_said(late, "Moved to rank 5")
    assert shown(late) == site.order("conflict") == "ABDECFGHIJKL"
    expect_soon(quick, "ABDECFGHIJKL")


def test_a_reason_is_one_tap_after_the_move(open_board: Open) -> None:
    page = open_board("why", viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    reader = open_board("why", "vera")
    handle(page, "Foxtrot").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect_said(page, "Moved to rank 5")
    expect(handle(page, "Foxtrot")).to_be_focused()
    toast = page.locator("#toast")
    toast.get_by_role("button", name="Capacity").tap()
    expect_said(page, "Noted beside the move.")
    expect(page.locator(".pulse")).to_contain_text("Ines moved Foxtrot from #6 to #5, for capacity.")
    expect(reader.locator(".pulse")).to_contain_text("for capacity.", timeout=SOON)
    handle(page, "Golf").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect_said(page, "Moved to rank 6")
    page.keyboard.press("w")
    expect(toast.get_by_role("button", name="Alignment")).to_be_focused()
    toast.get_by_text("In words…").focus()
    page.keyboard.press("Enter")
    expect(toast.get_by_label("Why, in a sentence")).to_be_focused()
    page.keyboard.type("It is cheaper now")
    page.keyboard.press("Enter")
    expect_said(page, "Noted beside the move.")
    expect(page.locator(".pulse")).to_contain_text("“It is cheaper now”")
    expect(handle(page, "Golf")).to_be_focused()


def test_a_frozen_order_moves_for_nobody_and_says_who_froze_it(open_board: Open, site: Site) -> None:
    mine, other = open_board("still"), open_board("still", "otto")
    connected(mine)
    send(other, "session/")
    held: list[Route] = []
    mine.route("**/moves/", lambda route: held.append(route))
    handle(mine, "Delta").focus()
    mine.keyboard.press("Alt+ArrowUp")
    assert shown(mine) == "ABDCEFGHIJKL"
    send(other, "session/freeze/", reason="Lunch")
    held[0].continue_()
    expect_said(mine, "Frozen by Otto")
    expect_soon(mine, "ABCDEFGHIJKL")
    expect(mine.locator("#ranked a.rank")).to_have_count(0)
    expect(row(mine, "Delta").get_by_role("link", name="Delta")).to_be_focused()
    mine.unroute("**/moves/")
    mine.keyboard.press("Alt+ArrowUp")
    expect(mine.locator("#toast")).to_contain_text("“Lunch”")
    handle(mine, "Bravo").click()
    assert site.order("still") == shown(mine) == "ABCDEFGHIJKL"
    send(other, "session/freeze/end/")
    expect_said(mine, "thawed")
    expect(mine.locator("#ranked a.rank")).not_to_have_count(0)  # the order comes anew, with its handles
    handle(mine, "Delta").focus()
    mine.keyboard.press("Alt+ArrowUp")
    expect_said(mine, "Moved to rank 3")
