"""Who is to be told, as memberships of today."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from eteam.reminders.kinds import ROOM
from org.models import Board, Membership, Role


def in_rooms(boards: Iterable[int], now: datetime) -> Mapping[int, Sequence[Membership]]:
    """Leaders, VPs, those who stand in for one today, and stewards, by board. One statement."""
    may_be = Q(roles__overlap=sorted(ROOM)) | Q(acting_for__isnull=False)
    members = Membership.objects.current().filter(may_be, board__in=set(boards)).select_related("board", "person")
    found: dict[int, list[Membership]] = defaultdict(list)
    for member in members.order_by("pk"):
        if sits_in_room(member, now):
            found[member.board_id].append(member)
    return found


def sits_in_room(member: Membership, now: datetime) -> bool:
    """Whether the member is one of the room today."""
    return not ROOM.isdisjoint(member.duties(now))


def vps(board: int, now: datetime) -> list[Membership]:
    """The VPs of a board, and those who stand in for one today. One statement."""
    return [member for member in in_rooms([board], now)[board] if Role.VP in member.duties(now)]


def zone_of(member: Membership | None, board: Board) -> str:
    """The clocks by which somebody is told the time: their own, else the board's."""
    return (member.person.zone if member else "") or board.zone
