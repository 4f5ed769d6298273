"""Takes the pictures of docs/tour.md from the demo company, small. `make tour`."""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import chromium
from tests.picture import CHECKOUT, demo

FOLDER = CHECKOUT / "docs" / "tour"
SIZE = {"width": 1440, "height": 920}
WIDTH = 860
COLOURS = 96
SETTLES = 700  # milliseconds; a page that follows the order is never idle


class View(NamedTuple):
    """`page` is an address, and after each > what stands on the link or button that leads on from there."""

    name: str
    person: str
    page: str
    scheme: Any = "light"


VIEWS = (
    View("pitches", "Henrike Solbakken", "/cycles/{next}/pitches/"),
    View("pitch", "Linh Cao Verbeke", "/cycles/{next}/pitches/ > A cookbook on the panel"),
    View("board", "Ottoline Brandsma", "/cycles/{now}/"),
    View("bet", "Teodor Vlaicu", "/cycles/{now}/ > One recipe for 1,900 shops"),
    View("team", "Linh Cao Verbeke", "/boards/quernhill/teams/panel/?cycle={now}"),
    View("mine", "Omar Benslim", "/boards/quernhill/mine/"),
    View("cycle", "Anjali Rautio", "/cycles/{now}/running/"),
    View("capacity", "Ottoline Brandsma", "/cycles/{now}/capacity/", "dark"),
    View("what-if", "Teodor Vlaicu", "/cycles/{now}/what-if/?policy=fill&capacity.panel=60"),
    View(
        "session",
        "Anjali Rautio",
        "/cycles/{now}/session/ > Open the session > I am here > Begin > Start",
    ),
    View("wall", "Anjali Rautio", "/cycles/{now}/session/projector/", "dark"),
    View("reveal", "Ottoline Brandsma", "/cycles/{now}/round/"),
    View("question", "Ottoline Brandsma", "/cycles/{now}/questions/ > #1"),
    View("log", "Teodor Vlaicu", "/cycles/{now}/log/"),
    View("lock", "Ottoline Brandsma", "/cycles/{now}/lock/"),
    View("gallery", "Ottoline Brandsma", "/cycles/{now}/gallery/"),
    View("plan", "Sina Rosendal", "/cycles/{past}/plan/"),
    View("blockers", "Ottoline Brandsma", "/boards/quernhill/blockers/"),
    View("room", "Ottoline Brandsma", "/boards/quernhill/room/"),
    View("report", "Ottoline Brandsma", "/boards/quernhill/reports/ > of"),
    View("people", "Emeka Lindholm", "/boards/quernhill/people/"),
    View("calendar", "Emeka Lindholm", "/boards/quernhill/calendar/", "dark"),
)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with demo() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        for view in VIEWS:
            small(taken(browser, url, view), FOLDER / f"{view.name}.png")
        browser.close()


def taken(browser: Browser, url: str, view: View) -> bytes:
    context = browser.new_context(viewport=SIZE, color_scheme=view.scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{url}/demo/")
    page.get_by_role("button", name=view.person).click()
    address, *steps = view.page.split(" > ")
    page.goto(url + address.format(**dict(cycles(page, url))))
    main = page.get_by_role("main")
    for name in steps:
        main.get_by_role("link", name=name).or_(main.get_by_role("button", name=name)).first.click()
        page.wait_for_load_state()
    page.wait_for_timeout(SETTLES)
    picture = page.screenshot()
    context.close()
    return picture


def cycles(page: Page, url: str) -> Iterator[tuple[str, int]]:
    """The ids of the demo's half-years, in the order in which they were made."""
    page.goto(f"{url}/boards/")
    found = page.locator("main a[href^='/cycles/']").evaluate_all("links => links.map(link => link.pathname)")
    ids = sorted({int(path.split("/")[2]) for path in found})
    return zip(("past", "now", "next"), ids, strict=True)


def small(picture: bytes, path: Path) -> None:
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.thumbnail((WIDTH, WIDTH))
    image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
