"""People, their files and the calendar in a real browser: in both themes, at both widths, and without a script."""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.looks import look_as_it_stands

FILE = b"name;email;roles;manager_email\nMia Sand;mia@example.com;vp;ines.crew@example.com\n"
BAD = b"name,email,roles\nMia,mia,king\n"
PAGES = {
    "people": ("ada", "people/?show=left"),
    "from a file": ("ada", "people/import/"),
    "the calendar, to read": ("willy", "calendar/"),
    "the calendar": ("ada", "calendar/?country=DE&part=BY&year=2027"),
    "tokens": ("ada", "tokens/"),
    "webhooks": ("ada", "webhooks/"),
    "the REST interface": ("willy", "../../api/v1/docs/"),
    "settings": ("willy", "../../settings/"),
}


def choose(page: Page, data: bytes) -> None:
    page.get_by_label("A CSV file").set_input_files({"name": "p.csv", "mimeType": "text/csv", "buffer": data})
    page.get_by_role("button", name="See what it would do").click()


def test_every_page_is_accessible_and_fits_its_window(open_board: Open) -> None:
    for name, (person, address) in PAGES.items():
        look_as_it_stands(open_board("crew", person, f"../../boards/crew/{address}"), name)
    for person in ("ines", "ada"):
        page = open_board("crew", person, "../../boards/crew/people/")
        page.locator("main").get_by_role("link", name="Vera").first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Vera")
        look_as_it_stands(page, f"a person, to {person}")
    for data, words in ((FILE, "1 to invite."), (BAD, "This file cannot be taken.")):
        page = open_board("crew", "ada", "../../boards/crew/people/import/")
        choose(page, data)
        expect(page.get_by_role("heading", level=1)).to_contain_text(words)
        look_as_it_stands(page, words)


def test_a_week_of_administration_without_any_script(open_board: Open) -> None:
    page = open_board("crew-walk", "ada", "../../boards/crew-walk/people/", java_script_enabled=False)
    page.get_by_role("link", name="Working hours and holidays").click()
    page.get_by_label("Country").select_option(label="Sweden")
    year = date.today().year + 1  # noqa: DTZ011 - as the select offers them
    page.get_by_label("Year").select_option(str(year))
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_label("Good Friday").check()
    page.get_by_label("Friday", exact=True).fill("9-12, 13-15:30")
    page.get_by_role("button", name="Save as version 1").click()
    expect(page.get_by_text("This is version 1 now.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("37 h 30 min a week")
    expect(page.get_by_text("Friday: 09:00–17:00 → 09:00–12:00, 13:00–15:30")).to_be_visible()

    page.get_by_role("link", name="People", exact=True).first.click()
    page.get_by_role("link", name="Many at once, from a file").click()
    choose(page, FILE.replace(b"ines.crew", b"ines.crew-walk"))
    page.get_by_role("button", name="Do all of it").click()
    expect(page.get_by_text("1 invited. 1 invitation sent.")).to_be_visible()
    expect(page.get_by_role("link", name="Mia Sand")).to_be_visible()


def test_a_leader_lets_somebody_stand_in(open_board: Open) -> None:
    page = open_board("crew-walk", "ines", "../../boards/crew-walk/people/")
    page.locator("main").get_by_role("link", name="Willy").click()
    page.get_by_label("For").select_option(label="Vera")
    page.get_by_label("Last day").fill((date.today() + timedelta(days=60)).isoformat())  # noqa: DTZ011 - as typed
    page.get_by_label("Why, in a sentence").last.fill("She is on leave.")
    page.get_by_role("button", name="Appoint").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("acting for Vera until")
    page.get_by_role("button", name="End the standing in today").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("acting for Vera")
