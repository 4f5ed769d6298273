"""Whether a page is accessible and fits its window: loaded once, looked at in both themes and at both widths."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = (390, 1440)
THEMES = ("light", "dark")

LONG = "A title as long as one may be, which nobody should write and somebody does, and has to be read to its very end"
WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnung" * 2
"""What breaks a page that is made for short titles; at most 140 characters each."""

_SCRIPT = Axe().axe_script
_RUN = "options => axe.run(document, options).then(found => found.violations)"
_BEYOND = """() => [...document.querySelectorAll("main *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth).map((each) => each.outerHTML.slice(0, 120))"""


def look(page: Page, address: str, status: int = 200) -> None:
    """Go there, and look at it four times. Fails with what is wrong, and in which of them."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status, f"{address}: {answer.status}"
    look_as_it_stands(page, address)


def look_as_it_stands(page: Page, name: str) -> None:
    """The same of what is shown already."""
    page.evaluate(_SCRIPT)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # type: ignore[arg-type]
            where = f"{name}, {theme}, {width} px"
            faults = page.evaluate(_RUN, {**RULES, "resultTypes": ["violations"]})
            assert not faults, f"{where}: {[_said(fault) for fault in faults]}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (
            f"{name} is wider than its window of {width} px: {page.evaluate(_BEYOND)}"
        )


def _said(fault: dict[str, Any]) -> str:
    """`color-contrast: Elements must meet ...: <b class="soft">3 of 7</b>`"""
    return f"{fault['id']}: {fault['help']}: {'; '.join(node['html'][:160] for node in fault['nodes'][:4])}"
