"""Streams against the real server, in the database of this run: a test writes events, and hears what comes of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest

from journal.kinds import Payload
from journal.live import Channel, publishing
from journal.record import Somebody, record
from org.models import Membership
from tests.browser.scenery import session
from tests.cast import Cast, make_cast
from tests.live.ear import Ear
from tests.live.web import PREFIX, Broker, Web, web


@dataclass(frozen=True, kw_only=True)
class Rung(Payload):
    """Something happened, that stands for anything that can."""

    kind: ClassVar[str] = "test.bell.rung"


@pytest.fixture(scope="session")
def lasting_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    broker = Broker(tmp_path_factory.mktemp("broker"))
    yield broker
    broker.kill()


@pytest.fixture(scope="session")
def server(lasting_broker: Broker) -> Iterator[Web]:
    """One server for all tests that do not end it."""
    with web(lasting_broker) as started:
        yield started


@pytest.fixture
def broker(lasting_broker: Broker, monkeypatch: pytest.MonkeyPatch) -> Broker:
    """The server's broker; what this process records is published there."""
    channel = Channel(lasting_broker.url, f"{PREFIX}:live")
    monkeypatch.setattr(publishing, "_channel", channel)
    return lasting_broker


@pytest.fixture
def north(transactional_db: None, broker: Broker) -> Cast:
    """The known cast, committed: the server sees it."""
    return make_cast()


Ring = Callable[..., int]


@pytest.fixture
def ring(north: Cast) -> Ring:
    """Record an event of the cycle, or of another topic, and publish it; returns its number."""

    def rung(topic: str = "") -> int:
        return record(
            Rung(), board_id=north.board.pk, topic=topic or north.cycle.topic, by=Somebody("Bell"),
            subject=north.cycle, now=datetime.now(UTC),
        )  # fmt: skip

    return rung


@pytest.fixture
def mute(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """From now on what is recorded is published to nobody: a message that is lost."""
    return lambda: monkeypatch.setattr(Channel, "publish", lambda channel, message: False)


Listen = Callable[..., Ear]


@pytest.fixture
def listen(server: Web, north: Cast) -> Iterator[Listen]:
    """Opens a stream, signed in as a member. `query` is by default that of the cycle's topic."""
    ears: list[Ear] = []

    def opened(member: Membership | None = None, query: str | None = None, port: int = 0, **headers: str) -> Ear:
        if member is not None:
            headers = {"Cookie": f"sessionid={session(member.person)}", **headers}
        path = "/live/?" + (query if query is not None else f"topic={north.cycle.topic}")
        ears.append(Ear(port or server.port, path, **headers))
        return ears[-1]

    yield opened
    for ear in ears:
        ear.close()
