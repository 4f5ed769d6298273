"""What a blocker would be due, and which point of decision it could wait for, before it is raised."""

from dataclasses import dataclass
from datetime import datetime

from eteam.actions.raising import start_clock
from eteam.actions.rerouting import point, route_if_raised
from eteam.foretelling import Foretold, foretell
from eteam.models import Blocker, Room, Session
from eteam.routing import next_point
from org.models import Team


@dataclass(frozen=True, slots=True)
class Preview:
    """`zone`: of the calendar that counts. `sentence` is whole by itself."""

    due_at: datetime
    zone: str
    route: str
    next_at: datetime | None
    sentence: str


def preview(
    *, room: Room, blocked_team: Team, blocking: str, blocking_team: Team | None, now: datetime,
    raised_at: datetime | None = None,
) -> Preview:  # fmt: skip
    """Of a blocker raised now, or flagged at `raised_at`. Saves nothing. Seven statements.

    Raises Invalid where the team's calendar never reaches the target.
    """
    draft = Blocker(
        board=room.board, blocked_team=blocked_team, blocking=blocking, blocking_team=blocking_team,
        raised_at=raised_at or now,
    )  # fmt: skip
    start_clock(room, draft)
    route = route_if_raised(room, draft.due_at, now)
    following = _next(room, now)
    said = foretell(
        Foretold(
            due_at=draft.due_at,
            zone=draft.zone,
            route=route,
            team=blocked_team.name,
            other=blocking_team.name if blocking_team else "",
            next_at=following.starts_at if following else None,
            next_zone=following.zone if following else room.zone,
            is_running=following is not None and following.is_running,
        )
    )
    return Preview(draft.due_at, draft.zone, route, following.starts_at if following else None, said)


def _next(room: Room, now: datetime) -> Session | None:
    sessions = list(Session.objects.standing().filter(board=room.board_id).by_start())
    chosen = next_point([point(session) for session in sessions], now)
    if chosen is None:
        return None
    return next(each for each in sessions if each.ends_at == chosen.ends_at and each.is_running == chosen.is_running)
