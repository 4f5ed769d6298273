"""What `/healthz` says of messages that nobody tries to send."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from journal.models import Delivery
from journal.webhooks.audit import audit
from tests.factories import NOW, DeliveryFactory, EndpointFactory

pytestmark = pytest.mark.django_db

LATE = NOW - timedelta(minutes=6)


def waiting(number: int = 1, **options: Any) -> Delivery:
    made: Delivery = DeliveryFactory(number=number, **{"state": "pending", "next_at": LATE} | options)
    return made


def test_nothing_waits(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    waiting(state="delivered")
    waiting(next_at=NOW - timedelta(minutes=4))
    with django_assert_num_queries(1):
        assert audit(NOW).is_well


def test_what_is_due_for_more_than_five_minutes_is_red(client: Client) -> None:
    waiting()
    found = audit(NOW)
    assert not found.is_well
    assert found.says == "Endpoints that wait: 1; the oldest message was due 6 minutes ago."
    Delivery.objects.update(next_at=timezone.now() - timedelta(minutes=7))
    check = client.get("/healthz").json()["webhooks"]
    assert (check["ok"], "due 7 minutes ago" in check["says"]) == (False, True)


def test_what_waits_behind_one_that_is_tried_again_later_is_not_late() -> None:
    endpoint = EndpointFactory()
    waiting(1, endpoint=endpoint, next_at=NOW + timedelta(hours=1), attempts=4)
    waiting(2, endpoint=endpoint)
    assert audit(NOW).is_well


def test_one_that_is_being_sent_is_not_late_until_its_lease_is_long_over() -> None:
    row = waiting(lease_until=NOW + timedelta(seconds=90))
    assert audit(NOW).is_well
    Delivery.objects.filter(pk=row.pk).update(lease_until=LATE)
    assert not audit(NOW).is_well


@pytest.mark.parametrize("gone", ["paused_at", "removed_at"])
def test_an_endpoint_that_is_told_nothing_waits_for_nothing(gone: str) -> None:
    waiting(endpoint=EndpointFactory(**{gone: NOW}))
    assert audit(NOW).is_well
