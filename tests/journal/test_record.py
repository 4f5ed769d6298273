"""Events are numbered 1, 2, 3 ... per board, told after the commit, and never changed."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import DatabaseError, connection, transaction

from journal import live
from journal.kinds import Payload
from journal.models import Counter, Event
from journal.record import Somebody, record
from tests.elsewhere import begin_elsewhere, elsewhere
from tests.factories import NOW

INES = Somebody("Ines", 7)
ALPHA = Somebody("Alpha", 12)


@dataclass(frozen=True, kw_only=True)
class Polished(Payload):
    kind: ClassVar[str] = "tests.thing.polished"
    shine: int
    reason: str | None = None


def polish(board: int = 1, *, revision: int | None = None) -> int:
    return record(
        Polished(shine=3), board_id=board, topic="thing:12", by=INES, subject=ALPHA, now=NOW, revision=revision
    )


def topic_of(number: int) -> str:
    return Event.objects.get(number=number).topic


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """What went out to the watchers."""
    messages: list[tuple[str, int]] = []
    monkeypatch.setattr(live, "publish", lambda board, topic, number: messages.append((topic, number)))
    return messages


def test_an_event_says_who_did_what_to_which(db: None) -> None:
    polish(revision=4)
    event = Event.objects.get()
    assert (event.board_id, event.number, event.kind) == (1, 1, "tests.thing.polished")
    assert (event.topic, event.revision, event.at) == ("thing:12", 4, NOW)
    assert (event.actor_id, event.actor_name) == (7, "Ines")
    assert (event.subject_id, event.subject_name) == (12, "Alpha")
    assert event.data == {"shine": 3}  # what is None is left out


def test_each_board_counts_for_itself(db: None) -> None:
    assert [polish(1), polish(1), polish(2), polish(1)] == [1, 2, 1, 3]


def test_a_transaction_that_fails_leaves_no_gap(db: None) -> None:
    polish()
    with transaction.atomic():
        assert polish() == 2
        transaction.set_rollback(True)
    assert polish() == 2
    assert Counter.objects.get().number == 2


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gaps_among_many_writers() -> None:
    """Every third one thinks better of it."""

    def polish_often(writer: int) -> None:
        for turn in range(20):
            with transaction.atomic():
                polish()
                transaction.set_rollback((writer + turn) % 3 == 0)

    for each in [begin_elsewhere(lambda writer=writer: polish_often(writer)) for writer in range(6)]:
        each.result(timeout=30)
    numbers = list(Event.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 81))
    assert Counter.objects.get().number == 80


@pytest.mark.django_db(transaction=True)
def test_the_watchers_are_told_after_the_commit(told: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        polish()
        assert told == []
    assert told == [("thing:12", 1)]


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_told_to_nobody(told: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        polish()
        transaction.set_rollback(True)
    assert told == []


@pytest.mark.django_db(transaction=True)
def test_what_was_told_can_be_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever hears the number finds the event, over another connection."""
    found: list[str] = []
    monkeypatch.setattr(live, "publish", lambda board, topic, number: found.append(elsewhere(lambda: topic_of(number))))
    polish()
    assert found == ["thing:12"]


@pytest.mark.parametrize("statement", ["UPDATE journal_event SET actor_name = 'Otto'", "DELETE FROM journal_event"])
def test_an_event_is_neither_changed_nor_deleted(db: None, statement: str) -> None:
    polish()
    with pytest.raises(DatabaseError, match="never changed or deleted"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_actor_may_be_nobody_with_a_row(db: None) -> None:
    record(Polished(shine=1), board_id=1, topic="thing:12", by=Somebody("first set-up"), subject=ALPHA, now=NOW)
    assert (Event.objects.get().actor_id, Event.objects.get().actor_name) == (None, "first set-up")
