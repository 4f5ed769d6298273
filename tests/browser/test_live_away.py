"""Without the stream the board is asked for every few seconds, and the stream is taken up again by itself."""

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.binaries import find_binaries
from tests.browser.conftest import Open, Site, serving
from tests.browser.test_live import asked_by, connected, expect_soon, to_the_top
from tests.browser.test_moves import shown

EVERY = 3000
"""Milliseconds between two looks without a stream."""

MUTE = """
window.EventSource = class extends EventTarget {
  constructor() { super(); this.readyState = 1; setTimeout(() => this.dispatchEvent(new Event("open"))); }
  close() { this.readyState = 2; }
};"""


@pytest.fixture
def broker() -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A Valkey of this test's own, to be hung or killed, and its address."""
    folder = Path(tempfile.mkdtemp(prefix="bets-test-"))
    options = ["--port", "0", "--unixsocket", str(folder / "s"), "--save", "", "--dir", str(folder)]
    process = subprocess.Popen([find_binaries().valkey, *options], stdout=subprocess.DEVNULL)
    while not (folder / "s").exists():
        time.sleep(0.01)
    yield process, f"unix://{folder / 's'}"
    process.send_signal(signal.SIGCONT)
    process.kill()
    process.wait()
    shutil.rmtree(folder)


def test_with_a_hung_broker_the_others_still_see_every_move(
    open_board: Open, site: Site, broker: tuple[subprocess.Popen[bytes], str]
) -> None:
    process, address = broker
    with serving({**site.environment, "BETS_REDIS_URL": address}) as url:
        mover, reader = open_board("broker", url=url), open_board("broker", "vera", url=url)
        connected(reader)
        process.send_signal(signal.SIGSTOP)
        reader.wait_for_timeout(1000)
        to_the_top(mover, "Lima")
        expect_soon(reader, "LABCDEFGHIJK", within=EVERY + 3000)
        to_the_top(mover, "Kilo")
        expect_soon(reader, "KLABCDEFGHIJ", within=EVERY + 1000)
        process.send_signal(signal.SIGCONT)
        reader.wait_for_timeout(8000)
        asked = asked_by(reader, "/order/")
        reader.wait_for_timeout(3500)
        assert not asked, "it has gone back to the stream"
        to_the_top(mover, "Juliett")
        expect_soon(reader, "JKLABCDEFGHI")
        assert len(asked) == 1


def test_with_a_broker_that_is_gone_the_others_are_told_at_once_and_see_every_move(
    open_board: Open, site: Site, broker: tuple[subprocess.Popen[bytes], str]
) -> None:
    process, address = broker
    with serving({**site.environment, "BETS_REDIS_URL": address}) as url:
        mover, reader = open_board("killed", url=url), open_board("killed", "vera", url=url)
        connected(reader)
        reader.wait_for_timeout(500)
        with reader.expect_request("**/order/", timeout=EVERY):
            process.kill()
        to_the_top(mover, "Lima")
        expect_soon(reader, "LABCDEFGHIJK", within=EVERY + 1000)
        to_the_top(mover, "Kilo")
        expect_soon(reader, "KLABCDEFGHIJ", within=EVERY + 1000)


def test_a_line_that_says_nothing_is_not_believed(open_board: Open) -> None:
    mover, reader = open_board("silent"), open_board("silent", "vera")
    reader.add_init_script(MUTE)
    reader.clock.install()
    reader.reload()
    asked = asked_by(reader, "/order/")
    to_the_top(mover, "Lima")
    reader.clock.run_for(18_000)
    assert not asked
    assert shown(reader) == "ABCDEFGHIJKL"
    reader.clock.run_for(6000)
    expect_soon(reader, "LABCDEFGHIJK")


def test_a_browser_without_streams_asks(open_board: Open) -> None:
    mover, reader = open_board("blind"), open_board("blind", "vera")
    reader.add_init_script("delete window.EventSource")
    reader.reload()
    to_the_top(mover, "Kilo")
    expect_soon(reader, "KABCDEFGHIJL", within=EVERY + 1000)
