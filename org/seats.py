"""Who somebody is on a board at this moment. One statement, put together once: every act begins with it."""

from django.db import connection

from org.joined import columns, take
from org.models import Board, Membership, Person

_SQL = f"""
SELECT {columns(Membership, "seat")}, {columns(Board, "board")}, {columns(Person, "person")}
FROM org_membership AS seat
JOIN org_board AS board ON board.id = seat.board_id
JOIN org_person AS person ON person.id = seat.person_id
WHERE seat.id = %s AND seat.ended_at IS NULL AND person.is_active
"""


def seat_now(pk: int) -> Membership | None:
    """The membership with its board and person, read anew; None if it has ended."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [pk])
        row = cursor.fetchone()
    if row is None:
        return None
    values = iter(row)
    seat = take(Membership, values)
    seat.board, seat.person = take(Board, values), take(Person, values)
    return seat
