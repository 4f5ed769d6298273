"""At least once, in order for each endpoint, the same bytes and id at every attempt, then given up and paused."""

from datetime import timedelta
from itertools import accumulate
from typing import Any

import orjson
import pytest
from standardwebhooks import Webhook

from journal.models import Attempt, Delivery, Endpoint, Event
from journal.webhooks import message
from journal.webhooks.schedule import WAITS
from journal.webhooks.sending import send_due
from tests.factories import NOW, EndpointFactory
from tests.journal.webhooks.conftest import Polished, polish, sort
from tests.journal.webhooks.receiver import Receiver, receiving

pytestmark = pytest.mark.django_db


def bodies(receiver: Receiver) -> list[Any]:
    return [orjson.loads(got.body) for got in receiver.got]


def numbers(receiver: Receiver) -> list[int]:
    return [body["number"] for body in bodies(receiver)]


def states() -> list[str]:
    return list(Delivery.objects.order_by("number").values_list("state", flat=True))


def test_the_body_says_what_happened_and_nothing_that_was_not_chosen(endpoint: Endpoint, receiver: Receiver) -> None:
    polish(5)
    send_due(NOW)
    (got,) = receiver.got
    assert got.line == "POST /hook?team=a HTTP/1.1"
    assert got.headers["content-type"] == "application/json"
    assert orjson.loads(got.body) == {
        "id": f"msg_{endpoint.key}_1", "type": "tests.thing.polished", "timestamp": "2026-11-24T12:00:00Z",
        "board": "north", "number": 1, "actor": {"name": "Ines"},
        "subject": {"type": "thing", "id": 12, "name": "Alpha"}, "data": {"shine": 5},
    }  # fmt: skip
    assert got.headers["webhook-id"] == f"msg_{endpoint.key}_1"
    assert states() == ["delivered"]


def test_the_signature_is_over_the_bytes_that_are_sent(endpoint: Endpoint, receiver: Receiver) -> None:
    polish()
    send_due()
    (got,) = receiver.got
    Webhook(endpoint.secret).verify(got.body, got.headers)
    assert len(got.headers["webhook-signature"].split(" ")) == 1


def test_after_a_rotation_both_secrets_sign_for_a_day(endpoint: Endpoint, receiver: Receiver) -> None:
    old = endpoint.secret
    endpoint.secret, endpoint.previous_secret = "whsec_bmV3IHNlY3JldCBmb3IgYSB0ZXN0", old
    endpoint.previous_until = NOW + timedelta(hours=24)
    endpoint.save()
    polish()
    polish()
    send_due(NOW + timedelta(hours=24, seconds=-1), limit=1)
    send_due(NOW + timedelta(hours=24))
    signed = [got.headers["webhook-signature"].split(" ") for got in receiver.got]
    assert [len(each) for each in signed] == [2, 1]
    first = receiver.got[0]
    for secret, expected in zip((endpoint.secret, old), signed[0], strict=True):
        at = NOW + timedelta(hours=24, seconds=-1)
        assert Webhook(secret).sign(first.headers["webhook-id"], at, first.body.decode()) == expected


def test_eight_attempts_in_28_hours_then_it_is_given_up_and_the_endpoint_paused(
    endpoint: Endpoint, receiver: Receiver
) -> None:
    receiver.otherwise = 500
    polish()
    at = NOW
    for wait in (*WAITS, timedelta(0)):
        assert send_due(at) == 1
        assert send_due(at + wait - timedelta(seconds=1)) == 0
        at += wait
    assert at - NOW == timedelta(hours=27, minutes=35, seconds=5)
    assert send_due(at + timedelta(days=2)) == 0
    assert len(receiver.got) == 8
    assert len({(got.headers["webhook-id"], got.body) for got in receiver.got}) == 1
    assert states() == ["dead"]
    endpoint.refresh_from_db()
    assert endpoint.paused_at == at
    assert endpoint.paused_why == "Event 1 was not taken in 8 attempts."
    assert Event.objects.get(kind="journal.webhook.given_up").data == {"delivery": 1, "why": "500"}
    assert list(Attempt.objects.order_by("status").values_list("status", "answer", "error").distinct()) == [
        (500, "ok", "It answered 500.")
    ]


def test_the_second_of_each_attempt_is_its_own(endpoint: Endpoint, receiver: Receiver) -> None:
    receiver.answers = [500]
    polish()
    send_due(NOW)
    send_due(NOW + timedelta(seconds=5))
    first, second = (int(got.headers["webhook-timestamp"]) for got in receiver.got)
    assert second - first == 5


def test_what_fails_holds_back_what_comes_after_it(endpoint: Endpoint, receiver: Receiver) -> None:
    receiver.answers = [500, 500]
    polish()
    polish()
    send_due(NOW)
    send_due(NOW + WAITS[0])
    assert numbers(receiver) == [1, 1]
    send_due(NOW + WAITS[0] + WAITS[1])
    assert numbers(receiver) == [1, 1, 1, 2]


def test_what_fails_holds_back_no_other_endpoint(endpoint: Endpoint, receiver: Receiver) -> None:
    receiver.otherwise = 500
    with receiving() as other:
        EndpointFactory(url=other.url, kinds=[Polished.kind])
        for _ in range(3):
            polish()
        send_due(NOW)
        assert numbers(receiver) == [1]
        assert numbers(other) == [1, 2, 3]


def test_a_paused_endpoint_is_sent_nothing_until_it_goes_on(endpoint: Endpoint, receiver: Receiver) -> None:
    Endpoint.objects.update(paused_at=NOW)
    polish()
    polish()
    assert send_due(NOW) == 0
    Endpoint.objects.update(paused_at=None)
    send_due(NOW)
    assert numbers(receiver) == [1, 2]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308, 304, 400, 404, 410, 429, 500, 503])
def test_only_2xx_is_taken(endpoint: Endpoint, receiver: Receiver, status: int) -> None:
    receiver.answers = [status]
    polish()
    send_due(NOW)
    assert states() == ["pending"]
    assert len(receiver.got) == 1


def test_what_a_dead_process_took_up_is_sent_again_after_the_lease(
    endpoint: Endpoint, receiver: Receiver, settings: Any
) -> None:
    polish()
    polish()
    lease = timedelta(seconds=settings.WEBHOOK_LEASE)
    Delivery.objects.filter(number=1).update(lease_until=NOW + lease, taken=1, first_at=NOW)
    assert send_due(NOW + lease - timedelta(seconds=1)) == 0
    send_due(NOW + lease)
    assert numbers(receiver) == [1, 2]
    assert Delivery.objects.get(number=1).attempts == 1  # what was broken off counts for nothing


def test_the_newest_of_what_only_says_what_is_newest_is_sent_once_in_five_seconds(
    endpoint: Endpoint, receiver: Receiver
) -> None:
    """Ten moves in ten seconds, a look every second."""
    for second in range(10):
        sort(second, now=NOW + timedelta(seconds=second))
        send_due(NOW + timedelta(seconds=second))
    send_due(NOW + timedelta(seconds=14))
    assert numbers(receiver) == [1, 6, 10]
    assert states() == [*("delivered", "merged", "merged", "merged", "merged"),
                        *("delivered", "merged", "merged", "merged", "delivered")]  # fmt: skip


def test_each_topic_has_its_own_newest_and_the_order_stays(endpoint: Endpoint, receiver: Receiver) -> None:
    sort(1, topic="thing:1")
    sort(2, topic="thing:2")
    polish()
    sort(3, topic="thing:1")
    send_due(NOW)
    assert numbers(receiver) == [2, 3, 4]


def test_what_was_sent_once_is_never_left_to_a_newer_one(endpoint: Endpoint, receiver: Receiver) -> None:
    receiver.answers = [500]
    sort(1)
    send_due(NOW)
    sort(2)
    for later in (5, 10):
        send_due(NOW + timedelta(seconds=later))
    assert numbers(receiver) == [1, 1, 2]


@pytest.mark.parametrize(("live", "data"), [(False, {}), (True, {"order": [3, 1]})])
def test_the_order_is_told_where_a_leader_switched_it_on(
    endpoint: Endpoint, receiver: Receiver, live: bool, data: dict[str, Any]
) -> None:
    Endpoint.objects.update(live_order=live)
    sort(3, 1)
    send_due(NOW)
    assert bodies(receiver)[0]["data"] == data


def test_switched_off_it_is_told_no_more_even_between_two_attempts(endpoint: Endpoint, receiver: Receiver) -> None:
    Endpoint.objects.update(live_order=True)
    receiver.answers = [500]
    sort(3, 1)
    send_due(NOW)
    Endpoint.objects.update(live_order=False)
    send_due(NOW + WAITS[0])
    assert [body["data"] for body in bodies(receiver)] == [{"order": [3, 1]}, {}]


def test_the_waits_are_those_that_are_promised() -> None:
    hours = [wait.total_seconds() for wait in accumulate(WAITS)]
    assert hours[0] == 5
    assert round(hours[-1] / 3600) == 28


def test_what_cannot_be_written_pauses_its_endpoint_and_no_other(
    endpoint: Endpoint, receiver: Receiver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    EndpointFactory(url=receiver.url, kinds=[Polished.kind])
    polish()
    make = message.make
    monkeypatch.setattr(message, "make", lambda one: make(one) if one.endpoint != endpoint else 1 / 0)
    send_due(NOW)
    assert len(receiver.got) == 1
    endpoint.refresh_from_db()
    assert endpoint.paused_why == "Event 1 could not be written."
    assert sorted(states()) == ["dead", "delivered"]
    assert "could not write event 1" in caplog.text
