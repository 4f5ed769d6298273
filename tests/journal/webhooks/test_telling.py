"""What leaves the house of an event: what was chosen, and no order before publication."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import orjson
import pytest

import eteam.events
from bets.actions.ranking import move
from bets.models import Cycle
from bets.ordering import After
from journal import telling
from journal.kinds import Payload
from journal.models import Delivery
from journal.webhooks import message
from tests.cast import Cast
from tests.factories import NOW, EndpointFactory
from tests.logged import log_order

pytestmark = pytest.mark.django_db

SECRETIVE = {"order", "start", "to", "bet", "enters", "leaves", "pair", "keeps", "reason", "present", "text", "share"}
"""Particulars of events that say where something stands, or what somebody wrote."""


for module in iter_modules(eteam.events.__path__, "eteam.events."):
    import_module(module.name)


def payloads(base: type[Payload] = Payload) -> dict[str, type[Payload]]:
    found = {}
    for each in base.__subclasses__():
        found |= {each.kind: each} if "kind" in vars(each) else {}
        found |= payloads(each)
    return found


def body(delivery: Delivery) -> dict[str, Any]:
    message.make(delivery)
    read: dict[str, Any] = orjson.loads(bytes(delivery.body or b""))
    return read


def moved(cast: Cast, **options: Any) -> Delivery:
    """D goes after A, and an endpoint is told."""
    EndpointFactory(board_id=cast.board.pk, kinds=["bets.ranking.changed"], **options)
    move(cycle=cast.cycle, bet=cast.d.pk, target=After(cast.a.pk), by=cast.ines, now=NOW)
    return Delivery.objects.select_related("endpoint").get()


def test_everything_that_is_offered_happens() -> None:
    assert {each.name for each in telling.offered()} <= set(payloads())
    assert all(each.says.endswith(".") for each in telling.offered())
    assert len(telling.offered()) > 20


def test_those_that_the_contract_names_are_offered() -> None:
    assert {
        "bets.bet.submitted", "bets.ranking.changed", "bets.plan.locked", "eteam.blocker.raised",
        "eteam.blocker.breached", "eteam.session.closed", "eteam.report.published",
    } <= {each.name for each in telling.offered()}  # fmt: skip


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Whose order has a log from its first revision on."""
    return log_order(cast)


@pytest.mark.parametrize("area", ["bets", "eteam"])
def test_no_particular_says_where_something_stands_or_what_somebody_wrote(area: str) -> None:
    module = import_module(f"{area}.telling")
    for kind, names in module._PARTICULARS.items():
        if kind != "eteam.blocker.raised":  # the bet that is blocked; no place of it
            assert not SECRETIVE & set(names), kind
        assert set(names) <= {*payloads()[kind].__dataclass_fields__}, kind


def test_before_publication_only_the_revision_is_told(cast: Cast) -> None:
    said = body(moved(cast))
    assert said["data"] == {"revision": said["revision"]}
    assert said["subject"] == {"type": "cycle", "id": cast.cycle.pk, "name": cast.cycle.name}
    assert cast.d.title not in orjson.dumps(said).decode()
    assert "order" not in said["data"]


def test_where_a_leader_switched_it_on_the_order_is_told(cast: Cast) -> None:
    said = body(moved(cast, live_order=True))
    assert said["data"] == {
        "revision": said["revision"], "order": cast.ids("ADBC"), "act": "move",
        "move": {"bet": cast.d.pk, "from": 4, "to": 2},
    }  # fmt: skip


def test_once_published_the_order_is_told(cast: Cast) -> None:
    delivery = moved(cast)
    Cycle.objects.update(state=Cycle.State.LOCKED)
    assert body(delivery)["data"]["order"] == cast.ids("ADBC")
    assert not delivery.tells_order


def test_switched_off_again_the_body_is_made_anew(cast: Cast) -> None:
    delivery = moved(cast, live_order=True)
    assert "order" in body(delivery)["data"]
    assert not message.must_be_made(delivery)
    delivery.endpoint.live_order = False
    assert message.must_be_made(delivery)
    assert "order" not in body(delivery)["data"]
