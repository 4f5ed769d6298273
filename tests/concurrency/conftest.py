"""The order with one of its guards taken away: what shows that the tests would notice."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.models import BaseConstraint

from bets.models import Cycle, Rank
from bets.models.cycle import CycleQuerySet
from journal.models import Event

_KEYS = ((Rank, "one_bet_per_rank"), (Event, "one_event_per_revision"))


@pytest.fixture
def without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts read the cycle without holding it."""

    def only_read(cycles: CycleQuerySet, pk: int) -> Cycle:
        return cycles.select_related("board").get(pk=pk)

    monkeypatch.setattr(CycleQuerySet, "locked", only_read)


@pytest.fixture
def with_a_plain_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts hold the cycle FOR UPDATE, as if they were to change its key."""

    def plainly(cycles: CycleQuerySet, pk: int) -> Cycle:
        return cycles.select_for_update(of=("self",)).select_related("board").get(pk=pk)

    monkeypatch.setattr(CycleQuerySet, "locked", plainly)


@pytest.fixture
def without_the_guards(transactional_db: None) -> Iterator[None]:
    """The tables of order and log without the keys and triggers that refuse ties, gaps and doubles."""
    with connection.schema_editor() as editor:
        for model, name in _KEYS:
            editor.remove_constraint(model, _constraint(model, name))
        editor.execute("ALTER TABLE bets_rank DISABLE TRIGGER USER")
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE bets_rank, journal_event")
    with connection.schema_editor() as editor:
        for model, name in _KEYS:
            editor.add_constraint(model, _constraint(model, name))
        editor.execute("ALTER TABLE bets_rank ENABLE TRIGGER USER")


def _constraint(model: type[Rank] | type[Event], name: str) -> BaseConstraint:
    return next(each for each in model._meta.constraints if each.name == name)
