"""A real browser against the real server in a process of its own, on a database of its own.

The browser's loop and Django's connections do not share a thread; here they do not even share a process.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import orjson
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.servers import CHECKOUT, RUN, create_database

expect.set_options(timeout=10_000)  # of patience with a busy machine, not of waiting

SOON = 3000
"""Milliseconds within which everybody who looks on sees what somebody did: a promise, so that no patience is added."""

MISSING = """\
NO BROWSER: the journeys of tests/browser were skipped. Install Chromium (Debian: apt-get install chromium), or set
BETS_CHROMIUM to one. With REQUIRE_BROWSER=1 this is a failure."""


def chromium() -> str | None:
    """The browser to use: BETS_CHROMIUM, or what is found by its usual names."""
    if named := os.environ.get("BETS_CHROMIUM"):
        return named
    return shutil.which("chromium") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == CHECKOUT / "tests" / "browser":
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if chromium() is None:
        terminalreporter.write_line(MISSING, yellow=True, bold=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None and os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(MISSING, pytrace=False)
    if path is None:
        pytest.skip("no Chromium")
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=[*flags, "--disable-gpu"])
        yield launched
        launched.close()


@dataclass(frozen=True)
class Site:
    """The running server, what `tests.browser.stage` made, and the environment that another server would need."""

    url: str
    boards: dict[str, Any]
    environment: Mapping[str, str]

    def sessions(self, board: str) -> dict[str, str]:
        found: dict[str, str] = self.boards[board]["sessions"]
        return found

    def order(self, board: str) -> str:
        """The order as the server has it: the first letters of the titles."""
        cookies = {"sessionid": self.sessions(board)["ines"]}
        answer = httpx.get(f"{self.url}/cycles/{self.boards[board]['cycle']}/ranking/", cookies=cookies)
        return "".join(row["title"][0] for row in answer.json()["order"])


@pytest.fixture(scope="session")
def site(browser: Browser) -> Iterator[Site]:
    run = os.environ[RUN]
    name = f"{run}_browser_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    database = create_database(name, template=f"{run}_template")
    environment = os.environ | {
        "BETS_DATABASE_URL": database,
        "BETS_REDIS_PREFIX": name,
        "PYTHONPATH": str(CHECKOUT),
    }
    boards = orjson.loads(perform("tests.browser.stage", environment))
    with serving(environment) as url:
        yield Site(url, boards, environment)


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[str]:
    """A web server of its own, as `up` runs them, until the block ends. Its address."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--loop", "asyncio", "--port", str(port)]
    command += ["--workers-kill-timeout", "5", "--log-level", "warning", "config.asgi:application"]
    server = subprocess.Popen(command, cwd=CHECKOUT, env={**environment, "BETS_PORT": str(port)})
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


Open = Callable[..., Page]


@pytest.fixture
def open_board(browser: Browser, site: Site) -> Iterator[Open]:
    """Opens a board in a window of its own, signed in as one of its people. No script may fail in it."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def opened(board: str, person: str = "ines", query: str = "", url: str = site.url, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": site.sessions(board)[person], "url": url}])
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
        page.goto(f"{url}/cycles/{site.boards[board]['cycle']}/{query}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors


def perform(module: str, environment: Mapping[str, str]) -> bytes:
    """What a program of the tests prints, run against that server's database."""
    done = subprocess.run(
        [sys.executable, "-m", module], cwd=CHECKOUT, env=environment, capture_output=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str) -> None:
    for _ in range(100):
        try:
            if httpx.get(f"{url}/livez").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail("the server did not start")
