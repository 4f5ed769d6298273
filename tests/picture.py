"""Takes the picture of README.md: the demo company's board, as its chief executive sees it. `make picture`."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import chromium

CHECKOUT = Path(__file__).resolve().parent.parent
PEOPLE = "Ottoline Brandsma"
SIZE = {"width": 1440, "height": 1120}
PATIENCE = 60


def main() -> None:
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with demo() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        for scheme, name in (("light", "board.png"), ("dark", "board-dark.png")):
            take(browser, url, scheme, CHECKOUT / "docs" / name)
        browser.close()


def take(browser: Browser, url: str, scheme: str, path: Path) -> None:
    context = browser.new_context(viewport=SIZE, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{url}/demo/")
    page.get_by_role("button", name=PEOPLE).click()
    page.goto(f"{url}/")
    page.wait_for_timeout(700)  # a page that follows the order is never idle
    page.screenshot(path=path)
    context.close()


@contextmanager
def demo() -> Iterator[str]:
    """`manage.py up --demo` on a free port and in a folder of its own, ended with the block."""
    folder = tempfile.mkdtemp(prefix="bets-picture-")
    os.chmod(folder, 0o711)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "BETS_DATA_DIR": f"{folder}/data", "BETS_PORT": str(port)}
    process = subprocess.Popen([sys.executable, "manage.py", "up", "--demo"], cwd=CHECKOUT, env=environment)
    try:
        with httpx.Client(transport=httpx.HTTPTransport(retries=PATIENCE)) as client:
            client.get(f"http://localhost:{port}/readyz", timeout=PATIENCE)
        yield f"http://localhost:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
