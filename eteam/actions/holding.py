"""The beginning of every act on one blocker."""

from datetime import datetime

from eteam.access import anew, authorise, held, owns_blocker
from eteam.models import Blocker, Room
from org.access import today
from org.models import Membership


def held_blocker(blocker: Blocker, by: Membership, to: str, now: datetime) -> tuple[Room, Blocker]:
    """The room, locked, and the blocker as it stands now, if `by` may still do `to` with it.

    What it was when the door read it proves nothing: it may have been unblocked, or handed to another team's VP,
    while this act waited for the lock.
    """
    room = held(blocker.board_id, by, to, own=owns_blocker(blocker, by, to, now))
    standing = anew(blocker)
    authorise(today(by), to, own=owns_blocker(standing, by, to, now))
    return room, standing
