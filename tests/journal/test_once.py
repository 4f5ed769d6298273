"""One key, one deed, one answer."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from django.db import transaction

from journal.models import Answer
from journal.once import InFlight, Key, KeyReused, once, recall, remember
from journal.refusals import Invalid
from tests.elsewhere import begin_elsewhere, elsewhere
from tests.factories import NOW

KEY = Key.of("person:1", "k-1", {"bet": 12, "after": 7})


@dataclass(frozen=True)
class Counted:
    total: int


class Till:
    """Counts how often the deed was done."""

    def __init__(self) -> None:
        self.total = 0

    @once(Counted)
    def add(self, *, now: datetime, amount: int = 1, key: Key | None = None) -> Counted:
        if amount < 0:
            raise Invalid("Less than nothing.")
        self.total += amount
        return Counted(self.total)


@pytest.fixture
def till(db: None) -> Till:
    return Till()


def test_without_a_key_each_request_is_carried_out(till: Till) -> None:
    assert [till.add(now=NOW), till.add(now=NOW)] == [Counted(1), Counted(2)]


def test_a_repetition_gets_the_first_answer(till: Till) -> None:
    assert [till.add(now=NOW, key=KEY), till.add(now=NOW, key=KEY)] == [Counted(1), Counted(1)]
    assert till.total == 1


def test_another_key_is_another_request(till: Till) -> None:
    till.add(now=NOW, key=KEY)
    assert till.add(now=NOW, key=Key.of("person:1", "k-2", {"bet": 12, "after": 7})) == Counted(2)


def test_the_same_key_of_another_actor_is_another_request(till: Till) -> None:
    till.add(now=NOW, key=KEY)
    assert till.add(now=NOW, key=Key.of("person:2", "k-1", {"bet": 12, "after": 7})) == Counted(2)


def test_the_same_key_with_another_body_is_refused(till: Till) -> None:
    till.add(now=NOW, key=KEY)
    with pytest.raises(KeyReused) as refusal:
        till.add(now=NOW, key=Key.of("person:1", "k-1", {"bet": 12, "after": 8}))
    assert (refusal.value.status, refusal.value.code) == (422, "idempotency_key_reused")
    assert till.total == 1


def test_the_order_of_fields_does_not_make_another_body() -> None:
    assert Key.of("person:1", "k-1", {"after": 7, "bet": 12}) == KEY


def test_a_refused_attempt_keeps_no_answer(till: Till) -> None:
    with pytest.raises(Invalid):
        till.add(now=NOW, amount=-1, key=KEY)
    assert not Answer.objects.exists()
    assert till.add(now=NOW, key=KEY) == Counted(1)


@pytest.mark.django_db(transaction=True)
def test_a_request_in_flight_is_refused_at_once() -> None:
    with transaction.atomic():
        assert recall(KEY) is None
        with pytest.raises(InFlight) as refusal:
            elsewhere(lambda: Till().add(now=NOW, key=KEY))
    assert (refusal.value.status, refusal.value.code) == (409, "in_flight")


@pytest.mark.django_db(transaction=True)
def test_a_key_is_free_again_after_a_rollback() -> None:
    with transaction.atomic():
        recall(KEY)
        remember(KEY, {"total": 1}, NOW)
        transaction.set_rollback(True)
    assert elsewhere(lambda: Till().add(now=NOW, key=KEY)) == Counted(1)


@pytest.mark.django_db(transaction=True)
def test_an_answer_committed_between_look_and_lock_takes_the_second_deed_back() -> None:
    """The look has a snapshot that may be older than the lock; then the answer is found when it is to be kept."""
    till = Till()
    with transaction.atomic():
        elsewhere(lambda: till.add(now=NOW, key=KEY))
        with pytest.raises(InFlight):
            remember(KEY, {"total": 2}, NOW)
    assert Answer.objects.get().body == {"total": 1}


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_is_carried_out() -> None:
    """Each asks until it is answered."""
    till = Till()

    def insist() -> Counted:
        while True:
            try:
                return till.add(now=NOW, key=KEY)
            except InFlight:
                continue

    promised = [begin_elsewhere(insist) for _ in range(6)]
    assert {each.result(timeout=30) for each in promised} == {Counted(1)}
