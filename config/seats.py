"""Where a person sits: their boards, with the cycles and the unread notices of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from bets.board.places import first_look
from bets.models import Cycle
from eteam.models import Room
from org.models import Board, Membership, Notice, Person

_OF_A_CYCLE = ("id", "name", "state", "visibility")


@dataclass(frozen=True, slots=True)
class Seat:
    """A current membership, with its board. The cycles, in the order of `first_look`, know name, state, visibility.

    `has_room`: whether somebody has said when the board's room meets.
    """

    member: Membership
    cycles: tuple[Cycle, ...]
    unread: int
    has_room: bool = True

    def cycle(self, pk: int | None = None) -> Cycle | None:
        """The cycle `pk`, if the board has it, or else the one that most needs looking at."""
        return next((cycle for cycle in self.cycles if cycle.pk == pk), next(iter(self.cycles), None))

    @property
    def plan(self) -> Cycle | None:
        """The cycle that runs, or else the newest that is over: whose order the whole company reads."""
        return next((cycle for cycle in self.cycles if cycle.is_published), None)


def seats(person: Person) -> tuple[Seat, ...]:
    """All current places of the person, by the board's name. One statement."""
    current = Membership.objects.current().filter(person=person).select_related("board")
    found: Iterable[Any] = current.annotate(
        of_board=_cycles(), unread=_unread(), has_room=Exists(Room.objects.filter(board=OuterRef("board")))
    ).order_by("board__name", "pk")
    return tuple(
        Seat(_of(member, person), _cycles_of(member.of_board, member.board), member.unread, member.has_room)
        for member in found
    )


def choose(found: Sequence[Seat], slug: str = "") -> Seat | None:
    """The seat at the board `slug`; without one, the only seat that there is."""
    if slug:
        return next((seat for seat in found if seat.member.board.slug == slug), None)
    return found[0] if len(found) == 1 else None


def _cycles() -> ArraySubquery:
    of_board = Cycle.objects.filter(board=OuterRef("board")).newest_first()
    return ArraySubquery(of_board.values(each=JSONObject(**{name: name for name in _OF_A_CYCLE})))


def _unread() -> Coalesce:
    of_member = Notice.objects.unread().filter(member=OuterRef("pk")).order_by().values("member")
    return Coalesce(Subquery(of_member.annotate(count=Count("pk")).values("count")), 0)


def _of(member: Membership, person: Person) -> Membership:
    member.person = person  # spares the query for whom we already hold
    return member


def _cycles_of(rows: Iterable[dict[str, Any]], board: Board) -> tuple[Cycle, ...]:
    return first_look([Cycle(**row, board=board) for row in rows])
