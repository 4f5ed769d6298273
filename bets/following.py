"""Who may follow the order of a cycle as it changes: asked when a stream opens, and of all open ones ever again.

A package above may add topics of a board, as `room:3`, by its own word on who may follow them.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from bets.access import circumstances, cycle_for
from bets.models import Cycle
from bets.permissions import RULES
from journal.live.keeper import Judgement
from org.access import membership_of, security
from org.models import Board, Membership, Person

_CYCLE = "cycle"
_RIGHT = "rank.read"

Judge = Callable[[Membership, datetime], bool]
"""Whether the member, with their board, may follow a topic of that board at this moment."""

# A row for each seat and topic that still belong together: what is missing has lost its session, person or place.
_SQL = """
SELECT asked.seat, board.id, counter.number, asked.kind, person.id, person.password,
    (SELECT count(ended_at) FROM org_membership WHERE person_id = person.id),
    cycle.state, cycle.visibility, board.zone, place.roles, place.acting_for_id, place.acting_from, place.acting_until
FROM unnest(%s::int[], %s::bigint[], %s::text[], %s::text[], %s::bigint[]) AS asked (seat, person, session, kind, id)
JOIN django_session AS session ON session.session_key = asked.session AND session.expire_date > now()
JOIN org_person AS person ON person.id = asked.person AND person.is_active
LEFT JOIN bets_cycle AS cycle ON asked.kind = 'cycle' AND cycle.id = asked.id
JOIN org_board AS board ON board.id = CASE asked.kind WHEN 'cycle' THEN cycle.board_id ELSE asked.id END
JOIN org_membership AS place
    ON place.person_id = person.id AND place.board_id = board.id AND place.ended_at IS NULL
LEFT JOIN journal_counter AS counter ON counter.board_id = board.id
"""


class NotToBeFollowed(ValueError):
    """What is asked for is no topic, or they are of several boards."""


@dataclass(frozen=True, slots=True)
class Topic:
    """`cycle` and its number, or a kind of a board's topics and the number of the board."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Seat:
    """By what somebody watches: their session, as it was made, and the topics that they follow."""

    person: int
    session: str
    made_with: str
    topics: tuple[Topic, ...]


_NOTHING: Mapping[str, Judge] = {}


def seat_for(
    person: Person, session: str, topics: Iterable[str], also: Mapping[str, Judge] = _NOTHING
) -> tuple[int, Seat]:
    """The board of the topics, and the seat. `also`: by kind, who may follow such a topic of a board.

    Raises NotToBeFollowed, Http404, PermissionDenied.
    """
    asked = tuple(_topic(topic, also) for topic in topics)
    boards = {_board(person, topic, also) for topic in asked}
    if len(boards) != 1:
        raise NotToBeFollowed("One stream follows one board.")
    return boards.pop(), Seat(person.pk, session, person.get_session_auth_hash(), asked)


class Keeper:
    """Answers the live part of the journal: see `journal.live.keeper`. `also` as for `seat_for`."""

    def __init__(self, also: Mapping[str, Judge] = _NOTHING) -> None:
        self._also = also

    def judge(self, seats: Collection[Hashable]) -> Judgement:
        ours = [seat for seat in seats if isinstance(seat, Seat)]
        rows = _rows(ours)
        now = timezone.now()
        allowed: dict[int, int] = {}
        for row in rows:
            if _may_go_on(ours[row[0]], row[3:], self._also, now):
                allowed[row[0]] = allowed.get(row[0], 0) + 1
        staying = {seat for number, seat in enumerate(ours) if allowed.get(number) == len(seat.topics)}
        return Judgement(staying, {board: number or 0 for _, board, number, *_ in rows})

    def is_about_rights(self, topic: str) -> bool:
        """What happens to people stands under their board's own topic; a cycle's phase under the cycle's."""
        return topic.startswith("board:")


def _topic(spelled: str, also: Mapping[str, Judge]) -> Topic:
    kind, _, number = spelled.partition(":")
    is_number = number.isascii() and number.isdecimal() and len(number) < 20
    if kind not in (_CYCLE, *also) or not is_number or not 0 < int(number) < 2**63:
        raise NotToBeFollowed(f"{spelled} is no topic.")
    return Topic(kind, int(number))


def _board(person: Person, topic: Topic, also: Mapping[str, Judge]) -> int:
    """Whose topic it is. Raises Http404 and PermissionDenied."""
    if topic.kind == _CYCLE:
        return cycle_for(person, topic.id, to=_RIGHT)[0].board_id
    member = membership_of(person, board=topic.id)
    if not also[topic.kind](member, timezone.now()):
        security.info("refused to follow %s:%s to member %s", topic.kind, topic.id, member.pk)
        raise PermissionDenied("Your role on this board does not allow this.")
    return member.board_id


def _rows(seats: Sequence[Seat]) -> list[tuple[Any, ...]]:
    """See `_SQL`. One statement."""
    asked = [
        (n, seat.person, seat.session, topic.kind, topic.id) for n, seat in enumerate(seats) for topic in seat.topics
    ]
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [list(column) for column in zip(*asked, strict=True)] or [[], [], [], [], []])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _may_go_on(seat: Seat, row: Sequence[Any], also: Mapping[str, Judge], now: datetime) -> bool:
    """Whether the session still counts (decision 0010), and the roles of today let them follow the topic."""
    kind, pk, password, endings, state, visibility, zone, roles, acting_for, acting_from, acting_until = row
    person = Person(pk=pk, password=password)
    person.endings = endings
    if person.get_session_auth_hash() != seat.made_with:
        return False
    member = Membership(
        board=Board(zone=zone), roles=roles,
        acting_for_id=acting_for, acting_from=acting_from, acting_until=acting_until,
    )  # fmt: skip
    if kind != _CYCLE:
        return kind in also and also[kind](member, now)
    cycle = Cycle(state=state, visibility=visibility)
    return circumstances(cycle).allow(RULES[_RIGHT].verdicts(member.duties(now)))
