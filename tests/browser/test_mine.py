"""A question from the first letter to the answer, and the pages on which people find what they owe."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site
from tests.browser.looks import look_as_it_stands

MINE, INBOX = "../../boards/look/mine/", "../../boards/look/inbox/"


def bet_of(site: Site, title: str) -> str:
    return f"../../bets/{site.boards['look']['bets'][title]}/"


def ask(page: Page, words: str) -> None:
    page.get_by_label("Ask or remark").fill(words)
    page.get_by_role("button", name="Send").click()


def test_a_question_is_asked_by_keys_reaches_its_owner_and_is_answered(open_board: Open, site: Site) -> None:
    ines = open_board("look", "ines", bet_of(site, "Echo"))
    ines.get_by_label("Ask or remark").focus()
    ines.keyboard.type("Does it hold in winter? @ot")
    expect(ines.get_by_role("button", name="Otto")).to_be_visible()
    ines.keyboard.press("ArrowDown")
    ines.keyboard.press("Enter")
    expect(ines.get_by_label("Ask or remark")).to_have_value("Does it hold in winter? @Otto ")
    expect(ines.get_by_label("Ask or remark")).to_be_focused()
    ines.get_by_role("button", name="Send").press("Enter")
    expect(ines.locator(".said", has_text="Does it hold in winter?")).to_contain_text("No answer yet")

    vera = open_board("look", "vera", INBOX)
    told = vera.get_by_role("link", name="Ines asks about “Echo”")
    expect(told).to_be_visible()
    told.click()
    vera.locator(".thread", has_text="winter").locator("summary").click()
    vera.locator(".thread", has_text="winter").get_by_label("Your reply").fill("It does.")
    vera.locator(".thread", has_text="winter").get_by_role("button", name="Reply").click()
    expect(vera.locator(".said", has_text="winter")).not_to_contain_text("No answer yet")
    vera.goto(f"{site.url}/boards/look/inbox/")
    expect(vera.locator(".told", has_text="“Echo”")).not_to_have_class("told unread")
    otto = open_board("look", "otto", INBOX)
    expect(otto.get_by_role("link", name="Ines names you under “Echo”")).to_be_visible()


def test_a_challenge_stands_on_the_owners_page_until_it_is_answered(open_board: Open, site: Site) -> None:
    otto = open_board("look", "otto", bet_of(site, "Golf"), java_script_enabled=False)
    otto.get_by_text("Challenge an appeal").click()
    otto.get_by_label("legacy").check()
    otto.get_by_label("Which words?").fill("We have always had it.")
    otto.get_by_role("button", name="Challenge").click()
    expect(otto.locator(".said", has_text="always had it")).to_contain_text("Open")
    vera = open_board("look", "vera", MINE, java_script_enabled=False)
    vera.get_by_role("link", name="Otto challenges “Golf”").click()
    thread = vera.locator(".thread", has_text="always had it")
    thread.locator("summary").click()
    thread.get_by_label("Your reply").fill("I take it out.")
    thread.get_by_role("button", name="Reply").click()
    expect(vera.locator(".said", has_text="always had it")).not_to_contain_text("Open")
    vera.goto(f"{site.url}/boards/look/mine/")
    expect(vera.get_by_role("link", name="Otto challenges “Golf”")).to_have_count(0)


def test_words_that_cannot_be_taken_come_back_and_can_be_mended(open_board: Open, site: Site) -> None:
    page = open_board("look", "ines", bet_of(site, "Hotel"))
    ask(page, "Ask @Willy, who knows the roof.")
    expect(page.get_by_text("Willy may not read this pitch")).to_be_visible()
    words = page.get_by_label("Your words")
    expect(words).to_have_value("Ask @Willy, who knows the roof.")
    words.fill("Ask Willy, who knows the roof.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("article.said")).to_contain_text("who knows the roof")


def test_the_pages_are_accessible_and_fit_their_window(open_board: Open, site: Site) -> None:
    page = open_board("look", "ines", bet_of(site, "India"))
    ask(page, "Is it **dry** on the roof?")
    look_as_it_stands(page, "what was said")
    page.get_by_role("link", name="Edit").last.click()
    look_as_it_stands(page, "what is edited")
    for person, address in (("vera", MINE), ("willy", MINE), ("vera", INBOX), ("willy", INBOX)):
        look_as_it_stands(open_board("look", person, address), f"{address}, to {person}")
