"""The boards that a person is on, and their cycles."""

from collections.abc import Sequence
from dataclasses import dataclass

from bets.models import Cycle
from org.models import Board, Membership, Person

_FIRST_LOOK = [Cycle.State.RANKING, Cycle.State.LOCKED, Cycle.State.PITCHING, Cycle.State.CLOSED]


@dataclass(frozen=True, slots=True)
class Place:
    board: Board
    roles: str
    cycles: tuple[Cycle, ...]


def places(person: Person) -> list[Place]:
    """By the board's name, cycles in the order of `first_look`. Two statements."""
    seats = Membership.objects.filter(person=person, ended_at=None).select_related("board").order_by("board__name")
    found = list(seats)
    cycles = Cycle.objects.filter(board__in=[seat.board_id for seat in found]).newest_first()
    by_board: dict[int, list[Cycle]] = {}
    for cycle in cycles:
        by_board.setdefault(cycle.board_id, []).append(cycle)
    return [Place(seat.board, seat.role_names, first_look(by_board.get(seat.board_id, []))) for seat in found]


def first_look(cycles: Sequence[Cycle]) -> tuple[Cycle, ...]:
    """Newest first within each state: what is being ranked, what runs, what is pitched for, what is over."""
    return tuple(sorted(cycles, key=lambda cycle: _FIRST_LOOK.index(Cycle.State(cycle.state))))
