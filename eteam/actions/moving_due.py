"""The one way in which a due time moves: with the reason written before it, which a trigger asks for."""

from datetime import datetime

from eteam.models import Blocker, DueChange
from org.models import Membership


def move_due(blocker: Blocker, after: datetime, *, cause: DueChange.Cause, by: Membership, now: datetime) -> None:
    """Part of an act that holds the room. `blocker` has calendar and zone that it counts by since; all is saved."""
    if after == blocker.due_at:
        return
    DueChange.objects.create(
        board_id=blocker.board_id, blocker=blocker, cause=cause, before=blocker.due_at, after=after, by=by, at=now,
        calendar=blocker.calendar,
    )  # fmt: skip
    blocker.due_at = after
    blocker.save(update_fields=["due_at", "calendar", "zone"])
