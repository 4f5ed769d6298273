"""A body is never longer than a receiver must be ready for: what is too long is said to be left out."""

import orjson
import pytest

from journal.models import Delivery, Endpoint
from journal.webhooks import message
from journal.webhooks.sending import send_due
from tests.factories import NOW
from tests.journal.webhooks.conftest import sort
from tests.journal.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db


@pytest.fixture
def told_orders(endpoint: Endpoint) -> Endpoint:
    endpoint.live_order = True
    endpoint.save(update_fields=["live_order"])
    return endpoint


def filling(receiver: Receiver, more: int) -> bytes:
    """The body of an event whose order makes it so many bytes longer than what is allowed."""
    sort(1)
    message.make(short := Delivery.objects.select_related("endpoint").latest("pk"))
    Delivery.objects.all().delete()
    rest = message.MOST_BYTES + more - len(bytes(short.body or b""))
    sort(1, *[1] * (rest // 2 - 2), 10 ** (2 + rest % 2))  # `,1` is two bytes, the last one makes up the rest
    send_due(NOW)
    return receiver.got[-1].body


@pytest.mark.parametrize("more", [-1, 0])
def test_what_fits_is_sent_whole(told_orders: Endpoint, receiver: Receiver, more: int) -> None:
    body = filling(receiver, more)
    assert len(body) == message.MOST_BYTES + more
    assert len(orjson.loads(body)["data"]["order"]) > 100_000


@pytest.mark.parametrize("more", [1, 2, 1_000_000])
def test_what_does_not_fit_is_left_out_and_said_to_be(told_orders: Endpoint, receiver: Receiver, more: int) -> None:
    read = orjson.loads(filling(receiver, more))
    assert read["data"] == {"left_out": "too long"}
    assert (read["type"], read["number"]) == ("tests.things.sorted", 2)
