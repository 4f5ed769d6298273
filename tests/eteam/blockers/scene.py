"""The known cast with its weekly room: Data, led by Vera, with Willy on it, waits for Cloud, led by Victor.

Box 10 minutes, the next session on Tuesday 1 December 2026 from 13:00 to 16:00, all clocks in Stockholm.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from eteam.actions.flagging import flag
from eteam.actions.raising import raise_blocker
from eteam.models import Blocker, Flag, Room, Session
from org.models import Membership, Team
from tests.cast import Cast, make_cast
from tests.eteam.rows import RoomFactory, SessionFactory, TeamMemberFactory
from tests.factories import TeamFactory


def at(text: str) -> datetime:
    """`2026-11-27 09:00` on the clocks of Stockholm."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Stockholm"))


FRIDAY = at("2026-11-27 09:00")
"""What is raised then is due on Tuesday at 13:00."""


@dataclass
class Scene:
    cast: Cast
    room: Room
    session: Session
    data: Team
    cloud: Team

    def raised(self, now: datetime = FRIDAY, *, by: Membership | None = None, **changes: Any) -> Blocker:
        asked: dict[str, Any] = {
            "title": "No signing key", "text": "", "blocked_team": self.data, "blocking": "team",
            "blocking_team": self.cloud, "bet": None,
        }  # fmt: skip
        return raise_blocker(room=self.room, by=by or self.cast.vera, now=now, **(asked | changes))

    def flagged(self, now: datetime = FRIDAY, *, by: Membership | None = None, **changes: Any) -> Flag:
        asked: dict[str, Any] = {
            "title": "No signing key", "text": "", "team": self.data, "blocking": "unknown", "blocking_team": None,
            "bet": None,
        }  # fmt: skip
        said = flag(room=self.room, by=by or self.cast.willy, now=now, **(asked | changes))
        assert isinstance(said, Flag)
        return said


def make_scene() -> Scene:
    cast = make_cast()
    cloud = TeamFactory(board=cast.board, slug="cloud", name="Cloud", vp=cast.victor)
    TeamMemberFactory(team=cast.data, member=cast.willy)
    room = RoomFactory(board=cast.board)
    return Scene(cast, room, SessionFactory(board=cast.board), cast.data, cloud)
