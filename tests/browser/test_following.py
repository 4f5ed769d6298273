"""Several people at one board: what each sees of the others, and what becomes of a move that came too late."""

from playwright.sync_api import Route, expect

from tests.browser.conftest import SOON, Open, Site
from tests.browser.test_moves import expect_said, handle, middle, row, shown


def test_another_open_page_follows_and_keeps_focus_and_place(open_board: Open, site: Site) -> None:
    mover, reader = open_board("follow"), open_board("follow", "vera")
    reader.get_by_role("link", name="Juliett").focus()
    reader.get_by_role("link", name="Juliett").scroll_into_view_if_needed()
    top = reader.get_by_role("link", name="Juliett").bounding_box()
    handle(mover, "Lima").focus()
    mover.keyboard.press("Alt+Home")
    expect_said(mover, "Moved to rank 1")
    expect(reader.locator("#ranked h3").first).to_have_text("Lima", timeout=SOON)
    expect(reader.get_by_role("link", name="Juliett")).to_be_focused()
    after = reader.get_by_role("link", name="Juliett").bounding_box()
    assert top
    assert after
    assert abs(top["y"] - after["y"]) < 2, "the row under the reader's eyes stays"
    assert shown(reader) == shown(mover) == site.order("follow")
    reader.reload()
    assert shown(reader) == site.order("follow")


def test_a_page_that_came_too_late_is_told_who_moved_what(open_board: Open, site: Site) -> None:
    late, quick = open_board("stale", "otto"), open_board("stale")
    late.route("**/order/", lambda route: route.abort())  # it hears of nothing
    handle(quick, "Kilo").focus()
    quick.keyboard.press("Alt+Home")
    expect_said(quick, "Moved to rank 1")
    handle(late, "Kilo").focus()
    late.unroute("**/order/")
    late.keyboard.press("Alt+ArrowUp")
    question = late.locator("#question")
    expect(question).to_contain_text("Ines moved Kilo from #11 to #1")
    question.get_by_role("button", name="Apply mine on top").click()
    expect_said(late, "Moved to rank")
    assert shown(late) == site.order("stale")


def test_nothing_is_replaced_under_a_bet_that_is_being_dragged(open_board: Open, site: Site) -> None:
    dragger, other = open_board("drag"), open_board("drag", "otto")
    x, y = middle(handle(dragger, "Bravo"))
    dragger.mouse.move(x, y)
    dragger.mouse.down()
    dragger.mouse.move(x, y + 60, steps=4)
    handle(other, "Lima").focus()
    other.keyboard.press("Alt+Home")
    expect_said(other, "Moved to rank 1")
    dragger.wait_for_timeout(3500)
    assert shown(dragger) == "ABCDEFGHIJKL"
    expect(row(dragger, "Bravo")).to_have_class("bet picked")
    dragger.keyboard.press("Escape")
    dragger.mouse.up()
    expect(dragger.locator("#ranked h3").first).to_have_text("Lima", timeout=SOON)


def test_a_lost_answer_is_asked_for_again_and_the_move_is_made_once(open_board: Open, site: Site) -> None:
    page = open_board("lost")
    sent = []

    def lose_the_first(route: Route) -> None:
        sent.append(route.request.headers["idempotency-key"])
        if len(sent) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/moves/", lose_the_first)
    handle(page, "Bravo").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect_said(page, "Moved to rank 1")
    assert len(sent) == 2
    assert sent[0] == sent[1]
    assert shown(page) == site.order("lost") == "BACDEFGHIJKL"
