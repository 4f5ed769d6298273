"""A session of the weekly room from its agenda to its close, with a leader and a VP in two browsers; and who is out."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SOON, Open, Site

BOARD = "week-run"


def room(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/sessions/{site.boards[BOARD]['session']}/")


def give_floor(page: Page, title: str) -> None:
    page.get_by_role("button", name=f"On the floor: {title}").click()
    expect(page.locator(".focus h2")).to_have_text(title)


def record(page: Page) -> None:
    page.get_by_role("button", name="Record the outcome").click()


def test_a_session_runs_from_agenda_to_close_for_a_leader_and_a_vp(open_board: Open, site: Site) -> None:
    ines, vera = open_board(BOARD, "ines"), open_board(BOARD, "vera")
    room(ines, site)
    expect(ines.get_by_role("heading", level=2, name="2 items as it stands.")).to_be_visible()
    ines.get_by_role("button", name="Open the session").click()
    room(vera, site)
    for page in (ines, vera):
        page.get_by_role("button", name="I am here").click()
        expect(page.get_by_role("button", name="Leave the room")).to_be_visible()
    expect(vera.locator("#presence")).to_contain_text("In the room, 2 of 4: Ines (chair); Vera")

    vera.get_by_label("off track").check()
    vera.get_by_label("What changed").first.fill("The oven stands still.")
    vera.get_by_role("button", name="Report").click()
    expect(ines.locator(".domains")).to_contain_text("Off track. The oven stands still.", timeout=SOON)

    give_floor(ines, "No signing key")
    expect(vera.locator(".focus h2")).to_have_text("No signing key", timeout=SOON)
    expect(vera.locator(".focus")).to_contain_text("Hear before")
    ines.locator("#carried").check()
    expect(ines.locator(".for-carried")).to_contain_text(re.compile("breach", re.IGNORECASE))
    ines.get_by_label("Next step").fill("Ask the bank for its form.")
    ines.get_by_label("Why it cannot end here").fill("The bank is closed today.")
    record(ines)
    expect(ines.locator(".error")).to_contain_text("Say by when it is decided, or let a leader accept the breach.")
    ines.get_by_label("accept that it breaches").check()
    record(ines)

    expect(vera.locator(".focus h2")).to_have_text("No test phones", timeout=SOON)
    expect(vera.get_by_role("region", name="Heard")).to_contain_text("No signing key")
    expect(ines.locator(".focus h2")).to_have_text("No test phones")
    vera.locator("#decided").check()
    vera.get_by_label("Decision").fill("Let's take this offline.")
    vera.get_by_label("By when").fill("2026-12-01T10:00")
    record(vera)
    expect(vera.locator(".error").first).to_be_visible()
    ines.reload()
    expect(ines.locator(".focus h2")).to_have_text("No test phones")


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
