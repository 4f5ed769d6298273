"""A broker that is away, hangs or comes back never slows a change down by more than a blink."""

import logging
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import redis
from django.conf import settings

from config.embedded.binaries import find_binaries
from journal.live import Channel, channel, publish
from journal.live.publishing import PAUSE, TIMEOUT

AT_ONCE = 0.05
BLINK = TIMEOUT + 0.2
"""Seconds that a publication may take at most; the rest is for a busy machine."""


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Valkey of this test's own, to be hung and stopped."""
    options = ["--port", "0", "--unixsocket", str(tmp_path / "s"), "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen([find_binaries().valkey, *options], stdout=subprocess.DEVNULL)
    while not (tmp_path / "s").exists():
        time.sleep(0.01)
    yield process
    process.send_signal(signal.SIGCONT)
    process.kill()
    process.wait()


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Channel]:
    """A channel to that broker."""
    ours = Channel(f"unix://{tmp_path / 's'}", "live")
    yield ours
    ours._redis.close()


class Clock:
    """Stands where `journal.live.publishing` has the module `time`."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("journal.live.publishing.time", clock)
    return clock


def sent(channel: Channel) -> tuple[bool, float]:
    """Whether a message was taken, and the seconds that it took to know."""
    begun = time.perf_counter()
    taken = channel.publish("cycle:1 1")
    return taken, time.perf_counter() - begun


def hears(broker_socket: Path) -> redis.client.PubSub:
    ear = redis.Redis(unix_socket_path=str(broker_socket)).pubsub(ignore_subscribe_messages=True)
    ear.subscribe("live")
    ear.get_message(timeout=5)
    return ear


def test_what_is_published_is_heard(broker: subprocess.Popen[bytes], ours: Channel, tmp_path: Path) -> None:
    ear = hears(tmp_path / "s")
    assert ours.publish("3 7 cycle:12")
    message = ear.get_message(timeout=5)
    ear.close()
    assert message is not None
    assert message["data"] == b"3 7 cycle:12"


def test_the_process_has_one_channel_to_its_broker_for_board_number_and_topic() -> None:
    ear = redis.Redis.from_url(settings.REDIS_URL).pubsub(ignore_subscribe_messages=True)
    ear.subscribe(f"{settings.REDIS_PREFIX}:live")
    ear.get_message(timeout=5)
    publish(3, "cycle:12", 7)
    message = ear.get_message(timeout=5)
    ear.close()
    assert message is not None
    assert message["data"] == b"3 7 cycle:12"
    assert channel() is channel()


def test_a_hanging_broker_is_waited_for_once(
    broker: subprocess.Popen[bytes], ours: Channel, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Hung while the connection stands: it takes what it is sent and never answers."""
    assert ours.publish("cycle:1 1")
    broker.send_signal(signal.SIGSTOP)
    taken, seconds = sent(ours)
    assert not taken
    assert TIMEOUT * 0.9 < seconds < BLINK
    clock.now += PAUSE - 0.1
    assert [sent(ours)[0] for _ in range(50)] == [False] * 50
    assert sent(ours)[1] < AT_ONCE
    assert [entry.levelno for entry in caplog.records] == [logging.WARNING]  # once, not at every change


def test_of_many_threads_that_find_it_hanging_none_waits_longer_than_one(
    broker: subprocess.Popen[bytes], ours: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    assert ours.publish("cycle:1 1")
    broker.send_signal(signal.SIGSTOP)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: sent(ours), range(8)))
    assert [taken for taken, _ in answers] == [False] * 8
    assert max(seconds for _, seconds in answers) < BLINK
    assert len(caplog.records) == 1


def test_after_the_pause_it_is_tried_again(broker: subprocess.Popen[bytes], ours: Channel, clock: Clock) -> None:
    assert ours.publish("cycle:1 1")
    broker.send_signal(signal.SIGSTOP)
    assert not ours.publish("cycle:1 2")
    clock.now += PAUSE
    taken, seconds = sent(ours)
    assert not taken
    assert seconds > TIMEOUT * 0.9  # it did try
    broker.send_signal(signal.SIGCONT)
    clock.now += PAUSE
    assert ours.publish("cycle:1 4")


def test_a_broker_that_takes_connections_and_says_nothing_is_waited_for_once(tmp_path: Path) -> None:
    with socket.socket() as hole:
        hole.bind(("127.0.0.1", 0))
        hole.listen()
        ours = Channel(f"redis://127.0.0.1:{hole.getsockname()[1]}/0", "live")
        taken, seconds = sent(ours)
        assert not taken
        assert seconds < BLINK
        assert sent(ours)[1] < AT_ONCE
        ours._redis.close()


def test_a_broker_that_is_gone_costs_nothing(broker: subprocess.Popen[bytes], ours: Channel) -> None:
    assert ours.publish("cycle:1 1")
    broker.kill()
    broker.wait()
    taken, seconds = sent(ours)
    assert not taken
    assert seconds < BLINK


def test_a_broker_that_was_never_there_costs_nothing(ours: Channel) -> None:
    taken, seconds = sent(ours)
    assert not taken
    assert seconds < BLINK
