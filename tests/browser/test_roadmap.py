"""The roadmap tool and what drifts, in the browser: every page in both themes and widths, and the way to the agenda."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open, Site
from tests.browser.looks import look


def test_every_page_is_accessible_and_fits_its_window(open_board: Open, site: Site) -> None:
    drift = site.boards["drift"]
    pages = {
        "ada": [f"/boards/{drift['slug']}/roadmap/", f"/boards/{drift['slug']}/roadmap/runs/{drift['run']}/"],
        "ines": [
            f"/cycles/{drift['cycle']}/roadmap/push/", f"/bets/{drift['bets']['Alpha']}/external/",
            f"/cycles/{drift['cycle']}/drift/",
        ],
    }  # fmt: skip
    for person, addresses in pages.items():
        page = open_board("drift", person, "plan/")
        for address in addresses:
            look(page, f"{site.url}{address}")


def test_where_there_is_nothing_yet_they_say_what_to_do(open_board: Open, site: Site) -> None:
    """On a board that is connected to nothing, whose cycle is being ranked."""
    leader = open_board("crew", "ines", "drift/")
    expect(leader.get_by_text("No plan is locked: nothing can drift from it.")).to_be_visible()
    look(leader, leader.url)
    page = open_board("crew", "ada", "running/")
    look(page, f"{site.url}/boards/crew/roadmap/")
    expect(page.get_by_text("The board is connected to no tool.")).to_be_visible()


def test_a_drift_is_put_on_the_agenda_by_the_keyboard(open_board: Open) -> None:
    page = open_board("drift", "vera", "drift/")
    button(page).press("Enter")
    expect(page.get_by_text("It is on the next agenda.")).to_be_visible()
    expect(page.get_by_text("On the next agenda.", exact=True)).to_be_visible()
    expect(button(page)).to_have_count(0)


def button(page: Page) -> Locator:
    return page.get_by_role("button", name="Put on the next agenda: #1, Data")
