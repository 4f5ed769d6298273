"""Fifty hostile texts in a real browser: under our content policy, and without it, where the cleaning stands alone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from csp.utils import build_policy
from playwright.sync_api import Browser, Dialog, Error, Page, Route

from org import markdown
from tests.org.markdown import unguarded
from tests.org.markdown.oracle import faults_of
from tests.org.markdown.payloads import PAYLOADS

Made = Callable[[str], str]
FIFTY = PAYLOADS[:: len(PAYLOADS) // 50][:50]
HOME = "http://bets.example/"
PAGE = (
    "<!doctype html><html lang=en><title>Pitch</title><body><div id=text>{}</div><p id=after>After it</p></body></html>"
)
SCHEMES = {"http:", "https:", "mailto:"}
TELL = "window.fired = 0; const ask = window.alert; window.alert = (text) => { window.fired += 1; ask(text); };"
LOOK = """async () => {
    await new Promise((done) => setTimeout(done, 30));  // what fires by itself has fired by now
    const attributes = (one) => Object.fromEntries([...one.attributes].map((each) => [each.name, each.value]));
    return {
        fired: window.fired,
        order: [...document.body.children].map((one) => one.id),
        elements: [...document.querySelectorAll("#text *")].map((one) => [one.localName, attributes(one)]),
        schemes: [...document.querySelectorAll("#text [href]")].map((one) => one.protocol),
    };
}"""


class Reader:
    """Reads pages with a text in them. Nothing leaves the browser: every request is answered or refused here."""

    def __init__(self, page: Page) -> None:
        self.page, self.html, self.headers = page, "", dict[str, str]()
        self.dialogs: list[str] = []
        self.requests: list[str] = []
        page.add_init_script(TELL)
        page.on("dialog", self._dialog)
        page.route("**/*", self._answer)

    def faults(self, body: str, headers: dict[str, str]) -> list[str]:
        """What happened of itself, and what the browser's own parser found, that must not be."""
        self.html, self.headers = PAGE.format(body), headers
        self.dialogs, self.requests = [], []
        try:
            self.page.goto(HOME)
            found = _faults_seen(self.page.evaluate(LOOK))
        except Error as gone:
            found = [f"the page is gone: {gone.message}"]
        found += [f"navigation {self.page.url}"] * (self.page.url != HOME)
        return found + [f"dialog {text}" for text in self.dialogs] + [f"request {url}" for url in self.requests]

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _answer(self, route: Route) -> None:
        if route.request.url == HOME and self.html:
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8", headers=self.headers)
            self.html = ""
        else:
            self.requests.append(route.request.url)
            route.abort()


def _faults_seen(looked: dict[str, Any]) -> list[str]:
    found = ["a script ran"] * bool(looked["fired"])
    found += ["the page around it is torn"] * (looked["order"] != ["text", "after"])
    found += [f"scheme {scheme}" for scheme in looked["schemes"] if scheme not in SCHEMES]
    return found + [fault for tag, attributes in looked["elements"] for fault in faults_of(tag, attributes)]


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    context = browser.new_context()
    yield Reader(context.new_page())
    context.close()


def through(reader: Reader, payloads: list[str], made: Made, headers: dict[str, str]) -> dict[str, list[str]]:
    """The payloads that come out of `made` with something that must not be."""
    found = {payload: reader.faults(made(payload), headers) for payload in payloads}
    return {payload: faults for payload, faults in found.items() if faults}


def cleaned_only(text: str) -> str:
    """Past a parser that lets everything through."""
    return markdown.cleaned(unguarded.html(text))


def test_under_our_policy_nothing_happens(reader: Reader) -> None:
    assert through(reader, FIFTY, markdown.html, {"Content-Security-Policy": build_policy()}) == {}


@pytest.mark.parametrize("made", [markdown.html, cleaned_only])
@pytest.mark.parametrize("payloads", [FIFTY, pytest.param(PAYLOADS, marks=pytest.mark.faults)], ids=["fifty", "all"])
def test_without_a_policy_nothing_happens_either(reader: Reader, payloads: list[str], made: Made) -> None:
    assert through(reader, payloads, made, {}) == {}


def test_without_cleaning_and_policy_much_happens(reader: Reader) -> None:
    """The control: the browser and this reader see what there is to be seen."""
    found = through(reader, FIFTY, lambda text: unguarded.html(text).encode(errors="replace").decode(), {})
    for sign in ("a script ran", "dialog", "request https://elsewhere.example", "scheme javascript:", "attribute"):
        assert any(fault.startswith(sign) for faults in found.values() for fault in faults), f"never seen: {sign}"
