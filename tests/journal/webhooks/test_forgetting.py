"""What was told is kept for a month, and a removed endpoint for a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from config.celery import app
from journal.models import Delivery, Endpoint
from journal.tasks import forget_deliveries, send_webhooks
from tests.factories import AttemptFactory, DeliveryFactory, EndpointFactory

pytestmark = pytest.mark.django_db


def test_deliveries_and_their_attempts_go_after_thirty_days() -> None:
    now = timezone.now()
    kept = DeliveryFactory(created_at=now - timedelta(days=29))
    AttemptFactory(delivery=DeliveryFactory(created_at=now - timedelta(days=30, seconds=1)))
    assert forget_deliveries() == 1
    assert list(Delivery.objects.all()) == [kept]


def test_a_removed_endpoint_goes_after_a_day_with_all_that_was_for_it() -> None:
    now = timezone.now()
    just = EndpointFactory(removed_at=now - timedelta(hours=23))
    DeliveryFactory(endpoint=EndpointFactory(removed_at=now - timedelta(hours=25)), created_at=now)
    there = EndpointFactory()
    forget_deliveries()
    assert set(Endpoint.objects.all()) == {just, there}
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("task", [send_webhooks, forget_deliveries], ids=lambda task: task.name)
def test_it_happens_by_itself(task: object) -> None:
    assert getattr(task, "name") in {each["task"] for each in app.conf.beat_schedule.values()}  # noqa: B009


@pytest.mark.django_db(transaction=True)
def test_a_round_with_nothing_to_do_ends_at_once() -> None:
    assert send_webhooks() == 0
