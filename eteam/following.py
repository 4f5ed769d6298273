"""Who may follow the weekly room of a board as it changes, beside the order of its cycles: see `bets.following`."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from bets import following as bets
from bets.following import Judge, NotToBeFollowed, Seat
from eteam.permissions import RULES
from org.models import Membership, Person
from org.permissions import Circumstances

__all__ = ["Keeper", "NotToBeFollowed", "seat_for"]


def may_follow(member: Membership, now: datetime) -> bool:
    """As for the page: leaders, VPs and those who stand in for one, the steward; see `eteam.permissions`."""
    return Circumstances().allow(RULES["eteam.read_room"].verdicts(member.duties(now)))


_ROOM: Mapping[str, Judge] = {"room": may_follow}


def seat_for(person: Person, session: str, topics: Iterable[str]) -> tuple[int, Seat]:
    """The board of the topics, and the seat. Raises NotToBeFollowed, Http404, PermissionDenied."""
    return bets.seat_for(person, session, topics, _ROOM)


class Keeper(bets.Keeper):
    """Judges those who follow a cycle, a room, or both, in one statement."""

    def __init__(self) -> None:
        super().__init__(_ROOM)
