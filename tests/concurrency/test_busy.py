"""Nobody waits for a lock longer than two seconds: the answer is 503 `busy`, and the same request may be repeated."""

import json
import time

import pytest
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from bets.actions.ranking import Moved, move
from bets.models import Cycle
from bets.ordering import After
from config.refused import as_refusal, middleware
from journal.models import Event
from journal.once import Key
from tests.cast import Cast, make_cast
from tests.elsewhere import elsewhere
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)

KEY = Key.of("person:1", "k-1", "D to the top")


@pytest.fixture
def north(transactional_db: None) -> Cast:
    return make_cast()


def to_the_top(cast: Cast) -> Moved:
    return move(cycle=cast.cycle, bet=cast.d.pk, target=After(None), by=cast.ines, now=NOW, key=KEY)


def test_a_move_that_waits_too_long_is_answered_busy_and_can_be_repeated(north: Cast) -> None:
    begun = time.monotonic()
    with transaction.atomic():
        Cycle.objects.locked(north.cycle.pk)
        with pytest.raises(OperationalError) as error:
            elsewhere(lambda: to_the_top(north))
    assert 1.9 < time.monotonic() - begun < 4
    refusal = as_refusal(error.value)
    assert refusal is not None
    assert (refusal.status, refusal.code) == (503, "busy")
    assert not Event.objects.exists()
    assert to_the_top(north).revision == 1  # the key was not used up


def test_it_is_answered_with_the_seconds_to_wait(north: Cast) -> None:
    with transaction.atomic():
        Cycle.objects.locked(north.cycle.pk)
        with pytest.raises(OperationalError) as error:
            elsewhere(lambda: to_the_top(north))
    request = RequestFactory().post("/", headers={"Accept": "application/json"})
    response = middleware(lambda request: HttpResponse()).process_exception(request, error.value)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "1")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["code"] == "busy"


def test_other_errors_of_the_database_are_no_excuse(north: Cast) -> None:
    assert as_refusal(OperationalError("the disk is full")) is None
