"""From private orders to the plan, with three browsers: two leaders, and a VP who looks on."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site

SOON = 3000  # milliseconds, within which others see what was done


def arrive(page: Page, *, opens: bool = False) -> None:
    page.goto(f"{page.url}session/")
    if opens:
        page.get_by_role("button", name="Open the session").click()
    page.get_by_role("button", name="I am here").click()
    expect(page.get_by_role("button", name="Leave the session")).to_be_visible()


def begin(page: Page, cycle: str) -> None:
    """Start from today's order, alone."""
    page.goto(f"{cycle}round/mine/")
    page.get_by_role("button", name=re.compile("Start: .*current order", re.IGNORECASE)).click()
    expect(page.locator("#ranked .bet")).to_have_count(12)


def put(page: Page, title: str, rank: int) -> None:
    page.locator("#ranked .bet").filter(has_text=title).locator("a.rank").focus()
    page.keyboard.press("m")
    page.keyboard.type(str(rank))
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_contain_text(f"“{title}” is #{rank} now.")


def answer_all(ines: Page, otto: Page, cycle: str) -> int:
    """Ines kills the left of each, Otto yields. How many it took."""
    for asked in range(20):
        ines.goto(f"{cycle}questions/")
        if not ines.locator("[data-next]").count():
            return asked
        ines.locator("[data-next]").click()
        otto.goto(ines.url)
        ines.keyboard.press("ArrowLeft")
        expect(ines.locator(".messages")).to_contain_text("Still to speak: Otto.")
        otto.keyboard.press("y")
        expect(otto.locator("#toast")).to_contain_text("Settled: the order is changed.")
    raise AssertionError("the questions do not come to an end")


def lock(page: Page, cycle: str) -> None:
    """With a sentence for whatever the new order has put in question."""
    page.goto(f"{cycle}lock/")
    while page.get_by_text("Or answer for it").count():
        page.get_by_text("Or answer for it").first.click()
        page.get_by_label("Why it may stay so, in a sentence").first.fill("They move house in March.")
        page.get_by_role("button", name="Answer for it").first.click()
        page.goto(f"{cycle}lock/")
    page.get_by_role("button", name="Lock the plan").click()
    expect(page.get_by_text("Computed again now: the same.")).to_be_visible()


def test_two_leaders_sort_alone_reveal_answer_and_lock_while_a_vp_looks_on(open_board: Open, site: Site) -> None:
    ines, otto, vera = (open_board("journey", person) for person in ("ines", "otto", "vera"))
    cycle = vera.url
    arrive(ines, opens=True)
    expect(vera.locator("#strip")).to_contain_text("Ranking session", timeout=SOON)
    arrive(otto)
    expect(ines.locator("#presence")).to_contain_text("Ines, Otto", timeout=SOON)

    ines.goto(f"{cycle}round/")
    with ines.expect_request("**/session/presence/*") as told:  # there on pages without the list as well
        ines.reload()
    assert told.value.method == "PUT"
    ines.get_by_role("button", name="Open the round").click()
    begin(otto, cycle)
    put(otto, "Kilo", 7)
    put(otto, "Lima", 5)
    assert vera.goto(f"{cycle}round/").status == 403  # type: ignore[union-attr]
    vera.goto(cycle)
    otto.get_by_role("button", name="Ready").click()
    begin(ines, cycle)
    ines.get_by_role("button", name="Ready, and reveal").click()
    for leader in (ines, otto):
        expect(leader.get_by_role("heading", level=1)).to_contain_text("pairs agreed", timeout=SOON)
    assert site.order("journey") == "ABCDEFGHIJKL", "nothing moves before it is adopted"
    ines.get_by_role("button", name="Adopt the proposal").click()
    expect(vera.locator(".pulse")).to_contain_text("adopted a whole order", timeout=SOON)

    assert answer_all(ines, otto, cycle) > 0
    expect(ines.get_by_role("heading", level=1)).to_contain_text("No question can change what is funded any more")
    lock(ines, cycle)
    vera.goto(f"{cycle}plan/")
    expect(vera.get_by_role("heading", level=1)).to_contain_text("of 12 bets are funded")


def test_a_vp_sees_nothing_of_it_where_the_order_is_for_leaders_only(open_board: Open, site: Site) -> None:
    """No page, no part of one, no stream; and the page that was open when it was so decided goes."""
    vera, stina = (open_board("curtain", person) for person in ("vera", "stina"))
    expect(vera.locator("#ranked .bet").first).to_be_visible()
    cycle = vera.url
    stina.goto(f"{cycle}running/")
    stina.locator("form[action$='/dates/']").evaluate("form => form.closest('details')?.setAttribute('open', '')")
    stina.get_by_label("Leaders and steward only").check()
    stina.locator("form[action$='/dates/'] button").last.click()
    expect(vera.locator("#ranked")).to_have_count(0, timeout=SOON + 3000)
    for page in (
        "order/",
        "ranking/",
        "log/",
        "session/",
        "session/projector/",
        "session/presence/",
        "questions/",
        "round/",
    ):
        answer = vera.request.get(f"{cycle}{page}", max_redirects=0)
        assert answer.status == 403, page
    number = site.boards["curtain"]["cycle"]
    assert vera.request.get(f"{site.url}/live/?topic=cycle:{number}", max_redirects=0).status == 403
