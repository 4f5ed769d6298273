"""What a blocker would be due, and which point of decision it could wait for, before it is raised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from eteam.actions.raising import start_clock
from eteam.actions.rerouting import Standing, point, standing
from eteam.foretelling import Foretold, foretell
from eteam.models import Blocker, Room, Session
from eteam.routing import next_point
from org.calendars import newest_of_all
from org.models import Calendar, Team


@dataclass(frozen=True, slots=True)
class Preview:
    """`zone`: of the calendar that counts. `sentence` is whole by itself."""

    due_at: datetime
    zone: str
    route: str
    next_at: datetime | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """All that a blocker which is not raised yet is judged by. `calendars`: by team; None is the board's."""

    room: Room
    calendars: Mapping[int | None, Calendar]
    standing: Standing
    following: Session | None

    def of(self, *, blocked_team: Team, blocking: str, blocking_team: Team | None, raised_at: datetime) -> Preview:
        """Of one that is raised, or was flagged, at `raised_at`. No statement, and nothing is saved.

        Raises Invalid where the team's calendar never reaches the target.
        """
        draft = Blocker(
            board=self.room.board, blocked_team=blocked_team, blocking=blocking, blocking_team=blocking_team,
            raised_at=raised_at,
        )  # fmt: skip
        start_clock(self.room, draft, self.calendars.get(blocked_team.pk) or self.calendars.get(None))
        route, following = self.standing.route_if_raised(draft.due_at), self.following
        said = foretell(
            Foretold(
                due_at=draft.due_at,
                zone=draft.zone,
                route=route,
                team=blocked_team.name,
                other=blocking_team.name if blocking_team else "",
                next_at=following.starts_at if following else None,
                next_zone=following.zone if following else self.room.zone,
                is_running=following is not None and following.is_running,
            )
        )
        return Preview(draft.due_at, draft.zone, route, following.starts_at if following else None, said)


def outlook(room: Room, now: datetime) -> Outlook:
    """Five statements at most, for any number of blockers."""
    found = standing(room, now)
    return Outlook(room, newest_of_all(room.board_id), found, _next(found))


def preview(
    *, room: Room, blocked_team: Team, blocking: str, blocking_team: Team | None, now: datetime,
    raised_at: datetime | None = None,
) -> Preview:  # fmt: skip
    """Of a blocker raised now, or flagged at `raised_at`: see `Outlook.of`. Five statements at most."""
    return outlook(room, now).of(
        blocked_team=blocked_team, blocking=blocking, blocking_team=blocking_team, raised_at=raised_at or now
    )


def _next(found: Standing) -> Session | None:
    chosen = next_point([point(session) for session in found.sessions], found.now)
    if chosen is None:
        return None
    return next(
        each for each in found.sessions if each.ends_at == chosen.ends_at and each.is_running == chosen.is_running
    )
