"""Open blockers that another version of a calendar would make due at another time, and their route then.

What is closed or breached is never judged again; and a clock that stands still is counted when it runs on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from eteam.access import may
from eteam.actions.rerouting import routes_if
from eteam.clocks import due_by, value
from eteam.models import Blocker, Room
from org.calendars import newest_of_all
from org.models import Calendar as Version
from org.models import Membership, Team
from org.working_time import Calendar

READ = "blocker.read"


@dataclass(frozen=True)
class Recount:
    """`route` is empty for one that is decided: it waits for no session. `version`: that it would be counted by."""

    blocker: Blocker
    version: Version | None
    after: datetime
    route: str
    is_overdue: bool

    @property
    def then(self) -> str:
        """`FIRST`, `decided`, `NOW, and overdue at once`"""
        word = self.route.upper() or "decided"
        return f"{word}, and overdue at once" if self.is_overdue else word

    @property
    def key(self) -> str:
        """What a tick says: which blocker, and the due time that it was ticked for."""
        return f"{self.blocker.pk} {self.after.isoformat()}"

    def name_for(self, reader: Membership) -> str:
        """Its title for those who may read it; the others are told which it is."""
        if may(reader, READ):
            return self.blocker.title
        return f"Blocker {self.blocker.pk} of {self.blocker.blocked_team.name}"


def by_newest_versions(room: Room, now: datetime) -> list[Recount]:
    """Those that are counted by an older version than the newest, and would be due at another time. By due time.

    Six statements.
    """
    newest = newest_of_all(room.board_id)

    def version_of(blocker: Blocker) -> tuple[Version | None, Calendar] | None:
        version = newest.get(blocker.blocked_team_id) or newest.get(None)
        if (version.pk if version else None) == blocker.calendar_id:
            return None
        return version, value(version, room.board.zone)

    return _moved(room, version_of, now)


def by_edit(room: Room, team: Team | None, calendar: Calendar, now: datetime) -> list[Recount]:
    """The same if `calendar` were the team's own, or with None the board's, for all teams without one."""
    own = set(newest_of_all(room.board_id)) if team is None else set()

    def edited(blocker: Blocker) -> tuple[Version | None, Calendar] | None:
        is_of_it = blocker.blocked_team_id == team.pk if team else blocker.blocked_team_id not in own
        return (None, calendar) if is_of_it else None

    return _moved(room, edited, now)


def _moved(
    room: Room, counted_by: Callable[[Blocker], tuple[Version | None, Calendar] | None], now: datetime
) -> list[Recount]:
    found: dict[int, tuple[Blocker, Version | None, datetime]] = {}
    for blocker in _still_judged(room, now):
        if (counted := counted_by(blocker)) is None:
            continue
        version, calendar = counted
        after = due_by(blocker, calendar, now)
        if after != blocker.due_at:
            found[blocker.pk] = (blocker, version, after)
    if not found:
        return []
    routes = routes_if(room, {pk: after for pk, (_, _, after) in found.items()}, now)
    return [
        Recount(blocker, version, after, routes.get(pk, ""), is_overdue=after <= now)
        for pk, (blocker, version, after) in found.items()
    ]


def _still_judged(room: Room, now: datetime) -> QuerySet[Blocker]:
    due_ahead = Blocker.objects.open().ticking().filter(board=room.board_id, breached_at=None, due_at__gt=now)
    return due_ahead.select_related("blocked_team").prefetch_related("pauses").order_by("due_at", "pk")
