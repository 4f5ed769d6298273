"""The broker may hang or die: pages are told to ask by themselves, ranking goes on, and it comes back unasked."""

import http.client
import json
import time
from collections.abc import Callable, Iterator

import pytest

from tests.browser.scenery import session
from tests.cast import Cast
from tests.counts import COUNTED, WHOLE
from tests.live.conftest import Listen, Ring
from tests.live.ear import now
from tests.live.web import Broker, Web

SOON = 3.0
"""Seconds in which a page must know that it has to ask by itself, and in which a change must reach everybody."""

pytestmark = COUNTED

ROUNDS = 20 if WHOLE else 2


@pytest.fixture(autouse=True)
def healthy(broker: Broker) -> Iterator[None]:
    """Whatever a test did to it, the next one finds a broker."""
    yield
    broker.heal()


def hang(broker: Broker) -> None:
    broker.hang()


def kill(broker: Broker) -> None:
    broker.kill()


both = pytest.mark.parametrize("hurt", [hang, kill])
Hurt = Callable[[Broker], None]


@both
def test_pages_are_told_within_three_seconds_and_again_when_it_is_back(
    north: Cast, broker: Broker, listen: Listen, ring: Ring, hurt: Hurt
) -> None:
    ear = listen(north.ines)
    before = ring()
    assert ear.wait(lambda ear: ear.numbers == [before])
    hurt(broker)
    assert ear.wait_for("away", within=SOON)
    missed = [ring(), ring()]
    broker.heal()
    assert ear.wait_for("back")
    assert ear.numbers == [before, *missed]
    assert ear.names[-1] == "back"  # first what was missed, then the word
    after = ring()  # our own channel may still be in its pause: then it is the regular look that finds it
    assert ear.wait(lambda ear: after in ear.numbers, within=SOON)


@both
def test_a_page_that_opens_meanwhile_is_told_at_once(north: Cast, broker: Broker, listen: Listen, hurt: Hurt) -> None:
    first = listen(north.ines)
    assert first.wait(lambda ear: ear.first)
    hurt(broker)
    assert first.wait_for("away", within=SOON)
    assert listen(north.otto).wait_for("away", within=SOON)


@both
def test_a_change_reaches_everybody_within_three_seconds_even_without_a_broker(
    north: Cast, broker: Broker, listen: Listen, ring: Ring, hurt: Hurt
) -> None:
    ear = listen(north.ines)
    assert ear.wait(lambda ear: ear.first)
    hurt(broker)
    number = ring()
    assert ear.wait(lambda ear: ear.numbers == [number], within=SOON)


@both
def test_a_move_waits_a_blink_once_and_then_not_at_all(north: Cast, server: Web, broker: Broker, hurt: Hurt) -> None:
    mover = Mover(server, north)
    usual = min(mover.move() for _ in range(5))
    hurt(broker)
    times = [mover.move() for _ in range(6)]
    assert times[0] < usual + 1.0  # 200 ms for the broker; the rest is for a busy machine
    assert sum(times[1:]) < 5 * usual + 1.0
    assert north.cycle.revision == 0
    north.cycle.refresh_from_db()
    assert north.cycle.revision == 11  # every one of them happened


@pytest.mark.faults
def test_through_many_kills_and_hangs_no_move_fails_and_none_is_missed(
    north: Cast, server: Web, broker: Broker, listen: Listen
) -> None:
    """F05. A kill in each round, and a hang in every fourth."""
    mover, ear = Mover(server, north), listen(north.vera)
    assert ear.wait(lambda ear: ear.first)
    for number in range(ROUNDS):
        (hang if number % 4 == 3 else kill)(broker)
        for _ in range(5):
            mover.move()
        moved = now()
        assert ear.wait(lambda ear: len(ear.numbers) == mover.count, within=SOON), (number, ear.numbers)
        assert now() - moved < SOON
        time.sleep(1)
        broker.heal()
        mover.move()
        assert ear.wait(lambda ear: len(ear.numbers) == mover.count, within=SOON)
    assert ear.numbers == sorted(set(ear.numbers))


class Mover:
    """Ines, who moves A to the end of the order, over HTTP."""

    def __init__(self, server: Web, north: Cast) -> None:
        token = "b" * 32
        cookies = f"sessionid={session(north.ines.person)}; csrftoken={token}"
        self._headers = {"Cookie": cookies, "X-CSRFToken": token, "Accept": "application/json"}
        self._headers["Content-Type"] = "application/json"
        self._server, self._north = server, north
        self.count = 0

    def move(self) -> float:
        """The seconds that it took. It must be taken."""
        letter, rank = ("A", 1 + (self.count + 1) % 2)
        body = json.dumps({"bet": self._north.ids(letter)[0], "rank": rank})
        connection = http.client.HTTPConnection("127.0.0.1", self._server.port, timeout=30)
        began = time.monotonic()
        connection.request("POST", f"/cycles/{self._north.cycle.pk}/moves/", body, self._headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        assert answer.status in (200, 201), content
        self.count += 1
        return time.monotonic() - began
