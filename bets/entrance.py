"""What every door asks first: the cycle, its board, the asker's place on it, and the number of the newest event.

One statement, put together once from the models' columns. As a queryset it was built anew for every request, and
building it took several times as long as running it.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models

from bets.models import Cycle
from journal.models import Counter
from org.access import place_of_integration
from org.models import Board, Membership, Person
from org.reach import Reach

M = TypeVar("M", bound=models.Model)


def _columns(model: type[models.Model], alias: str) -> str:
    return ", ".join(f"{alias}.{field.column}" for field in model._meta.concrete_fields)


_SQL = f"""
SELECT {_columns(Cycle, "cycle")}, {_columns(Board, "board")}, {_columns(Membership, "seat")}, counter.number
FROM bets_cycle AS cycle
JOIN org_board AS board ON board.id = cycle.board_id
JOIN org_membership AS seat ON seat.board_id = cycle.board_id AND seat.person_id = %s AND seat.ended_at IS NULL
LEFT JOIN journal_counter AS counter ON counter.board_id = cycle.board_id
WHERE cycle.id = %s
"""


def enter(person: Person, pk: int) -> tuple[Cycle, Membership] | None:
    """The cycle, with `board` and `event_number`, and the person's current place there; None for a stranger."""
    if person.reach is not None and person.reach.is_integration:
        return _enter_without_a_seat(person, person.reach, pk)
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [person.pk, pk])
        row = cursor.fetchone()
    if row is None:
        return None
    values = iter(row)
    cycle, board, seat = _take(Cycle, values), _take(Board, values), _take(Membership, values)
    cycle.event_number = next(values) or 0
    cycle.board = seat.board = board
    seat.person = person
    seat.reach = person.reach
    return (cycle, seat) if seat.reach is None or seat.reach.board == board else None


def _enter_without_a_seat(person: Person, reach: Reach, pk: int) -> tuple[Cycle, Membership] | None:
    """As `enter`, for an integration. Two statements: the number first, so that it is not newer than the cycle."""
    counter = Counter.objects.filter(board_id=reach.board.pk).first()
    cycle = Cycle.objects.filter(board=reach.board, pk=pk).first()
    if cycle is None:
        return None
    cycle.board, cycle.event_number = reach.board, counter.number if counter else 0
    return cycle, place_of_integration(person, reach)


def _take(model: type[M], values: Iterator[Any]) -> M:
    """A row of `model` from the next of `values`."""
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(DEFAULT_DB_ALIAS, names, list(islice(values, len(names))))
