"""Without a connection: a page that says so, nothing kept of anybody, nothing sent into nothing."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site
from tests.browser.test_moves import expect_said, handle


def keep(page: Page) -> None:
    """Wait until the worker is there, and load the page under it."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    assert page.evaluate("navigator.serviceWorker.controller !== null")


def test_without_a_connection_a_page_says_so_and_comes_back_by_itself(open_board: Open, site: Site) -> None:
    page = open_board("look", "vera")
    keep(page)
    address = page.url
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_have_text("You are offline. Nothing that you do here is saved.")
    page.goto(f"{site.url}/bets/{site.boards['look']['bets']['Alpha']}/")
    expect(page.get_by_role("heading", name="No connection.")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Alpha")
    page.goto(address)
    expect(page.get_by_role("heading", name="No connection.")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.notice')).display") == "grid", "with its looks"
    page.context.set_offline(False)
    expect(page.locator("#ranked h3").first).to_have_text("Alpha")


def test_nothing_of_anybody_is_kept(open_board: Open, site: Site) -> None:
    page = open_board("look")
    keep(page)
    page.goto(f"{site.url}/boards/look/people/")
    kept = page.evaluate(
        """async () => {
          const names = await caches.keys();
          const caches_ = await Promise.all(names.map((name) => caches.open(name)));
          const requests = await Promise.all(caches_.map((cache) => cache.keys()));
          return requests.flat().map((request) => new URL(request.url).pathname);
        }"""
    )
    assert kept[0] == "/offline/"
    assert [re.sub(r"\.\w{12}\.", ".", path) for path in kept[1:]] == [
        "/static/app.css",
        "/static/js/theme.js",
        "/static/js/online.js",
        "/static/icon.svg",
    ]


def test_moves_and_following_go_on_under_the_worker(open_board: Open, site: Site) -> None:
    mover, reader = open_board("worker"), open_board("worker", "vera")
    keep(mover)
    keep(reader)
    handle(mover, "Lima").focus()
    mover.keyboard.press("Alt+Home")
    expect_said(mover, "Moved to rank 1")
    expect(reader.locator("#ranked h3").first).to_have_text("Lima")
    mover.locator("#toast").get_by_role("button", name="Undo").click()
    expect_said(mover, "is taken back")
    expect(reader.locator("#ranked h3").first).to_have_text("Alpha")


def test_a_form_is_not_sent_into_nothing(open_board: Open) -> None:
    page = open_board("look")
    page.context.set_offline(True)
    page.get_by_role("button", name="Ines").click()
    page.get_by_role("button", name="Sign out").click()
    expect_said(page, "You are offline: nothing was sent.")
    assert "/cycles/" in page.url
    page.context.set_offline(False)
    expect(page.locator("#offline")).not_to_be_visible()


def test_a_server_that_is_away_is_told_from_one_lost_answer(open_board: Open) -> None:
    page = open_board("look", "vera", service_workers="block")
    for address in ("**/live/*", "**/order/"):  # without its stream the page asks by itself
        page.route(address, lambda route: route.abort())
    page.reload()
    page.wait_for_timeout(3500)
    expect(page.locator("#offline")).not_to_be_visible()
    page.route("**/livez", lambda route: route.abort())
    expect(page.locator("#offline")).to_contain_text("The server does not answer.")
    page.unroute("**/livez")
    page.unroute("**/order/")
    expect(page.locator("#offline")).not_to_be_visible()
