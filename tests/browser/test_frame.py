"""What is on every page, as a person uses it: by keyboard, without a script, without a connection."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from org.moments import relative
from tests.browser.conftest import Open, Site
from tests.browser.looks import RULES
from tests.browser.test_moves import expect_said, handle, shown

BOTH = pytest.mark.parametrize(
    ("theme", "width"), [("light", 390), ("light", 1440), ("dark", 390), ("dark", 1440)], ids=lambda value: str(value)
)


def accessible(page: Page, what: str, within: str | None = None) -> None:
    found = Axe().run(page, context=within, options=RULES)
    assert found.violations_count == 0, f"{what}: {found.generate_report()}"
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{what} is wider than its window"


# --- find or do


def test_a_bet_is_found_and_opened_by_keyboard_alone(open_board: Open, site: Site) -> None:
    page = open_board("look")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    page.keyboard.type("brav")
    option = page.get_by_role("option", name="#2 Bravo")
    expect(option).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/bets/{site.boards['look']['bets']['Bravo']}/")


def test_what_is_typed_blind_opens_the_best_match(open_board: Open, site: Site) -> None:
    page = open_board("look")
    page.keyboard.press("/")
    page.keyboard.type("charlie")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/bets/{site.boards['look']['bets']['Charlie']}/")


def test_the_arrows_choose_and_escape_leaves_everything_as_it_was(open_board: Open) -> None:
    page = open_board("look")
    handle(page, "Alpha").focus()
    page.keyboard.press("Control+k")
    page.keyboard.type("a")
    options = page.get_by_role("option")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).not_to_be_visible()
    expect(handle(page, "Alpha")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).not_to_be_visible()


def test_nothing_found_is_said(open_board: Open) -> None:
    page = open_board("look")
    page.get_by_role("link", name="Find or do").click()
    page.keyboard.type("zebra")
    expect(page.locator("#palette").get_by_role("status")).to_contain_text("Nothing found for “zebra”")
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")


def test_without_a_script_there_is_a_page(open_board: Open, site: Site) -> None:
    page = open_board("look", java_script_enabled=False)
    page.get_by_role("link", name="Find or do").click()
    page.get_by_role("searchbox").fill("delta")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="#4 Delta").click()
    assert page.url.endswith(f"/bets/{site.boards['look']['bets']['Delta']}/")


# --- keys


def test_g_and_a_letter_go_to_a_page(open_board: Open) -> None:
    page = open_board("look")
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.wait_for_url("**/boards/look/people/")
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_url("**/cycles/*/")


def test_the_list_of_keys_has_those_of_the_page_and_those_of_every_page(open_board: Open) -> None:
    page = open_board("look")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_contain_text("walk the list")
    expect(page.locator("#keys")).to_contain_text("go to People")
    page.goto(page.url + "../../boards/look/people/")
    page.get_by_role("button", name="Keys").click()
    expect(page.locator("#keys")).to_contain_text("find or do")
    expect(page.locator("#keys")).not_to_contain_text("walk the list")


def test_single_letters_can_be_switched_off_and_are_no_keys_where_one_types(open_board: Open) -> None:
    page = open_board("look")
    page.keyboard.press("?")
    page.get_by_label("Single letters act").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("/")
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Single letters act").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("?/g")
    expect(page.get_by_role("combobox")).to_have_value("?/g")


# --- said, and taken back


def with_a_message(page: Page, address: str) -> None:
    """The page as it comes after an act that can be taken back, and that the server told of."""

    def add(route: Route) -> None:
        answer = route.fetch()
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.text())[0]
        form = (
            f'<form method="post" action="{address}"><input type="hidden" name="csrfmiddlewaretoken" value="{token}">'
        )
        message = f'<ul class="messages" role="status"><li class="success"><span>It is #1 now.</span> {form}'
        message += "<button>Undo</button></form></li></ul>"
        route.fulfill(response=answer, body=answer.text().replace('<main id="main">', f'<main id="main">{message}'))

    page.route(page.url, add)
    page.reload()
    page.unroute(page.url)


def test_what_the_server_told_of_is_taken_back_from_the_toast(open_board: Open, site: Site) -> None:
    page = open_board("frame", service_workers="block")
    handle(page, "Charlie").focus()
    page.keyboard.press("Alt+Home")
    expect_said(page, "Moved to rank 1")
    with_a_message(page, f"{page.url}undone/?revision=1")
    expect_said(page, "It is #1 now.")
    expect(page.locator(".messages")).to_have_count(0)
    assert page.evaluate("document.activeElement === document.body"), "it takes no focus"
    page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(page.locator(".messages")).to_contain_text("Revision 1 is taken back")
    assert shown(page) == site.order("frame") == "ABCDEFGHIJKL"


def test_the_toast_waits_while_somebody_is_at_it(open_board: Open) -> None:
    page = open_board("frame", service_workers="block")
    with_a_message(page, "/cycles/0/undone/?revision=1")
    page.clock.install()
    toast = page.locator("#toast")
    toast.hover()
    page.clock.fast_forward(60_000)
    expect(toast).to_be_visible()
    page.mouse.move(1, 1)
    page.clock.fast_forward(9_000)
    expect(toast).to_be_visible()
    page.clock.fast_forward(1_500)
    expect(toast).not_to_be_visible()


def test_escape_closes_the_toast_and_gives_the_focus_back(open_board: Open) -> None:
    page = open_board("frame", service_workers="block")
    with_a_message(page, "/cycles/0/undone/?revision=1")
    handle(page, "Alpha").focus()
    page.locator("#toast button").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#toast")).not_to_be_visible()
    expect(handle(page, "Alpha")).to_be_focused()


# --- times, themes, paper


def test_the_page_says_what_is_relative_as_the_server_does(open_board: Open) -> None:
    page = open_board("look")
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    minutes = [0, 0.9, 1, 59, 60, 61, 119, 1439, 1440, 1441, 1500, 2879, 2880, 14399, 14400, 20000, 600000]
    spans = [timedelta(minutes=sign * count) for count in minutes for sign in (1, -1)]
    said = page.evaluate(
        """async (spans) => {
          const { relative } = await import("/static/js/relative.js");
          return spans.map((span) => relative(span, 0));
        }""",
        [span / timedelta(milliseconds=1) for span in spans],
    )
    assert said == [relative(now + span, now) for span in spans]


def test_what_is_relative_is_renewed_while_the_page_is_open(open_board: Open) -> None:
    page = open_board("look")
    page.evaluate(
        """() => {
          const at = new Date(Date.now() + 125 * 60 * 1000).toISOString();
          const made = document.createElement("p");
          made.innerHTML = `<time id="due" datetime="${at}">then, <span data-relative>once</span></time>`;
          document.querySelector("main").append(made);
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    expect(page.locator("#due")).to_have_text(re.compile(r"then, in 2 hours [45] minutes"))


def test_the_theme_is_chosen_in_the_menu_and_there_before_the_page(open_board: Open) -> None:
    page = open_board("look", color_scheme="light")
    page.get_by_role("button", name="Ines").click()
    expect(page.get_by_label("System")).to_be_checked()
    page.get_by_label("Dark").check()
    page.add_init_script(
        """new MutationObserver((_, observer) => {
          if (!document.body) return;
          window.themeAtFirst = document.documentElement.dataset.theme;
          observer.disconnect();
        }).observe(document, { childList: true, subtree: true });"""
    )
    page.reload()
    assert page.evaluate("window.themeAtFirst") == "dark"
    page.get_by_role("button", name="Ines").click()
    page.get_by_label("System").check()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme ?? null") is None


def test_on_paper_there_is_ink_and_no_frame(open_board: Open) -> None:
    page = open_board("look", color_scheme="dark")
    page.emulate_media(media="print")
    for part in (".masthead nav", ".masthead .find", ".foot", ".filters"):
        expect(page.locator(part).first).not_to_be_visible()
    expect(page.locator("#ranked h3").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(252, 252, 250)"


# --- how it looks


@BOTH
def test_the_pages_of_the_frame_are_accessible_and_fit(open_board: Open, site: Site, theme: str, width: int) -> None:
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": theme, "reduced_motion": "reduce"}
    for address in ("find/?q=a&board=look", "find/?q=zebra", "no/such/page/", "cycles/0/", "offline/"):
        accessible(open_board("look", "vera", f"../../{address}", **options), address)


@BOTH
def test_what_opens_on_every_page_is_accessible_and_fits(open_board: Open, theme: str, width: int) -> None:
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": theme, "reduced_motion": "reduce"}
    page = open_board("look", service_workers="block", **options)
    with_a_message(page, "/cycles/0/undone/?revision=1")
    accessible(page, "the toast")
    page.get_by_role("button", name="Ines").click()
    accessible(page, "the menu", within="#me")  # which covers half of what stands behind it
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("a")
    expect(page.get_by_role("option").first).to_be_visible()
    accessible(page, "the palette")
    page.keyboard.press("Escape")
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    accessible(page, "the bar")
