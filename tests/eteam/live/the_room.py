"""A room with a session on Tuesday 1 December 2026, 13:00 to 16:00 in Stockholm, and what blocks whom."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from eteam.actions.outcomes import Where, record_outcome
from eteam.actions.sessions import open_session
from eteam.models import Blocker, Matter, Outcome, Room, Session
from eteam.verdicts import Carried, Decided, Unblocked, Verdict
from org.models import Membership, Team
from tests.cast import Cast
from tests.eteam.rows import BlockerFactory, MatterFactory, RoomFactory, SessionFactory
from tests.factories import TeamFactory

STARTS = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
RAISED = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """Of the session: minutes after its start."""
    return STARTS + timedelta(minutes=minutes)


@dataclass
class TheRoom:
    """Vera's Data is blocked by Victor's Cloud, and the reverse; `room` meets on Tuesdays."""

    cast: Cast
    room: Room
    session: Session
    following: Session
    cloud: Team

    def blocker(self, title: str, due: datetime, **rest: Any) -> Blocker:
        """Of Data, by Cloud, raised by Vera; the route is that of its due time."""
        fields: dict[str, Any] = {
            "blocked_team": self.cast.data, "blocking": "team", "blocking_team": self.cloud, "owner": self.cast.victor,
            "raised_by": self.cast.vera, "raised_at": RAISED, "due_at": due,
            "route": "now" if due < at(10) else "first" if due < at(180) else "room",
        }  # fmt: skip
        made: Blocker = BlockerFactory(title=title, **fields | rest)
        return made

    def matter(self, title: str = "One price list", **rest: Any) -> Matter:
        made: Matter = MatterFactory(board=self.cast.board, title=title, raised_at=RAISED, **rest)
        return made

    def opened(self, now: datetime = STARTS, by: Membership | None = None) -> Session:
        self.session = open_session(session=self.session, by=by or self.cast.ines, now=now)
        return self.session

    def decided(self, **rest: Any) -> Decided:
        cast = self.cast
        fields = {"text": "Cloud issues a key of its own.", "decider": cast.ines, "owner": cast.victor}
        return Decided(**{**fields, "by_when": at(1440), **rest})

    def carried(self, **rest: Any) -> Carried:
        fields = {"owner": self.cast.victor, "next_step": "Ask the authority for the form.", "reason": "It is closed."}
        return Carried(**{**fields, **rest})

    def unblocked(self, since: datetime) -> Unblocked:
        return Unblocked("The key is there.", since)

    def end(
        self, of: Blocker | Matter, verdict: Verdict, by: Membership | None = None, now: datetime | None = None,
        outside: bool = False,
    ) -> Outcome:  # fmt: skip
        where = Where(present=[self.cast.ines, self.cast.victor]) if outside else Where(session=self.session)
        return record_outcome(of=of, verdict=verdict, where=where, by=by or self.cast.ines, now=now or at(5))


def make_room(cast: Cast) -> TheRoom:
    room = RoomFactory(board=cast.board)
    session = SessionFactory(board=cast.board, starts_at=STARTS)
    following = SessionFactory(board=cast.board, starts_at=STARTS + timedelta(days=7))
    cloud = TeamFactory(board=cast.board, slug="cloud", name="Cloud", vp=cast.victor)
    return TheRoom(cast, room, session, following, cloud)
