"""An endpoint whose receiver is on this machine, and events for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import pytest

from journal import telling
from journal.kinds import Payload
from journal.models import Endpoint, Event
from journal.record import Somebody, record
from journal.telling import Told
from tests.factories import NOW, EndpointFactory
from tests.journal.webhooks.receiver import Receiver, receiving

INES = Somebody("Ines", 7)
ALPHA = Somebody("Alpha", 12)


@dataclass(frozen=True, kw_only=True)
class Polished(Payload):
    kind: ClassVar[str] = "tests.thing.polished"
    shine: int
    secret: str = "not for others"


@dataclass(frozen=True, kw_only=True)
class Sorted(Payload):
    """Says only what is newest."""

    kind: ClassVar[str] = "tests.things.sorted"
    order: list[int]


def tell(event: Event, live_order: bool) -> Told:
    subject = {"type": "thing", "id": event.subject_id, "name": event.subject_name}
    if event.kind == Sorted.kind:
        return Told(subject, event.data if live_order else {}, tells_order=live_order)
    return Told(subject, telling.chosen(event.data, ["shine"]))


def polish(shine: int = 3, *, board: int = 1, now: datetime = NOW) -> int:
    return record(Polished(shine=shine), board_id=board, topic="thing:12", by=INES, subject=ALPHA, now=now)


def sort(*order: int, topic: str = "thing:12", now: datetime = NOW) -> int:
    return record(Sorted(order=list(order)), board_id=1, topic=topic, by=INES, subject=ALPHA, now=now)


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    says = {Polished.kind: "A thing was polished.", Sorted.kind: "Things were sorted."}
    telling.register(tell, says, merging=[Sorted.kind])
    yield
    for name in says:
        del telling._kinds[name]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOK_PRIVATE = True
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def endpoint(db: None, receiver: Receiver) -> Endpoint:
    made: Endpoint = EndpointFactory(url=receiver.url, kinds=[Polished.kind, Sorted.kind])
    return made
