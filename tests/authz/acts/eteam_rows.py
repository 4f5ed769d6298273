"""What the attempts in the weekly room need. The blocked team is data; `owner` is made its VP."""

from typing import Any

from eteam.models import Blocker, Flag, Room
from org.models import Membership
from tests.authz.acts.base import head
from tests.cast import Cast
from tests.eteam.rows import BlockerFactory, FlagFactory, RoomFactory
from tests.factories import NOW


def room(cast: Cast) -> Room:
    """Where a clock may be stopped."""
    found: Room = RoomFactory(board=cast.board, pauses=True)
    return found


def flagged(cast: Cast, owner: Membership) -> Flag:
    """By somebody who has no part in what is tried."""
    room(cast)
    head(cast, owner)
    found: Flag = FlagFactory(team=cast.data, flagged_by=cast.emil)
    return found


def blocked(cast: Cast, owner: Membership, **fields: Any) -> Blocker:
    """Raised by somebody who has no part in what is tried."""
    room(cast)
    head(cast, owner)
    found: Blocker = BlockerFactory(blocked_team=cast.data, raised_by=cast.emil, **fields)
    return found


def unblocked(cast: Cast, owner: Membership, **fields: Any) -> Blocker:
    """As the other side says."""
    said = {"unblocked_at": NOW, "unblocked_entered_at": NOW, "unblocked_by": cast.otto}
    return blocked(cast, owner, **said, **fields)
