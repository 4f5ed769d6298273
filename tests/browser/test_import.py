"""Bets from a file in the browser: sent, matched, mended, looked at, taken in. A worker is let in between."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Site, perform
from tests.browser.looks import LONG, WORD, look_as_it_stands

SAMPLES = Path(__file__).parents[1] / "bets" / "importing" / "samples"
HEADER = "external_source,external_id,title,owner,demand:data\n"
OWNER = "vera.import-{}@example.com"


def send(page: Page, name: str, data: bytes) -> None:
    file: Any = {"name": name, "mimeType": "text/csv", "buffer": data}
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Read it").click()


def work(site: Site) -> None:
    perform("tests.browser.bringing", site.environment)


def test_every_state_is_accessible_and_fits_its_window(open_board: Open, site: Site) -> None:
    page = open_board("import-look", "stina", "imports/")
    look_as_it_stands(page, "no file yet")
    send(page, "plan.pdf", b"%PDF-1.7")
    look_as_it_stands(page, "refused")
    page.get_by_role("link", name="Send another file").click()
    send(page, f"{WORD}.csv", (SAMPLES / "jira.csv").read_bytes())
    expect(page.get_by_role("heading", name="Which column is which?")).to_be_visible()
    look_as_it_stands(page, "to be matched")
    page.get_by_role("button", name="Check the rows").click()
    expect(page.get_by_text("2 to be mended.")).to_be_visible()
    look_as_it_stands(page, "to be mended")
    page.get_by_label("Owner, an e-mail").select_option("")
    page.get_by_label("Owner of rows without one").fill(OWNER.format("look"))
    page.get_by_role("button", name="Check the rows").click()
    expect(page.get_by_text("2 new drafts.")).to_be_visible()
    look_as_it_stands(page, "to be taken in")
    page.get_by_role("button", name="Take in all of it").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    look_as_it_stands(page, "being taken in")
    work(site)
    expect(page.get_by_role("heading", name="2 new drafts.")).to_be_visible()
    look_as_it_stands(page, "taken in")
    page.get_by_role("link", name="All imports").click()
    look_as_it_stands(page, "some files")


def test_what_is_long_breaks_no_page(open_board: Open) -> None:
    page = open_board("import-look", "stina", "imports/")
    owner = OWNER.format("look")
    rows = "".join(f'planner,{number},"{text}",{owner},1\n' for number, text in enumerate((LONG, WORD)))
    send(page, "long.csv", (HEADER + rows).encode())
    expect(page.get_by_role("heading", name="What would be made")).to_be_visible()
    look_as_it_stands(page, "long titles")


def test_a_tool_that_is_not_known_is_named(open_board: Open) -> None:
    page = open_board("import-look", "stina", "imports/")
    send(page, "cards.csv", b"Id,Card,Owner\n1,One," + OWNER.format("look").encode())
    look_as_it_stands(page, "of another tool")
    page.get_by_label("Name of the tool").fill("two words")
    page.get_by_label("Title").select_option("Card")
    page.get_by_role("button", name="Check the rows").click()
    expect(page.get_by_text("is not a source")).to_be_visible()
    look_as_it_stands(page, "a name that is none")
    page.get_by_label("Name of the tool").fill("trello")
    page.get_by_role("button", name="Check the rows").click()
    expect(page.get_by_text("1 new draft.")).to_be_visible()


def test_a_steward_brings_in_a_file_with_the_keyboard_and_sees_it_done(open_board: Open, site: Site) -> None:
    page = open_board("import-keys", "stina", "running/")
    page.get_by_role("link", name="Bring in bets from a file").press("Enter")
    rows = "".join(f"planner,{number},Bet {number},{OWNER.format('keys')},1.5\n" for number in range(1, 4))
    file: Any = {"name": "roadmap.csv", "mimeType": "text/csv", "buffer": (HEADER + rows).encode()}
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Read it").press("Enter")
    expect(page.get_by_text("3 new drafts.")).to_be_visible()
    page.get_by_role("button", name="Take in all of it").press("Enter")
    expect(page.get_by_text("3 rows are being taken in.")).to_be_visible()
    work(site)
    expect(page.get_by_role("heading", name="3 new drafts.")).to_be_visible()  # by itself
    expect(page.get_by_role("listitem").filter(has_text="Bet 2")).to_be_visible()


def test_without_a_script_one_looks_again_oneself(open_board: Open, site: Site) -> None:
    page = open_board("import-plain", "stina", "imports/", java_script_enabled=False)
    send(page, "roadmap.csv", f"{HEADER}planner,1,Bet 1,{OWNER.format('plain')},1.5\n".encode())
    page.get_by_role("button", name="Take in all of it").click()
    work(site)
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", name="1 new draft.")).to_be_visible()
