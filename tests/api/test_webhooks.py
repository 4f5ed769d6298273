"""Webhooks over REST: made with a secret told once, paused, tried, replayed; each refusal names its field."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from api.actions import webhooks as acts
from journal.models import Delivery, Endpoint, Event
from journal.webhooks.marking import mark
from journal.webhooks.schedule import WAITS
from org.models import Notice
from tests.api.tokens import Machine, machine_of
from tests.cast import Cast
from tests.factories import NOW, AttemptFactory, DeliveryFactory, EndpointFactory

URL = "https://hooks.example.com/bets"
WANTED = {"url": URL, "description": "Data warehouse", "events": ["bets.plan.locked", "bets.bet.submitted"]}


@pytest.fixture
def ada(cast: Cast) -> Machine:
    return machine_of(cast.ada)


@pytest.fixture
def hook(cast: Cast) -> Endpoint:
    made: Endpoint = EndpointFactory(board_id=cast.board.pk, board_slug=cast.board.slug)
    return made


def test_its_secret_is_told_when_it_is_made_and_never_again(ada: Machine, cast: Cast) -> None:
    answer = ada.post("boards/north/webhooks/", WANTED)
    assert answer.status_code == 201
    made = answer.json()
    assert made.pop("secret").startswith("whsec_")
    endpoint = Endpoint.objects.get()
    assert made == {
        "id": endpoint.pk, "url": URL, "description": "Data warehouse",
        "events": ["bets.bet.submitted", "bets.plan.locked"], "live_order": False, "created_at": made["created_at"],
        "paused_at": None, "paused_why": "", "both_secrets_until": None,
    }  # fmt: skip
    assert ada.get("boards/north/webhooks/").json()["results"] == [made]
    assert ada.get(f"webhooks/{endpoint.pk}/").json() == made
    recorded = "".join(f"{event.data}{event.subject_name}" for event in Event.objects.all())
    assert endpoint.secret not in recorded
    assert URL not in recorded


def test_sent_again_with_its_key_it_is_made_once(ada: Machine) -> None:
    first, second = (ada.post("boards/north/webhooks/", WANTED, Idempotency_Key="k1").json() for _ in range(2))
    assert first == second
    assert Endpoint.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"url": "http://hooks.example.com/"}, "/url"),
        ({"url": ""}, "/url"),
        ({"url": "https://me@hooks.example.com/"}, "/url"),
        ({"url": 7}, "/url"),
        ({"url": "https://hooks.example.com/\0"}, "/url"),
        ({"events": []}, "/events"),
        ({"events": ["bets.bet.drafted"]}, "/events"),
        ({"events": ["api.webhook.tested"]}, "/events"),
        ({"events": "bets.plan.locked"}, "/events"),
        ({"description": "x" * 121}, "/description"),
        ({"live_order": True}, "/live_order"),
        ({"secret": "whsec_mine"}, "/secret"),
        ({"board": 2}, "/board"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_place(ada: Machine, change: dict[str, Any], pointer: str) -> None:
    answer = ada.post("boards/north/webhooks/", WANTED | change)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)
    assert not Endpoint.objects.exists()


def test_a_board_has_at_most_twenty(ada: Machine, cast: Cast) -> None:
    EndpointFactory.create_batch(acts.MOST, board_id=cast.board.pk)
    assert ada.post("boards/north/webhooks/", WANTED).status_code == 422


def test_what_is_changed_is_changed_and_the_rest_stays(ada: Machine, hook: Endpoint) -> None:
    answer = ada.call("PATCH", f"webhooks/{hook.pk}/", {"events": ["eteam.blocker.raised"]})
    assert (answer.status_code, answer.json()["events"], answer.json()["url"]) == (
        200, ["eteam.blocker.raised"], hook.url,
    )  # fmt: skip
    assert Event.objects.get(kind="api.webhook.edited").data["fields"] == ["events"]


def test_removed_it_is_gone_with_its_secret(ada: Machine, hook: Endpoint) -> None:
    assert ada.delete(f"webhooks/{hook.pk}/").status_code == 204
    assert ada.get(f"webhooks/{hook.pk}/").status_code == 404
    assert ada.get("boards/north/webhooks/").json()["results"] == []
    assert Endpoint.objects.get().secret == ""


def test_a_pause_is_put_and_deleted(ada: Machine, hook: Endpoint) -> None:
    assert ada.put(f"webhooks/{hook.pk}/pause/", None).json()["paused_why"] == "By Ada."
    ada.put(f"webhooks/{hook.pk}/pause/", None)
    assert ada.delete(f"webhooks/{hook.pk}/pause/").json()["paused_at"] is None
    kinds = ["api.webhook.paused", "api.webhook.resumed"]
    assert list(Event.objects.filter(kind__in=kinds).order_by("number").values_list("kind", flat=True)) == kinds


def test_a_new_secret_is_told_once_and_the_old_one_signs_for_a_day(ada: Machine, hook: Endpoint) -> None:
    told = ada.post(f"webhooks/{hook.pk}/secret/", None).json()
    after = Endpoint.objects.get()
    now = timezone.now()
    assert after.secrets(now) == [told["secret"], hook.secret]
    assert after.secrets(now + timedelta(hours=24, seconds=1)) == [told["secret"]]


def test_a_test_event_goes_to_this_one_alone(ada: Machine, hook: Endpoint, cast: Cast) -> None:
    EndpointFactory(board_id=cast.board.pk, board_slug="north")
    answer = ada.post(f"webhooks/{hook.pk}/tests/", None)
    assert (answer.status_code, answer.json()["type"]) == (202, "api.webhook.tested")
    assert Delivery.objects.get().endpoint == hook


def test_deliveries_are_told_newest_first_with_what_was_answered(ada: Machine, hook: Endpoint) -> None:
    first = DeliveryFactory(endpoint=hook, number=7, state="dead", attempts=8)
    AttemptFactory(delivery=first, status=500, error="It answered 500.", answer="oops")
    DeliveryFactory(endpoint=hook, number=8, next_at=NOW + timedelta(minutes=5))
    newest, older = ada.get(f"webhooks/{hook.pk}/deliveries/").json()["results"]
    assert newest == {
        "event": 8, "message": f"msg_{hook.key}_8", "type": "bets.plan.locked", "state": "pending",
        "created_at": "2026-11-24T12:00:00Z", "next_at": "2026-11-24T12:05:00Z", "delivered_at": None, "attempts": [],
    }  # fmt: skip
    assert older["attempts"] == [
        {"at": "2026-11-24T12:00:00Z", "milliseconds": 12, "status": 500, "error": "It answered 500.",
         "answer": "oops"},
    ]  # fmt: skip
    dead = ada.get(f"webhooks/{hook.pk}/deliveries/?state=dead").json()["results"]
    assert [row["event"] for row in dead] == [7]
    assert ada.get(f"webhooks/{hook.pk}/deliveries/?state=lost").status_code == 422


def test_one_of_them_is_told_with_its_body_and_an_etag(ada: Machine, hook: Endpoint) -> None:
    DeliveryFactory(endpoint=hook, number=7, body='{"data":"ä"}'.encode())
    answer = ada.get(f"webhooks/{hook.pk}/deliveries/7/")
    assert answer.json()["body"] == '{"data":"ä"}'
    again = ada.get(f"webhooks/{hook.pk}/deliveries/7/", If_None_Match=answer["ETag"])
    assert again.status_code == 304


@pytest.mark.parametrize("state", ["dead", "delivered", "pending"])
def test_sent_again_it_has_its_id_and_eight_attempts_anew(ada: Machine, hook: Endpoint, state: str) -> None:
    later = timezone.now() + timedelta(hours=5)
    old = DeliveryFactory(endpoint=hook, number=7, state=state, attempts=3, next_at=later, body=b"{}")
    answer = ada.post(f"webhooks/{hook.pk}/deliveries/7/replay/", None)
    assert (answer.status_code, answer.json()["state"], answer.json()["message"]) == (202, "pending", old.message_id)
    row = Delivery.objects.get()
    assert row.attempts == (3 if state == "pending" else 0)
    assert row.next_at <= timezone.now()
    assert bytes(row.body or b"") == b"{}"


def test_what_was_left_to_a_newer_one_is_not_sent_again(ada: Machine, hook: Endpoint) -> None:
    DeliveryFactory(endpoint=hook, number=7, state="merged")
    answer = ada.post(f"webhooks/{hook.pk}/deliveries/7/replay/", None)
    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")


@pytest.mark.parametrize("number", [8, 2**63 - 1, 2**63, 0])
def test_there_is_no_other_delivery(ada: Machine, hook: Endpoint, number: int) -> None:
    DeliveryFactory(endpoint=hook, number=7)
    assert ada.get(f"webhooks/{hook.pk}/deliveries/{number}/").status_code == 404


@pytest.mark.parametrize("page", ["boards/north/webhooks/", "webhooks/{pk}/deliveries/"])
def test_a_list_costs_the_same_however_long(
    ada: Machine, hook: Endpoint, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 8):
        AttemptFactory.create_batch(3, delivery=DeliveryFactory(endpoint=hook, number=number))
        EndpointFactory(board_id=hook.board_id, board_slug="north")
    ada.get(page.format(pk=hook.pk))
    with django_assert_max_num_queries(7):
        assert len(ada.get(page.format(pk=hook.pk)).json()["results"]) >= 7


def test_without_the_scope_nothing_is_told(cast: Cast, hook: Endpoint) -> None:
    answer = machine_of(cast.ada, "read").get(f"webhooks/{hook.pk}/")
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")


def test_when_one_is_given_up_the_admins_are_told(cast: Cast, hook: Endpoint) -> None:
    lease: datetime = NOW + timedelta(minutes=1)
    delivery = DeliveryFactory(endpoint=hook, number=7, attempts=len(WAITS), taken=8, lease_until=lease)
    mark(delivery, AttemptFactory.build(delivery=None, status=503), NOW)
    notice = Notice.objects.get()
    assert notice.member == cast.ada
    assert notice.sentence.startswith(f"{hook.name} is paused. Event 7 was not taken in 8 attempts.")
    assert notice.path == f"/boards/north/webhooks/{hook.pk}/"
