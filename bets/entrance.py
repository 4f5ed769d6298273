"""What every door asks first, in one statement: cycle, board, the asker's place there, the newest event's number."""

from django.db import connection

from bets.models import Cycle
from journal.models import Counter
from org.access import place_of_integration
from org.joined import columns, take
from org.models import Board, Membership, Person
from org.reach import Reach

_SQL = f"""
SELECT {columns(Cycle, "cycle")}, {columns(Board, "board")}, {columns(Membership, "seat")}, counter.number
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
    cycle, board, seat = take(Cycle, values), take(Board, values), take(Membership, values)
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
