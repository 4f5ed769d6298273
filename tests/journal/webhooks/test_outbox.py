"""What is to be sent is written with the event, by the same statement, and is as true as the event."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from journal.models import Delivery, Endpoint
from tests.elsewhere import begin_elsewhere, elsewhere
from tests.factories import NOW, EndpointFactory
from tests.journal.webhooks.conftest import Polished, polish

pytestmark = pytest.mark.django_db


def waiting() -> list[tuple[int, int, str]]:
    return list(Delivery.objects.order_by("endpoint", "number").values_list("endpoint", "number", "kind"))


def test_every_endpoint_that_asked_for_the_kind_is_told() -> None:
    first, second = EndpointFactory(kinds=[Polished.kind]), EndpointFactory(kinds=["x", Polished.kind])
    EndpointFactory(kinds=["bets.plan.locked"])
    EndpointFactory(kinds=[])
    number = polish()
    assert waiting() == [(first.pk, number, Polished.kind), (second.pk, number, Polished.kind)]


def test_no_other_board_is_told() -> None:
    here, there = EndpointFactory(kinds=[Polished.kind]), EndpointFactory(kinds=[Polished.kind], board_id=2)
    polish(board=2)
    polish(board=1)
    assert [row[:2] for row in waiting()] == [(here.pk, 1), (there.pk, 1)]


def test_a_paused_endpoint_is_told_later_and_a_removed_one_never() -> None:
    paused = EndpointFactory(kinds=[Polished.kind], paused_at=NOW)
    EndpointFactory(kinds=[Polished.kind], removed_at=NOW)
    polish()
    assert [row[0] for row in waiting()] == [paused.pk]


@pytest.mark.parametrize("endpoints", [0, 1, 5])
def test_it_costs_no_statement_more(endpoints: int) -> None:
    EndpointFactory.create_batch(endpoints, kinds=[Polished.kind])
    with CaptureQueriesContext(
        connection,
    ) as seen:
        polish()
    assert len(seen) == 1
    assert Delivery.objects.count() == endpoints


def test_what_is_rolled_back_is_sent_to_nobody() -> None:
    EndpointFactory(kinds=[Polished.kind])
    with transaction.atomic():
        polish()
        transaction.set_rollback(True)
    assert waiting() == []


@pytest.mark.django_db(transaction=True)
def test_an_endpoint_that_is_removed_meanwhile_fails_nobodys_act() -> None:
    """Removing is a mark: the row that an act in flight refers to is still there when it commits."""
    endpoint = EndpointFactory(kinds=[Polished.kind])
    with transaction.atomic():
        polish()
        elsewhere(lambda: Endpoint.objects.filter(pk=endpoint.pk).update(removed_at=NOW))
    assert len(waiting()) == 1


@pytest.mark.django_db(transaction=True)
def test_no_act_waits_for_a_sender_that_holds_the_endpoint() -> None:
    endpoint = EndpointFactory(kinds=[Polished.kind])
    with transaction.atomic():
        Endpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
        begin_elsewhere(polish).result(timeout=1)
    assert len(waiting()) == 1


@pytest.mark.django_db(transaction=True)
def test_the_stronger_lock_would_make_it_wait() -> None:
    """The control: FOR UPDATE instead of FOR NO KEY UPDATE, and the act waits until the sender lets go."""
    endpoint = EndpointFactory(kinds=[Polished.kind])
    with transaction.atomic():
        Endpoint.objects.select_for_update().get(pk=endpoint.pk)
        act = begin_elsewhere(polish)
        with pytest.raises(TimeoutError):
            act.result(timeout=0.5)
    act.result(timeout=10)
