"""A session of the weekly room from its agenda to its close, with a leader and a VP in two browsers; and who is out."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SOON, Open, Site

BOARD = "week-run"


def room(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/sessions/{site.boards[BOARD]['session']}/")


def record(page: Page) -> None:
    page.get_by_role("button", name="Record the outcome").click()


def floor(page: Page, title: str) -> None:
    expect(page.locator("#focus-h")).to_contain_text(title, timeout=SOON)


def decide(page: Page, text: str) -> None:
    page.locator("#decided").check()
    page.locator("[name=decision]").fill(text)
    page.locator("[name=by_when]").fill((datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%dT10:00"))
    record(page)


def test_a_session_runs_from_its_agenda_to_its_close_with_a_carried_item_that_will_breach(
    open_board: Open, site: Site
) -> None:
    ines, vera = open_board(BOARD, "ines"), open_board(BOARD, "vera")
    room(ines, site)
    expect(ines.locator("#focus-h")).to_contain_text("2 items")
    ines.get_by_role("button", name="Open the session").click()
    room(vera, site)
    for page in (ines, vera):
        page.get_by_role("button", name="I am here").click()
        expect(page.get_by_role("button", name="Leave the room")).to_be_visible()
    expect(vera.locator("#presence")).to_contain_text("In the room, 2 of 4")

    vera.get_by_label("off track").check()
    vera.locator("#changed").fill("The oven stands still.")
    vera.locator("#needed").fill("A second one.")
    vera.locator("form[action$='/report/'] button").click()
    expect(ines.locator(".domains")).to_contain_text("The oven stands still.", timeout=SOON)

    ines.get_by_role("button", name=re.compile("On the floor: .*No signing key")).click()
    floor(ines, "No signing key")
    floor(vera, "No signing key")
    expect(vera.locator(".focus")).to_contain_text("Hear before")
    ines.locator("#carried").check()
    expect(ines.get_by_text("It will breach")).to_be_visible()
    ines.locator("[name=next_step]").fill("Ask the bank for its form.")
    ines.locator("[name=reason]").fill("The bank is closed today.")
    record(ines)
    expect(ines.get_by_text("Say by when it is decided, or let a leader accept the breach.")).to_be_visible()
    ines.locator("[name=accepts_breach]").check()
    record(ines)

    floor(vera, "No test phones")
    floor(ines, "No test phones")
    decide(vera, "Voice lends Data ten phones.")
    floor(ines, "Domain report: Data")
    ines.get_by_role("button", name="Close the session").click()
    expect(ines.get_by_text("The session is closed.")).to_be_visible()
    ines.goto(f"{site.url}/boards/{BOARD}/decisions/")
    expect(ines.locator("main")).to_contain_text("Voice lends Data ten phones.")


@pytest.mark.parametrize(("person", "status"), [("willy", 403), ("ada", 403)])
def test_a_direct_report_and_an_admin_are_kept_out_of_page_stream_and_fragments(
    open_board: Open, site: Site, person: str, status: int
) -> None:
    """Willy only views the board, and his manager is one of its VPs."""
    page, of = open_board(BOARD, person), site.boards[BOARD]
    paths = [f"/boards/{BOARD}/room/", f"/boards/{BOARD}/decisions/", f"/live/?topic=room:{of['board']}"]
    paths += [f"/sessions/{of['session']}/{part}" for part in ("", "now/", "projector/", "presence/")]
    assert {path: page.request.get(f"{site.url}{path}").status for path in paths} == dict.fromkeys(paths, status)


def test_a_member_of_another_board_finds_nothing(open_board: Open, site: Site) -> None:
    page, of = open_board("week-flag", "ines"), site.boards[BOARD]
    paths = [f"/boards/{BOARD}/room/", f"/boards/{BOARD}/blockers/", f"/live/?topic=room:{of['board']}"]
    paths += [f"/sessions/{of['session']}/", f"/sessions/{of['session']}/now/", f"/boards/{BOARD}/reports/"]
    paths += [f"/blockers/{pk}/" for pk in of["blockers"].values()]
    assert {path: page.request.get(f"{site.url}{path}").status for path in paths} == dict.fromkeys(paths, 404)


def test_whoever_works_on_the_blocked_team_reads_what_becomes_of_it_and_not_what_is_said(
    open_board: Open, site: Site
) -> None:
    page = open_board(BOARD, "willy")
    page.goto(f"{site.url}/blockers/{site.boards[BOARD]['blockers']['No signing key']}/")
    expect(page.locator("h1")).to_contain_text("No signing key")
    expect(page.locator("main")).to_contain_text("Victor")
    expect(page.locator("main")).not_to_contain_text("stays in this room")
