"""Who may follow the order of a cycle as it changes: asked when a stream opens, and of all open ones ever again."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from bets.access import circumstances, cycle_for
from bets.models import Cycle
from bets.permissions import RULES
from journal.live.keeper import Judgement
from org.models import Board, Membership, Person

_KIND = "cycle:"
_RIGHT = "rank.read"

# A row for each seat and cycle that still belong together: what is missing has lost its session, person or place.
_SQL = """
SELECT asked.seat, cycle.board_id, counter.number, person.id, person.password,
    (SELECT count(ended_at) FROM org_membership WHERE person_id = person.id),
    cycle.state, cycle.visibility, board.zone, place.roles, place.acting_for_id, place.acting_from, place.acting_until
FROM unnest(%s::int[], %s::bigint[], %s::text[], %s::bigint[]) AS asked (seat, person, session, cycle)
JOIN django_session AS session ON session.session_key = asked.session AND session.expire_date > now()
JOIN org_person AS person ON person.id = asked.person AND person.is_active
JOIN bets_cycle AS cycle ON cycle.id = asked.cycle
JOIN org_board AS board ON board.id = cycle.board_id
JOIN org_membership AS place
    ON place.person_id = person.id AND place.board_id = cycle.board_id AND place.ended_at IS NULL
LEFT JOIN journal_counter AS counter ON counter.board_id = cycle.board_id
"""


class NotToBeFollowed(ValueError):
    """What is asked for is no topic, or they are of several boards."""


@dataclass(frozen=True, slots=True)
class Seat:
    """By what somebody watches: their session, as it was made, and the cycles that they see."""

    person: int
    session: str
    made_with: str
    cycles: tuple[int, ...]


def seat_for(person: Person, session: str, topics: Iterable[str]) -> tuple[int, Seat]:
    """The board of the topics, and the seat. Raises NotToBeFollowed, Http404, PermissionDenied."""
    numbers = tuple(_number(topic) for topic in topics)
    boards = {cycle_for(person, number, to=_RIGHT)[0].board_id for number in numbers}
    if len(boards) != 1:
        raise NotToBeFollowed("One stream follows one board.")
    return boards.pop(), Seat(person.pk, session, person.get_session_auth_hash(), numbers)


class Keeper:
    """Answers the live part of the journal: see `journal.live.keeper`."""

    def judge(self, seats: Collection[Hashable]) -> Judgement:
        ours = [seat for seat in seats if isinstance(seat, Seat)]
        rows = _rows(ours)
        now = timezone.now()
        allowed: dict[int, int] = {}
        for row in rows:
            if _may_go_on(ours[row[0]], row[3:], now):
                allowed[row[0]] = allowed.get(row[0], 0) + 1
        staying = {seat for number, seat in enumerate(ours) if allowed.get(number) == len(seat.cycles)}
        return Judgement(staying, {board: number or 0 for _, board, number, *_ in rows})

    def is_about_rights(self, topic: str) -> bool:
        """What happens to people stands under their board's own topic; a cycle's phase under the cycle's."""
        return topic.startswith("board:")


def _number(topic: str) -> int:
    kind, number = topic[: len(_KIND)], topic[len(_KIND) :]
    is_number = number.isascii() and number.isdecimal() and len(number) < 20
    if kind != _KIND or not is_number or not 0 < int(number) < 2**63:
        raise NotToBeFollowed(f"{topic} is no topic.")
    return int(number)


def _rows(seats: Sequence[Seat]) -> list[tuple[Any, ...]]:
    """See `_SQL`. One statement."""
    asked = [(n, seat.person, seat.session, cycle) for n, seat in enumerate(seats) for cycle in seat.cycles]
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [list(column) for column in zip(*asked, strict=True)] or [[], [], [], []])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _may_go_on(seat: Seat, row: Sequence[Any], now: datetime) -> bool:
    """Whether the session still counts (decision 0010), and the roles of today let them read the order."""
    pk, password, endings, state, visibility, zone, roles, acting_for, acting_from, acting_until = row
    person = Person(pk=pk, password=password)
    person.endings = endings
    member = Membership(
        board=Board(zone=zone), roles=roles,
        acting_for_id=acting_for, acting_from=acting_from, acting_until=acting_until,
    )  # fmt: skip
    cycle = Cycle(state=state, visibility=visibility)
    if person.get_session_auth_hash() != seat.made_with:
        return False
    return circumstances(cycle).allow(RULES[_RIGHT].verdicts(member.duties(now)))
